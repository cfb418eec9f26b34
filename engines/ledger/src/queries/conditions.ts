import { entryKind } from '../machine/layout.ts';
import type { AccountFilter, QueryFilter } from '../model/query.ts';
import { uuidOf } from './read.ts';

type Fields = Omit<AccountFilter & QueryFilter, 'accountId' | 'limit' | 'flags' | 'ledger'>;

/** What a checked filter demands of the row `of`, as it is written in SQL; the row has a moment, user data and a code. */
export function fieldConditions(of: string, filter: Fields): readonly string[] {
  const { timestampMin = 0n, timestampMax = 0n, userData128 = 0n, userData64 = 0n } = filter;
  const { userData32 = 0, code = 0 } = filter;
  return [
    ...(timestampMin > 0n ? [`${of}."timestamp" >= ${timestampMin}`] : []),
    ...(timestampMax > 0n ? [`${of}."timestamp" <= ${timestampMax}`] : []),
    ...(userData128 > 0n ? [`${of}.user_data_128 = ${uuidOf(userData128)}`] : []),
    ...(userData64 > 0n ? [`${of}.user_data_64 = ${userData64}`] : []),
    ...(userData32 > 0 ? [`${of}.user_data_32 = ${userData32}`] : []),
    ...(code > 0 ? [`${of}.code = ${code}`] : []),
  ];
}

/** What a checked filter demands of an entry that is a transfer. */
export function transferConditions(of: string, filter: Fields): readonly string[] {
  return [`${of}.kind = ${entryKind.transfer}`, ...fieldConditions(of, filter)];
}

/** Conditions that all hold. */
export function allOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

/** In which order moments come. */
export function order(isReversed: boolean): 'asc' | 'desc' {
  return isReversed ? 'desc' : 'asc';
}
