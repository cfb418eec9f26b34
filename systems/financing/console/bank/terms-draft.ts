import type { LoanTerms } from '@finharbor/financing/contract';
import { z } from 'zod';

/** What a product may be decided by and scored under. */
type Basis = {
  readonly models: readonly { readonly id: string; readonly columns: NonNullable<LoanTerms['asks']> }[];
  readonly contracts: readonly { readonly id: string }[];
};

// Of a draft only the form counts: it may be half filled in, which its publishing would refuse.
const kept = z.strictObject({
  title: z.strictObject({ en: z.string(), zh: z.string() }),
  currency: z.literal('CNY'),
  mostAmount: z.string(),
  cutOffPoints: z.number(),
  rates: z.array(z.strictObject({ fromPoints: z.number(), rateBp: z.number() })),
  promisedDays: z.number(),
  scoringContract: z.string(),
  model: z.string(),
  asks: z.unknown(),
});

/** Terms as they were kept. A model or a contract that is no longer there gives way to that of `first`; what is asked of a firm follows the model. */
export function readTerms(
  found: unknown,
  { models, contracts }: Basis,
  first: LoanTerms,
): LoanTerms | undefined {
  const { data } = kept.safeParse(found);
  if (!data) return undefined;
  const model = models.find(({ id }) => id === data.model);
  const isThere = contracts.some(({ id }) => id === data.scoringContract);
  return {
    ...data,
    model: model ? model.id : first.model,
    asks: model ? model.columns : first.asks,
    scoringContract: isThere ? data.scoringContract : first.scoringContract,
  };
}
