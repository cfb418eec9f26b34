import { type Clock, fail, type Random } from '@finharbor/kernel';
import type { Client } from 'pg';
import { Basket } from '../engine/basket.ts';
import { look, makeTransfers, openAccounts } from '../engine/work.ts';
import { Writer } from '../engine/writer.ts';
import type { Ledger } from '../ledger.ts';
import { accountOf } from '../machine/account-of.ts';
import { transferWords } from '../machine/layout.ts';
import { Machine, type Outcome } from '../machine/machine.ts';
import { encodeAccounts } from '../model/records.ts';
import { accountStatusName } from '../model/status.ts';
import { postgresJournal } from './journal.ts';
import { loadMachine } from './load.ts';
import { Beat, openSession, takeOver } from './session.ts';

/** A ledger that this process writes. */
export type WrittenLedger = Pick<Ledger, 'createAccounts' | 'createTransfers' | 'lookupAccounts'> &
  AsyncDisposable & {
    /** Makes transfers that are 32 words each, little-endian, as TigerBeetle's clients send them (`transferAt`, `encodeTransfers`): the fastest way in. Errors: as `createTransfers`; `ledger.bad_packing`. */
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
  const client = await openSession(options.url);
  const epoch = (await takeOver(client))!;
  const machine = newMachine(options);
  await loadMachine(client, machine);
  return await writeWith({ client, epoch, machine }, options);
}

/** A machine with nothing in it. */
export function newMachine({ random }: LedgerOptions): Machine {
  return new Machine(new DataView(random.bytes(4).buffer).getInt32(0));
}

type Holding = { readonly client: Client; readonly epoch: bigint; readonly machine: Machine };

/** Writes in the session that has the epoch, from a machine that is as the journal has it. */
export async function writeWith(
  { client, epoch, machine }: Holding,
  { url, clock, timeZone = 'UTC', entriesARound = usualRound }: LedgerOptions,
): Promise<WrittenLedger> {
  const journal = await postgresJournal(client, { state: machine.books.state, timeZone });
  const writer = new Writer({ machine, journal, clock, entriesARound });
  const beat = new Beat(url, epoch);
  const basket = new Basket(writer);
  const ticking = setInterval(() => {
    beat.next();
    void writer.tick().catch(() => {});
  }, tickMs);
  ticking.unref();
  return {
    async createAccounts(accounts) {
      const { statuses, timestamps } = await writer.submit(openAccounts(encodeAccounts(accounts)));
      return accounts.map((_, k) => ({ status: accountStatusName(statuses[k]!), timestamp: timestamps[k]! }));
    },
    createTransfers: (transfers) => basket.add(transfers),
    async createPackedTransfers(transfers) {
      if (transfers.length % transferWords !== 0)
        fail('ledger.bad_packing', `Packed transfers have ${transferWords} words each.`);
      return await writer.submit(makeTransfers(transfers));
    },
    lookupAccounts: (ids) => writer.submit(look((state) => ids.flatMap((id) => accountOf(state, id) ?? []))),
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await writer.idle();
      await beat[Symbol.asyncDispose]();
      await journal[Symbol.asyncDispose]();
    },
  };
}
