import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { LifeBodies } from './documents.ts';
import { dataLevels } from './review.ts';
import { reviewAnswerSchema, sampleMost, sampleRow, valuationInputs } from './schemas.ts';

/** The registry's answer to a registration. */
export type AnswerDraft =
  | { readonly decision: 'returned'; readonly findings: readonly string[] }
  | { readonly decision: 'accepted'; readonly noticeDays: number; readonly validYears: number };
export const answerDraft: z.ZodType<AnswerDraft> = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('returned'),
    findings: z.array(textSchema(1000, 1)).min(1).max(20),
  }),
  z.strictObject({
    decision: z.literal('accepted'),
    noticeDays: z.int().min(0).max(90),
    validYears: z.int().min(1).max(20),
  }),
]);

/** What a reviewer decides on a version. */
export type ReviewDraft = Pick<LifeBodies['compliance_review'], 'decision' | 'level' | 'answers' | 'reason'>;
export const reviewDraft: z.ZodType<ReviewDraft> = z.strictObject({
  decision: z.enum(['listed', 'returned']),
  level: z.enum(dataLevels),
  answers: z.array(reviewAnswerSchema).max(10),
  reason: textSchema(2000),
});

/** How one side stops a product, or lets it go on. */
export type ChangeDraft = Pick<LifeBodies['listing_change'], 'change' | 'reason'>;
export const changeDraft: z.ZodType<ChangeDraft> = z.strictObject({
  change: z.enum(['suspended', 'resumed', 'withdrawn']),
  reason: textSchema(2000, 1),
});

/** Rows that a holder shows of a product. */
export type SampleDraft = Pick<LifeBodies['product_sample'], 'made' | 'rows'>;
export const sampleDraft: z.ZodType<SampleDraft> = z.strictObject({
  made: z.enum(['masked', 'synthetic']),
  rows: z.array(sampleRow).min(1).max(sampleMost),
});

/** What a holder values a product by. */
export type ValuationDraft = Pick<LifeBodies['valuation'], 'inputs' | 'assumptions'>;
export const valuationDraft: z.ZodType<ValuationDraft> = z.strictObject({
  inputs: valuationInputs,
  assumptions: z.array(textSchema(500, 1)).min(1).max(20),
});
