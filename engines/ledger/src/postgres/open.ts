import type { Clock, Random } from '@finharbor/kernel';
import pg from 'pg';
import { placeOf } from '../machine/books.ts';
import { accountAt, balanceAt } from '../machine/layout.ts';
import { Machine } from '../machine/machine.ts';
import { readU64, readU128, writeU128 } from '../machine/u128.ts';
import type { Account, NewAccount } from '../model/account.ts';
import { encodeAccounts, encodeTransfers } from '../model/records.ts';
import {
  accountStatusName,
  type CreateAccountStatus,
  type CreateTransferStatus,
  transferStatusName,
} from '../model/status.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { loadMachine } from './read-journal.ts';
import { Writer } from './writer.ts';

/** What became of one event; `timestamp` is its place in the order of everything. */
export type CreateResult<Status> = { readonly status: Status; readonly timestamp: bigint };

/** A ledger that this process writes. */
export type Ledger = AsyncDisposable & {
  /** Opens accounts; one result each, once they are in the database. */
  readonly createAccounts: (
    accounts: readonly NewAccount[],
  ) => Promise<readonly CreateResult<CreateAccountStatus>[]>;
  /** Makes transfers; one result each, once they are in the database. Errors: `ledger.out_of_range`, `ledger.too_many_events` (8,190 a request), `ledger.writer_gone`, `ledger.taken_over`. */
  readonly createTransfers: (
    transfers: readonly NewTransfer[],
  ) => Promise<readonly CreateResult<CreateTransferStatus>[]>;
  /** The accounts with these ids as they stand after what has been told so far; those there are not are left out. */
  readonly lookupAccounts: (ids: readonly bigint[]) => readonly Account[];
};

/** How a ledger is opened. */
export type LedgerOptions = { readonly url: string; readonly clock: Clock; readonly random: Random };

/**
 * Opens the ledger in a database that has `ledgerMigrations`, and takes over from whoever wrote it: what another process still tries to
 * write is refused. All that happened is read into memory first.
 */
export async function openLedger({ url, clock, random }: LedgerOptions): Promise<Ledger> {
  const client = new pg.Client({ connectionString: url, application_name: 'finharbor-ledger' });
  // A connection that breaks fails the query that is under way, or the next one.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ epoch: string }>(
    'update ledger_writer set epoch = epoch + 1 returning epoch::text',
  );
  await client.query("select set_config('ledger.epoch', $1, false)", [rows[0]!.epoch]);
  const machine = new Machine(new DataView(random.bytes(4).buffer).getInt32(0));
  await loadMachine(client, machine);
  const writer = new Writer(machine, client, clock);
  return {
    async createAccounts(accounts) {
      const { statuses, timestamps } = await writer.submit('accounts', encodeAccounts(accounts));
      return accounts.map((_, k) => ({ status: accountStatusName(statuses[k]!), timestamp: timestamps[k]! }));
    },
    async createTransfers(transfers) {
      const { statuses, timestamps } = await writer.submit('transfers', encodeTransfers(transfers));
      return transfers.map((_, k) => ({
        status: transferStatusName(statuses[k]!),
        timestamp: timestamps[k]!,
      }));
    },
    lookupAccounts: (ids) => ids.flatMap((id) => accountOf(machine, id) ?? []),
    async [Symbol.asyncDispose]() {
      await writer.idle();
      await client.end();
    },
  };
}

function accountOf({ books: { state } }: Machine, id: bigint): Account | undefined {
  const words = new Uint32Array(4);
  writeU128(words, 0, id);
  const no = state.findAccount(words, 0);
  if (no < 0) return undefined;
  const { words: is, at } = placeOf(state.accounts, no);
  const { words: stands, at: to } = placeOf(state.balances, no);
  return {
    id,
    debitsPending: readU128(stands, to + balanceAt.debitsPending),
    debitsPosted: readU128(stands, to + balanceAt.debitsPosted),
    creditsPending: readU128(stands, to + balanceAt.creditsPending),
    creditsPosted: readU128(stands, to + balanceAt.creditsPosted),
    userData128: readU128(is, at + accountAt.userData128),
    userData64: readU64(is, at + accountAt.userData64),
    userData32: is[at + accountAt.userData32]!,
    ledger: is[at + accountAt.ledger]!,
    code: is[at + accountAt.codeAndFlags]! & 0xffff,
    flags: stands[to + balanceAt.flags]!,
    timestamp: readU64(is, at + accountAt.timestamp),
  };
}
