import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** What all of the desk's routes have in common. */
export const shared = { tags: ['desk'] } as const;

/** A text in both languages, as zod. */
export const bilingualSchema: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
