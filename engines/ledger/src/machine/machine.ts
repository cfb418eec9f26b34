import { accountFlags } from '../model/account.ts';
import { transientStatuses } from '../model/status.ts';
import { transferFlags } from '../model/transfer.ts';
import { Books, type Step } from './books.ts';
import { Chain } from './chain.ts';
import { flagsOf } from './check.ts';
import { createTransfer } from './judge.ts';
import { type Known, nothingKnown } from './known.ts';
import { newAccountAt, newAccountWords, transferWords } from './layout.ts';
import { createAccount } from './open-account.ts';

/** What became of a batch of events, in their order. */
export type Outcome = {
  /** Of `createTransferStatus` or `createAccountStatus`. */
  readonly statuses: Uint8Array;
  /** When each was looked at or, where it exists, when it was made. */
  readonly timestamps: BigUint64Array;
};

/**
 * The ledger's rules over accounts in memory. It knows no disk, network or clock: the same calls have the same outcomes. What is done is
 * done in steps, which are confirmed in their order or abandoned, the last one first.
 */
export class Machine {
  readonly books: Books;

  /** `seed` scatters ids in memory; no outcome depends on it. */
  constructor(seed: number) {
    this.books = new Books(seed);
  }

  /** Begins a step, to which everything belongs from now on. */
  begin(): Step {
    this.books.step = this.books.newStep();
    return this.books.step;
  }

  /** Keeps a step for good. */
  confirm(step: Step): void {
    for (const slot of step.resolved) this.books.state.freePending(slot);
    this.books.endStep(step);
  }

  /** Takes a step back. */
  abandon(step: Step): void {
    this.books.state.rollBack(step.undo, step.from);
    this.books.clockwork.resetTo(step.from.atNs);
    this.books.endStep(step);
  }

  /**
   * Makes transfers, 32 words each, in their order, at `nowNs` or just after the last event if that is later. `known` answers for what
   * is no longer in memory.
   */
  createTransfers(events: Uint32Array, nowNs: bigint, known: Known = nothingKnown): Outcome {
    const { books } = this;
    const outcome = newOutcome(events.length / transferWords);
    const times = new Uint32Array(outcome.timestamps.buffer);
    books.clockwork.advanceTo(nowNs);
    books.expire();
    const chain = new Chain(books, outcome.statuses);
    // One object each that moves on, as one for each event would be most of the garbage.
    const event = { words: events, at: 0 };
    const time = { words: times, at: 0 };
    const court = { books, known, time };
    for (let k = 0; k < outcome.statuses.length; k++, event.at += transferWords, time.at += 2) {
      books.clockwork.tick();
      books.clockwork.write(times, time.at);
      const linked = (flagsOf(events, event.at) & transferFlags.linked) !== 0;
      const result = chain.after(k, linked, chain.before(k, linked) || createTransfer(event, court));
      if (result !== 0 && transientStatuses.has(result)) books.refuse(event, result);
    }
    return outcome;
  }

  /** Opens accounts, 32 words each, as `createTransfers` makes transfers. */
  createAccounts(events: Uint32Array, nowNs: bigint): Outcome {
    const { books } = this;
    const outcome = newOutcome(events.length / newAccountWords);
    const times = new Uint32Array(outcome.timestamps.buffer);
    books.clockwork.advanceTo(nowNs);
    const chain = new Chain(books, outcome.statuses);
    for (let k = 0; k < outcome.statuses.length; k++) {
      const event = { words: events, at: k * newAccountWords };
      const time = { words: times, at: 2 * k };
      books.clockwork.tick();
      books.clockwork.write(times, time.at);
      const flags = events[event.at + newAccountAt.codeAndFlags]! >>> 16;
      const linked = (flags & accountFlags.linked) !== 0;
      chain.after(k, linked, chain.before(k, linked) || createAccount(event, books, time));
    }
    return outcome;
  }
}

function newOutcome(count: number): Outcome {
  return { statuses: new Uint8Array(count), timestamps: new BigUint64Array(count) };
}
