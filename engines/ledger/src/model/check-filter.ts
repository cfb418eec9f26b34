import { type FieldError, FinharborError } from '@finharbor/kernel';
import {
  type AccountFilter,
  accountFilterFlags,
  mostEvents,
  type QueryFilter,
  queryFilterFlags,
} from './query.ts';

const longest = 2n ** 63n;
const { debits, credits, reversed } = accountFilterFlags;

/** Refuses a filter of one account that asks for nothing or for what cannot be. Errors: `ledger.bad_filter`, with its fields. */
export function checkAccountFilter(filter: AccountFilter): void {
  const flags = filter.flags ?? 0;
  const isOneSided = (flags & (debits | credits)) !== 0 && (flags & ~(debits | credits | reversed)) === 0;
  refuse(filter, [
    [
      'accountId',
      'an id from 1 to below 2^128 - 1',
      filter.accountId > 0n && filter.accountId < 2n ** 128n - 1n,
    ],
    ['flags', 'debits, credits or both, and reversed or not', isOneSided],
  ]);
}

/** Refuses a filter that asks for what cannot be. Errors: `ledger.bad_filter`, with its fields. */
export function checkQueryFilter(filter: QueryFilter): void {
  refuse(filter, [
    ['flags', 'reversed or nothing', ((filter.flags ?? 0) & ~queryFilterFlags.reversed) === 0],
    ['ledger', 'a whole number from 0 to below 2^32', isWhole(filter.ledger, 32)],
  ]);
}

type Rule = readonly [field: string, takes: string, isRight: boolean];

function refuse(filter: Omit<QueryFilter, 'ledger'>, own: readonly Rule[]): void {
  const { timestampMin: from = 0n, timestampMax: to = 0n, limit } = filter;
  const isMoment = (moment: bigint): boolean => moment >= 0n && moment < longest;
  const rules: readonly Rule[] = [
    ...own,
    ['userData128', 'a whole number from 0 to below 2^128', fits(filter.userData128, 128)],
    ['userData64', 'a whole number from 0 to below 2^64', fits(filter.userData64, 64)],
    ['userData32', 'a whole number from 0 to below 2^32', isWhole(filter.userData32, 32)],
    ['code', 'a whole number from 0 to below 2^16', isWhole(filter.code, 16)],
    ['timestampMin', 'nanoseconds from 0 to below 2^63', isMoment(from)],
    ['timestampMax', 'nanoseconds, not before timestampMin', isMoment(to) && (to === 0n || to >= from)],
    [
      'limit',
      `a whole number from 1 to ${mostEvents}`,
      Number.isInteger(limit) && limit > 0 && limit <= mostEvents,
    ],
  ];
  const fields: FieldError[] = rules.flatMap(([field, takes, isRight]) =>
    isRight ? [] : [{ pointer: `/${field}`, detail: takes }],
  );
  if (fields.length === 0) return;
  const named = fields.map(({ pointer, detail }) => `${pointer.slice(1)} takes ${detail}`).join('; ');
  throw new FinharborError({
    code: 'ledger.bad_filter',
    publicMessage: `The filter is wrong: ${named}.`,
    fields,
  });
}

function fits(value: bigint | undefined, bits: number): boolean {
  return value === undefined || (value >= 0n && value >> BigInt(bits) === 0n);
}

function isWhole(value: number | undefined, bits: number): boolean {
  return value === undefined || (Number.isInteger(value) && value >= 0 && value < 2 ** bits);
}
