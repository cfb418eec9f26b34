import type { PageImage } from '../machine/pages.ts';
import type { Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';

/** Numbers from one up to below another. */
export type Span = { readonly from: number; readonly to: number };

/** What a group of requests adds to the journal, as a whole or not at all. */
export type Addition = {
  /** Where accounts and entries stand. They are read while `append` is called, and not after it has returned its promise. */
  readonly state: State;
  readonly accounts: Span;
  /** The so many-th entries since the start (`State.entryNo`). */
  readonly entries: Span;
  /** In the layout of `historyAt`. */
  readonly histories: readonly Uint32Array[];
  readonly images: readonly PageImage[];
  /** From now on, all that happened up to this moment is in the pages. */
  readonly replayFrom: bigint | undefined;
};

/** What the journal knows of ids, by id; of a pending transfer `state` says what became of it. */
export type Found = ReadonlyMap<bigint, Place>;

/**
 * Where the writer of a ledger keeps what happened; it does one thing at a time. Errors of all: `ledger.taken_over` when another writes
 * now; `ledger.writer_gone` when nobody knows whether what was under way came about.
 */
export type Journal = AsyncDisposable & {
  /** Keeps an addition for good; one of nothing says that no other has taken over so far. `idUsed` says that nothing of it was kept, as one of its ids was used before. */
  readonly append: (addition: Addition) => Promise<'kept' | 'idUsed'>;
  /** Tells of an id that is not in memory whether it may have been used so long ago that an addition of this moment would not notice. */
  readonly mayHold: (nowNs: bigint) => (id: Place) => boolean;
  /** The entries with these ids. */
  readonly find: (ids: readonly bigint[]) => Promise<Found>;
};
