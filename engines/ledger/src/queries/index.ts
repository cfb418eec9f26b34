export { getAccountBalances } from './account-balances.ts';
export { getAccountTransfers } from './account-transfers.ts';
export { balanceAt } from './balance-at.ts';
export { type Closing, closeMonth, closeMonths } from './close-month.ts';
export { lookupTransfers } from './lookup.ts';
export { queryAccountNumbers, queryTransfers } from './query.ts';
export type { Sums } from './sum-rows.ts';
export { type TrialRow, trialBalance } from './trial-balance.ts';
