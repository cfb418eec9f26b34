import type { Place } from './place.ts';

/** What the journal says of ids that are no longer in memory. Entries are in the layout of `entryAt`. */
export type Known = {
  /** The entry of an event's own id; undefined where there is none. */
  readonly entry: (id: Place) => Place | undefined;
  /** The entry of a transfer that another names as its pending one; `state` says what became of it. Undefined where there is none. */
  readonly pending: (id: Place) => Place | undefined;
};

/** A journal in which nothing is older than what is in memory. */
export const nothingKnown: Known = { entry: () => undefined, pending: () => undefined };
