import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/**
 * What a holder asks for a product: nothing, a sum for each use, for each result that is delivered, or for each month in which the
 * contract is in force. In fen.
 */
export type PricePlan =
  | { readonly plan: string; readonly kind: 'free' }
  | {
      readonly plan: string;
      readonly kind: 'per_use' | 'per_result' | 'subscription';
      readonly amountMinor: string;
      readonly currency: 'CNY';
    };

/** What a contract's consumer pays for one of its products, as both sides have signed it. */
export type Charge = { readonly provider: string; readonly product: string; readonly plan: PricePlan };

const name = textSchema(60, 1);

/** A price plan, as zod. */
export const pricePlanSchema: z.ZodType<PricePlan> = z.discriminatedUnion('kind', [
  z.strictObject({ plan: name, kind: z.literal('free') }),
  z.strictObject({
    plan: name,
    kind: z.enum(['per_use', 'per_result', 'subscription']),
    amountMinor: z.string().regex(/^[1-9][0-9]{0,14}$/),
    currency: z.literal('CNY'),
  }),
]);

/** A charge, as zod. */
export const chargeSchema: z.ZodType<Charge> = z.strictObject({
  provider: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  product: z.string().regex(/^[0-9a-f]{64}$/),
  plan: pricePlanSchema,
});
