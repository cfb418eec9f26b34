import { type Clock, FinharborError } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import type { LedgerTables } from '../database.gen.ts';
import type { CreateResult, Ledger } from '../ledger.ts';
import { checkSize } from '../model/check-size.ts';
import type { CreateAccountStatus, CreateTransferStatus } from '../model/status.ts';
import { packAccounts, packTransfers } from './pack.ts';
import { questions } from './queries.ts';

/** How a ledger in SQL is opened. */
export type SqlLedgerOptions = {
  readonly url: string;
  readonly clock: Clock;
  /** Connections at once, 4 unless said; those that write take turns. */
  readonly maxConnections?: number;
};

/**
 * Opens a ledger in a database that has `ledgerMigrations`, which any number of processes may write: a request is one call of a function
 * of the database, done whole or not at all. It shares no accounts with `openLedger`, is several times slower and needs no memory.
 * Errors: `ledger.outcome_unknown` where the connection is lost in mid-request.
 */
export function openSqlLedger({ url, clock, maxConnections = 4 }: SqlLedgerOptions): Ledger {
  const db = openDatabase<LedgerTables>(url, { maxConnections, applicationName: 'finharbor-ledger-sql' });
  const nowNs = (): RawBuilder<unknown> => sql`${BigInt(clock.nowMs()) * 1_000_000n}::bigint`;
  return {
    ...questions(db),
    async createAccounts(accounts) {
      checkSize(accounts.length);
      if (accounts.length === 0) return [];
      const packed = packAccounts(accounts);
      return create<CreateAccountStatus>(db, sql`ledger_sql_create_accounts(${nowNs()}, ${packed})`);
    },
    async createTransfers(transfers) {
      checkSize(transfers.length);
      if (transfers.length === 0) return [];
      const packed = packTransfers(transfers);
      return create<CreateTransferStatus>(db, sql`ledger_sql_create_transfers(${nowNs()}, ${packed})`);
    },
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

type Row = { readonly statuses: string; readonly timestamps: string };

async function create<Status extends string>(
  db: Kysely<LedgerTables>,
  call: RawBuilder<unknown>,
): Promise<readonly CreateResult<Status>[]> {
  // As text: thousands of elements are taken apart ten times faster than by the driver's parser of arrays.
  const { rows } = await sql<Row>`
    select array_to_string(statuses, ',') as statuses, array_to_string(timestamps, ',') as timestamps from ${call}`
    .execute(db)
    .catch((cause: unknown) => {
      throw isRefused(cause) ? cause : outcomeUnknown(cause);
    });
  const timestamps = rows[0]!.timestamps.split(',').map(BigInt);
  return rows[0]!.statuses
    .split(',')
    .map((status, k) => ({ status: status as Status, timestamp: timestamps[k]! }));
}

/** Whether the database itself says that it did nothing, and did not go away over it. */
function isRefused(cause: unknown): boolean {
  return cause instanceof pg.DatabaseError && !/^(08|57P)/.test(cause.code ?? '');
}

function outcomeUnknown(cause: unknown): FinharborError {
  return new FinharborError({
    code: 'ledger.outcome_unknown',
    publicMessage:
      'The connection was lost. Ask again with the same ids: what was carried out is not carried out twice.',
    cause,
  });
}
