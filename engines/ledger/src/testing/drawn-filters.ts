import fc from 'fast-check';
import { accountFilterFlags, type QueryFilter } from '../model/query.ts';
import type { Transfer } from '../model/transfer.ts';
import { historyAccounts } from './histories.ts';

/** A filter as it is drawn: its moments are places among those of what there is. */
export type DrawnFilter = Omit<QueryFilter, 'timestampMin' | 'timestampMax'> & {
  readonly accountId: bigint;
  readonly sides: number;
  readonly reversed: boolean;
  readonly from: number | undefined;
  readonly to: number | undefined;
};

const { debits, credits } = accountFilterFlags;
const place = fc.option(fc.nat(60), { nil: undefined });

/** Filters by values that histories have. */
export const drawnFilters: fc.Arbitrary<DrawnFilter> = fc.record({
  accountId: fc.constantFrom(...historyAccounts.map(({ id }) => id), 77n),
  sides: fc.constantFrom(debits, credits, debits | credits),
  reversed: fc.boolean(),
  limit: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(8_190)),
  from: place,
  to: place,
  ledger: fc.constantFrom(0, 0, 1, 2),
  code: fc.constantFrom(0, 0, 0, 1, 2),
  userData128: fc.constantFrom(0n, 0n, 0n, 7n, 8n),
  userData64: fc.constantFrom(0n, 0n, 0n, 2n ** 64n - 1n, 1n),
  userData32: fc.constantFrom(0, 0, 0, 1, 2),
});

/** The moments of a drawn filter, in their order. */
export function spanOf(
  { from, to }: DrawnFilter,
  moments: readonly bigint[],
): Pick<QueryFilter, 'timestampMin' | 'timestampMax'> {
  const [first, last] = [from, to].map((at) => (at === undefined ? undefined : moments[at % moments.length]));
  if (first === undefined || last === undefined)
    return {
      ...(first !== undefined && { timestampMin: first }),
      ...(last !== undefined && { timestampMax: last }),
    };
  return first <= last
    ? { timestampMin: first, timestampMax: last }
    : { timestampMin: last, timestampMax: first };
}

type Fields = Pick<Transfer, 'timestamp' | 'userData128' | 'userData64' | 'userData32' | 'code' | 'ledger'>;

/** What a filter selects of all there is, the earliest first. */
export function selected<One extends Fields>(
  all: readonly One[],
  filter: QueryFilter & { readonly isReversed: boolean },
): readonly One[] {
  const { timestampMin = 0n, timestampMax = 0n, limit, isReversed, ledger } = filter;
  const isAsked = (value: bigint | number, wanted: bigint | number | undefined): boolean =>
    !wanted || value === wanted;
  const found = all.filter(
    (one) =>
      one.timestamp >= timestampMin &&
      (timestampMax === 0n || one.timestamp <= timestampMax) &&
      isAsked(one.ledger, ledger) &&
      isAsked(one.code, filter.code) &&
      isAsked(one.userData128, filter.userData128) &&
      isAsked(one.userData64, filter.userData64) &&
      isAsked(one.userData32, filter.userData32),
  );
  return (isReversed ? found.toReversed() : found).slice(0, limit);
}
