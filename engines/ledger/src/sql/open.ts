import type { Clock } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import pg from 'pg';
import type { LedgerTables } from '../database.gen.ts';
import type { Ledger } from '../ledger.ts';
import type { CreateAccountStatus, CreateTransferStatus } from '../model/status.ts';
import { type Call, callWith } from './call.ts';
import { packAccounts, packTransfers } from './pack.ts';
import { questions } from './queries.ts';

/** How a ledger in SQL is opened. */
export type SqlLedgerOptions = {
  readonly url: string;
  readonly clock: Clock;
  /** Connections that ask, and as many that write, 4 unless said; those that write take turns. */
  readonly maxConnections?: number;
};

const name = 'finharbor-ledger-sql';

/**
 * Opens a ledger in a database that has `ledgerMigrations`, which any number of processes may write: a request is one call of a function
 * of the database, done whole or not at all. It shares no accounts with `openLedger`, needs no memory and is several times slower.
 * Errors: `ledger.outcome_unknown` where the connection is lost in mid-request.
 */
export function openSqlLedger({ url, clock, maxConnections = 4 }: SqlLedgerOptions): Ledger {
  const db = openDatabase<LedgerTables>(url, { maxConnections, applicationName: name });
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, application_name: name });
  // An idle connection that the server closed is dropped; the next request opens another.
  pool.on('error', () => {});
  const call = <Status extends string>(to: Call['to'], packed: readonly string[]) =>
    callWith<Status>(pool, { to, nowMs: clock.nowMs(), packed });
  return {
    ...questions(db),
    createAccounts: async (accounts) =>
      accounts.length === 0 ? [] : call<CreateAccountStatus>('accounts', packAccounts(accounts)),
    createTransfers: async (transfers) =>
      transfers.length === 0 ? [] : call<CreateTransferStatus>('transfers', packTransfers(transfers)),
    async [Symbol.asyncDispose]() {
      await Promise.all([db.destroy(), pool.end()]);
    },
  };
}
