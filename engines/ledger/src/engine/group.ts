import { placeOf, type Step } from '../machine/books.ts';
import type { Known } from '../machine/known.ts';
import { entryAt, entryKind } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import { readU128 } from '../machine/u128.ts';
import type { Checkpoint } from './checkpoints.ts';
import type { Addition, Found, Journal } from './journal.ts';
import type { Work } from './work.ts';

/** Work that somebody waits for. */
export type Request = {
  readonly work: Work<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** Requests that are carried out and kept together. */
export type Group = {
  readonly requests: readonly Request[];
  readonly step: Step;
  readonly results: readonly unknown[];
  /** Whether ids were asked for that only the journal can know: the results stand only if it knows none of them. */
  readonly isUnsure: boolean;
};

/** Does the work of requests in their order, `found` being all that the journal knows of ids they name, or undefined if it was not asked. */
export function judge(requests: readonly Request[], { machine, journal, nowNs, found }: Court): Group {
  let isUnsure = false;
  const mayHold = journal.mayHold(
    nowNs > machine.books.clockwork.lastNs ? nowNs : machine.books.clockwork.lastNs,
  );
  let unknown = 0;
  const known: Known = {
    entry: (id) => {
      if (found) return found.size > 0 ? found.get(readU128(id.words, id.at)) : undefined;
      unknown += 1;
      if (mayHold(id)) isUnsure = true;
      return undefined;
    },
    pending: (id) => {
      if (!found) isUnsure = true;
      return found?.get(readU128(id.words, id.at));
    },
  };
  const step = machine.begin();
  const results = requests.map(({ work }) => work.run({ machine, nowNs, known }));
  // An id of which nothing is kept is not one that the journal would notice.
  if (unknown > namedEntries(step, machine)) isUnsure = true;
  return { requests, step, results, isUnsure };
}

/** How many entries of a step use an id. */
function namedEntries({ from }: Step, { books: { state } }: Machine): number {
  let count = 0;
  for (let n = from.entryCount; n < state.entryCount; n++) {
    const { words, at } = placeOf(state.entries, state.entryNo(n));
    if (words[at + entryAt.kind] !== entryKind.expiry) count += 1;
  }
  return count;
}

type Court = {
  readonly machine: Machine;
  readonly journal: Pick<Journal, 'mayHold'>;
  readonly nowNs: bigint;
  readonly found?: Found;
};

/** How many entries a group has. */
export function entriesOf({ step }: Group, { books: { state } }: Machine): number {
  return state.entryCount - step.from.entryCount;
}

/** Whether there is anything to keep of a group. */
export function addsTo({ step }: Group, { books: { state } }: Machine): boolean {
  return state.entryCount > step.from.entryCount || state.accountCount > step.from.accountCount;
}

/** What a group adds to the journal. */
export function additionOf({ step }: Group, { books: { state } }: Machine, checkpoint: Checkpoint): Addition {
  return {
    state,
    accounts: { from: step.from.accountCount, to: state.accountCount },
    entries: { from: step.from.entryCount, to: state.entryCount },
    histories: step.histories,
    images: checkpoint.images,
    replayFrom: checkpoint.replayFrom,
  };
}

/** Every id that requests name. */
export function idsOf(requests: readonly Request[]): readonly bigint[] {
  const ids = new Set<bigint>();
  for (const { work } of requests) for (const id of work.ids()) ids.add(id);
  return [...ids];
}
