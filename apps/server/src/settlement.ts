import { openAccount } from '@finharbor/bookkeeping';
import type { SettlementLedger } from '@finharbor/harbor';
import { type LedgerTables, readIntents, type Transfer, writeIntent } from '@finharbor/ledger';
import type { Kysely, Transaction } from 'kysely';

/** What the hub's ledger is to the harbor's settlement. */
export type LedgerOfHub = {
  readonly context: Parameters<typeof openAccount>[0];
  readonly lookupTransfers: (ids: readonly bigint[]) => Promise<readonly Transfer[]>;
};

/** The one ledger of the hub in the harbor's words: accounts are opened with the names that people see in the ledger's own screens. */
export function settlementLedger({ context, lookupTransfers }: LedgerOfHub): SettlementLedger {
  const opened = new Set<bigint>();
  return {
    async open(accounts) {
      for (const account of accounts) {
        if (opened.has(account.id)) continue;
        const none = { keepsHistory: false, userData128: 0n, userData64: 0n, userData32: 0 };
        await openAccount(context, { ...account, ...none });
        opened.add(account.id);
      }
    },
    // One database has both systems' tables; Kysely's types know no subset of them.
    intend: (tx, transfers) => writeIntent(tx as unknown as Transaction<LedgerTables>, transfers),
    fates: (db, ids) => readIntents(db as unknown as Kysely<LedgerTables>, ids),
    async stands(ids) {
      const accounts = await context.meter.ledger.lookupAccounts(ids);
      return new Map(accounts.map((account) => [account.id, account]));
    },
    made: lookupTransfers,
  };
}
