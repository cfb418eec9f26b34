import type { Clock, Random } from '@finharbor/kernel';
import type { Client } from 'pg';
import { Writer } from '../engine/writer.ts';
import { Machine } from '../machine/machine.ts';
import { postgresJournal } from './journal.ts';
import { loadMachine } from './load.ts';
import { Beat, openReaders, openSession, takeOver } from './session.ts';
import { reading, type WrittenLedger, writing } from './written-ledger.ts';

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
  try {
    const epoch = (await takeOver(client))!;
    const machine = newMachine(options);
    await loadMachine(client, machine);
    return await writeWith({ client, epoch, machine }, options);
  } catch (error) {
    await client.end();
    throw error;
  }
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
  const ticking = setInterval(() => {
    beat.next();
    void writer.tick().catch(() => {});
  }, tickMs);
  ticking.unref();
  const readers = openReaders(url);
  return {
    ...writing(writer),
    ...reading(writer, readers),
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await writer.idle();
      await beat[Symbol.asyncDispose]();
      await journal[Symbol.asyncDispose]();
      await readers.end();
    },
  };
}
