import type { Place } from './place.ts';

/** What the journal says of ids that are no longer in memory. */
export type Known = {
  /**
   * The entry of the id at this place, in the layout of `entryAt`; undefined where there is none. Of a pending transfer it says in `state`
   * what became of it.
   */
  readonly entry: (id: Place) => Place | undefined;
};

/** A journal in which nothing is older than what is in memory. */
export const nothingKnown: Known = { entry: () => undefined };
