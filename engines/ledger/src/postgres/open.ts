import type { Clock, Random } from '@finharbor/kernel';
import { Writer } from '../engine/writer.ts';
import { Machine } from '../machine/machine.ts';
import { postgresJournal } from './journal.ts';
import { loadMachine } from './load.ts';
import { openReaders, openSession, raiseEpoch } from './session.ts';
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
  const { url, clock, random, timeZone = 'UTC', entriesARound = usualRound } = options;
  const client = await openSession(url);
  await raiseEpoch(client);
  const machine = new Machine(new DataView(random.bytes(4).buffer).getInt32(0));
  await loadMachine(client, machine);
  const journal = await postgresJournal(client, { state: machine.books.state, timeZone });
  const writer = new Writer({ machine, journal, clock, entriesARound });
  const ticking = setInterval(() => void writer.tick().catch(() => {}), tickMs);
  ticking.unref();
  const readers = openReaders(url);
  return {
    ...writing(writer),
    ...reading(writer, readers),
    async [Symbol.asyncDispose]() {
      clearInterval(ticking);
      await writer.idle();
      await journal[Symbol.asyncDispose]();
      await readers.end();
    },
  };
}
