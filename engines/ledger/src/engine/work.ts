import type { Known } from '../machine/known.ts';
import { newAccountWords, transferAt, transferWords } from '../machine/layout.ts';
import type { Machine, Outcome } from '../machine/machine.ts';
import type { State } from '../machine/state.ts';
import { readU128 } from '../machine/u128.ts';

/** What a piece of work is done with. */
export type Bench = { readonly machine: Machine; readonly nowNs: bigint; readonly known: Known };

/** Something that is asked of a ledger. It may have to be done again, after all that it did was taken back. */
export type Work<Result> = {
  /** How many events it has. */
  readonly events: number;
  readonly run: (bench: Bench) => Result;
  /** Every id of a transfer that it names. */
  readonly ids: () => Iterable<bigint>;
};

/** Makes transfers, 32 words each. */
export function makeTransfers(words: Uint32Array): Work<Outcome> {
  return {
    events: words.length / transferWords,
    run: ({ machine, nowNs, known }) => machine.createTransfers(words, nowNs, known),
    *ids() {
      for (let at = 0; at < words.length; at += transferWords) {
        yield readU128(words, at + transferAt.id);
        yield readU128(words, at + transferAt.pendingId);
      }
    },
  };
}

/** Opens accounts, 32 words each. */
export function openAccounts(words: Uint32Array): Work<Outcome> {
  return {
    events: words.length / newAccountWords,
    run: ({ machine, nowNs }) => machine.createAccounts(words, nowNs),
    ids: () => [],
  };
}

/** Reads how things stand after all that was asked for before. */
export function look<Result>(read: (state: State) => Result): Work<Result> {
  return { events: 0, run: ({ machine }) => read(machine.books.state), ids: () => [] };
}
