import type { Clock } from '@finharbor/kernel';
import { Basket } from '../engine/basket.ts';
import type { Journal } from '../engine/journal.ts';
import { Writer, type WriterParts } from '../engine/writer.ts';
import type { Books } from '../machine/books.ts';
import { Replay } from '../machine/replay.ts';
import { promised } from './breach.ts';
import { Database } from './database.ts';
import { simulatedJournal } from './journal.ts';
import { load, type Reading, readingOf, withoutPages } from './load.ts';
import type { Line, Network } from './network.ts';
import type { Oracle } from './oracle.ts';
import { type Deeds, WitnessedMachine } from './witness.ts';

/** Parts of a ledger that a test may replace by faulty ones, to see whether simulation finds that out. */
export type Parts = {
  readonly database: () => Database;
  readonly journal: (journal: Journal, database: Database) => Journal;
  readonly replay: (books: Books) => Replay;
  readonly reading: (reading: Reading) => Reading;
  readonly writer: (parts: WriterParts) => Writer;
};

/** The real parts. */
export const usualParts: Parts = {
  database: () => new Database(),
  journal: (journal) => journal,
  replay: (books) => new Replay(books),
  reading: (reading) => reading,
  writer: (parts) => new Writer(parts),
};

/** Where a process lives. */
export type Surroundings = {
  readonly parts: Parts;
  readonly database: Database;
  readonly network: Network;
  readonly clock: Clock;
  readonly remembered: number;
  readonly entriesARound: number;
  /** Hears of deeds that a writer says are kept. */
  readonly confirmed: (life: Life, deeds: Deeds) => void;
};

/** A process that writes the ledger, from its start to its end. */
export class Life {
  readonly around: Surroundings;
  readonly line: Line = { isCut: false };
  readonly machine: WitnessedMachine;
  epoch = 0;
  /** What it should have done so far; there from the moment it takes over. */
  oracle: Oracle | undefined;
  /** There once everything is loaded. */
  writer: Writer | undefined;
  basket: Basket | undefined;

  constructor(around: Surroundings, seed: number) {
    this.around = around;
    this.machine = new WitnessedMachine(seed);
  }

  /** Takes over, by way of `takeOver`, and reads everything. It ends where the connection does. */
  async start(takeOver: () => number): Promise<void> {
    const { parts, network, database, clock, remembered, entriesARound } = this.around;
    const ask = <Answer>(what: string, question: () => Answer): Promise<Answer> =>
      network.call(this.line, `a start: ${what}`, question);
    this.epoch = await ask('takes over', takeOver);
    const reading = parts.reading(readingOf(database, remembered));
    await load({ machine: this.machine, replay: parts.replay(this.machine.books), reading, ask });
    const journal = simulatedJournal({
      ...{ database, network, line: this.line, epoch: this.epoch, state: this.machine.books.state },
      appended: ({ accounts, entries }) => {
        const deeds = this.machine.deedsFrom(accounts.from, entries.from);
        promised(deeds !== undefined, () => 'an addition is nobody’s');
        return () => {
          deeds.isKept = true;
        };
      },
    });
    this.machine.confirmed = (deeds) => this.around.confirmed(this, deeds);
    this.writer = parts.writer({
      ...{ machine: this.machine, clock, entriesARound },
      journal: parts.journal(journal, database),
    });
    this.basket = new Basket(this.writer);
  }

  /** Compares what was loaded with what should be there, and with a start that has no pages. */
  async check(): Promise<void> {
    const { parts, database, remembered } = this.around;
    this.oracle!.compare(this.machine);
    const plain = new WitnessedMachine(1);
    await load({
      machine: plain,
      replay: parts.replay(plain.books),
      reading: withoutPages(parts.reading(readingOf(database, remembered))),
      ask: async (_, question) => question(),
    });
    this.oracle!.compare(plain);
  }

  /** Has no time to say anything. */
  kill(): void {
    this.around.network.hangUp(this.line);
  }
}
