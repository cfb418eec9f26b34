import { z } from 'zod';
import type { Constraint } from '../documents.ts';

/** How often a product's rows are renewed. */
export const updates = ['once', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;
/** The terms that a holder can say its node enforces. */
export const offeredTerms = [
  'smallest_group',
  'uses',
  'consent',
  'withdrawn_firms',
  'points_rounding',
  'fewest_rows',
  'most_rows',
  'privacy_epsilon',
  'plan_approval',
] as const;

/** A term that a holder can ask for and that its own node enforces at each use. */
type OfferedTerm = Exclude<
  Constraint['name'],
  | 'points_opened'
  | 'recipient'
  | 'onward_transfer'
  | 'retention_days'
  | 'learns'
  | 'most_learned'
  | 'privacy_delta'
>;

/** How a holder classes a product, so that it is found. */
export type ProductClass = {
  /** The one section of GB/T 4754-2017, the industrial classification, whose firms the rows tell of; left out where it is more. */
  readonly sector?: string;
  /** Rows may tell of natural persons, as those of sole traders do. */
  readonly personal: boolean;
  readonly update: 'once' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly';
  readonly terms: readonly OfferedTerm[];
};

/** The same as zod. */
export const productClassSchema: z.ZodType<ProductClass> = z.strictObject({
  sector: z
    .string()
    .regex(/^[A-T]$/, 'A section of GB/T 4754 is a letter from A to T')
    .exactOptional(),
  personal: z.boolean(),
  update: z.enum(updates),
  terms: z.array(z.enum(offeredTerms)).max(offeredTerms.length),
});
