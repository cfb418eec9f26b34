import type { HeldTerm } from '@finharbor/harbor/contract';
import { z } from 'zod';

const terms: z.ZodType<readonly HeldTerm[]> = z.array(
  z.object({ en: z.string(), zh: z.string(), held: z.enum(['enforced', 'promised']) }),
);

/** The terms that a receipt names; a receipt may be anybody's file, and those from before terms were written down name none. */
export function readTerms(value: unknown): readonly HeldTerm[] {
  return terms.safeParse(value).data ?? [];
}
