export { getAccountBalances } from './account-balances.ts';
export { getAccountTransfers } from './account-transfers.ts';
export { lookupTransfers } from './lookup.ts';
export { queryAccountNumbers, queryTransfers } from './query.ts';
