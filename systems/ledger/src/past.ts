import { balanceAt, trialBalance } from '@finharbor/ledger';
import type { Pool } from 'pg';
import type { LedgerPast } from './store.ts';

/** How accounts stood, by the ledger's own queries on connections to its database. */
export function pastOf(pool: Pool): LedgerPast {
  return {
    balanceAt: (accountId, atNs) => balanceAt(pool, { accountId, atNs }),
    trialBalance: (atNs) => trialBalance(pool, atNs),
  };
}
