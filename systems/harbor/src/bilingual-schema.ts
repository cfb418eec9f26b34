import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Bilingual } from './documents.ts';

const text = textSchema(12_000, 1);

/** A text in both languages, as zod. */
export const bilingualSchema: z.ZodType<Bilingual> = z.strictObject({ en: text, zh: text });
