import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual } from '../documents.ts';
import { type AssessmentDraft, factsSchema, filingSchema, findingsSchema, placeSchema } from './facts.ts';
import { type TransferPath, transferPaths } from './rules.ts';

/** A signed self-assessment: what was found, by which rule, with what outcome, in words that both sides can read. */
export type AssessmentBody = AssessmentDraft & {
  readonly contract: string;
  readonly recipient: string;
  readonly place: string;
  readonly rule: string;
  readonly path: TransferPath;
  readonly outcome: 'may_leave' | 'may_not_leave';
  readonly reasons: readonly Bilingual[];
  readonly validUntil: string;
};

/** The same, as zod. */
export const assessmentSchema: z.ZodType<AssessmentBody> = z.strictObject({
  contract: z.string().regex(/^[0-9a-f]{64}$/),
  recipient: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  place: placeSchema,
  facts: factsSchema,
  findings: findingsSchema,
  filing: filingSchema.nullable(),
  rule: z.string().regex(/^[a-z_]{1,40}$/),
  path: z.enum(transferPaths),
  outcome: z.enum(['may_leave', 'may_not_leave']),
  reasons: z.array(bilingualSchema).min(1).max(10),
  validUntil: z.iso.datetime(),
});
