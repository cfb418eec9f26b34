import type { Clock, Random } from '@finharbor/kernel';
import pg from 'pg';
import { Basket } from '../engine/basket.ts';
import { look, makeTransfers, openAccounts } from '../engine/work.ts';
import { Writer } from '../engine/writer.ts';
import type { Ledger } from '../ledger.ts';
import { accountOf } from '../machine/account-of.ts';
import { Machine, type Outcome } from '../machine/machine.ts';
import { encodeAccounts } from '../model/records.ts';
import { accountStatusName } from '../model/status.ts';
import { postgresJournal } from './journal.ts';
import { loadMachine } from './load.ts';

/** A ledger that this process writes. */
export type WrittenLedger = Pick<Ledger, 'createAccounts' | 'createTransfers' | 'lookupAccounts'> &
  AsyncDisposable & {
    /** Makes transfers that are 32 words each, little-endian, as TigerBeetle's clients send them (`transferAt`, `encodeTransfers`): the fastest way in. Errors: as `createTransfers`. */
    readonly createPackedTransfers: (transfers: Uint32Array) => Promise<Outcome>;
  };

/** How a ledger is opened. `timeZone`, UTC if left out, says where the months of the journal begin. */
export type LedgerOptions = {
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly timeZone?: string;
  /** A start after a crash reads about twice so many entries; 2^18 if left out. */
  readonly entriesARound?: number;
};

const usualRound = 2 ** 18;
const tickMs = 1000;

/**
 * Opens the ledger in a database that has `ledgerMigrations`, and takes over from whoever wrote it: what another process still tries to
 * write is refused. Errors of what it returns: `ledger.writer_gone`, `ledger.taken_over`.
 */
export async function openLedger(options: LedgerOptions): Promise<WrittenLedger> {
  const { clock, random, timeZone = 'UTC', entriesARound = usualRound } = options;
  const client = await takeOver(options.url);
  const machine = new Machine(new DataView(random.bytes(4).buffer).getInt32(0));
  await loadMachine(client, machine);
  const journal = await postgresJournal(client, { state: machine.books.state, timeZone });
  const writer = new Writer({ machine, journal, clock, entriesARound });
  const basket = new Basket(writer);
  const ticking = setInterval(() => void writer.tick().catch(() => {}), tickMs);
  ticking.unref();
  return {
    async createAccounts(accounts) {
      const { statuses, timestamps } = await writer.submit(openAccounts(encodeAccounts(accounts)));
      return accounts.map((_, k) => ({ status: accountStatusName(statuses[k]!), timestamp: timestamps[k]! }));
    },
    createTransfers: (transfers) => basket.add(transfers),
    createPackedTransfers: (transfers) => writer.submit(makeTransfers(transfers)),
    lookupAccounts: (ids) => writer.submit(look((state) => ids.flatMap((id) => accountOf(state, id) ?? []))),
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await writer.idle();
      await journal[Symbol.asyncDispose]();
    },
  };
}

/** A session that holds the writer's epoch: what any other one tries to write is refused from now on. */
async function takeOver(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'finharbor-ledger' });
  // A connection that breaks fails the query that is under way, or the next one.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ epoch: string }>(
    'update ledger_writer set epoch = epoch + 1 returning epoch::text',
  );
  await client.query("select set_config('ledger.epoch', $1, false)", [rows[0]!.epoch]);
  // Everything is read by its key: a table that was never analysed must not be read as a whole.
  await client.query('set enable_seqscan = off');
  return client;
}
