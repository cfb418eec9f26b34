import { placeOf } from '../machine/books.ts';
import { type PageImage, pageKind, tableOf } from '../machine/pages.ts';
import { pageRecords } from '../machine/record-table.ts';
import type { State } from '../machine/state.ts';

/** Pages that are saved with one group at most. */
const mostPages = 32;

type Page = { readonly kind: number; readonly first: number };
/** Pages that are still to be saved, all of what happened up to `startNs` being in them then; `each` for every entry. */
type Round = { readonly startNs: bigint; readonly pages: Page[]; readonly each: number };

/** Pages to be saved with a group, and how far back a start has to read once they are. */
export type Checkpoint = {
  readonly images: readonly PageImage[];
  readonly replayFrom: bigint | undefined;
  /** The round they are of, and whether it began with this group. */
  readonly round: Round | undefined;
  readonly isFirst: boolean;
};

/** No pages. */
export const nothingSaved: Checkpoint = {
  images: [],
  replayFrom: undefined,
  round: undefined,
  isFirst: false,
};

/**
 * Saves the pages of memory in rounds: all that were changed before a round began, some with each group, so that nothing ever stands
 * still. A page is saved as it is with its group, which is what makes it safe: both are kept or neither.
 */
export class Checkpoints {
  readonly #state: State;
  /** A round begins after so many entries, and is over after half as many more. */
  readonly #entriesARound: number;
  #round: Round | undefined;
  /** Since the last round began: at first as many as the start has read, so that short lives do not make the next start longer and longer. */
  #entriesSince: number;

  constructor(state: State, entriesARound: number) {
    this.#state = state;
    this.#entriesARound = entriesARound;
    this.#entriesSince = state.entryCount;
  }

  /** What to save with a group of so many entries, of which the last thing that is kept happened at `nowNs`: a later moment may come again after a start. */
  next(entries: number, nowNs: bigint): Checkpoint {
    this.#entriesSince += entries;
    const isFirst = this.#round === undefined;
    if (isFirst && this.#entriesSince < this.#entriesARound) return nothingSaved;
    this.#round ??= this.#begin(nowNs);
    const round = this.#round;
    const count = Math.min(mostPages, Math.max(1, Math.ceil(round.each * entries)));
    const images = round.pages.splice(0, count).map((page) => this.#image(page, nowNs));
    if (round.pages.length > 0) return { images, replayFrom: undefined, round, isFirst };
    this.#round = undefined;
    return { images, replayFrom: round.startNs, round, isFirst };
  }

  /** Takes back what was to be saved with a group; of several groups the last one first. */
  discard({ images, round, isFirst }: Checkpoint): void {
    if (!round) return;
    for (const { kind, page } of images) tableOf(this.#state, kind).touch(page * pageRecords);
    if (isFirst) {
      // Moments up to its beginning may come again, with other entries.
      this.#round = undefined;
      this.#entriesSince = this.#entriesARound;
      return;
    }
    round.pages.unshift(...images.map(({ kind, page }) => ({ kind, first: page * pageRecords })));
    this.#round = round;
  }

  #begin(startNs: bigint): Round {
    const pages = Object.values(pageKind).flatMap((kind) =>
      tableOf(this.#state, kind)
        .touched()
        .map((first) => ({ kind, first })),
    );
    this.#entriesSince = 0;
    return { startNs, pages, each: (2 * pages.length) / this.#entriesARound };
  }

  #image({ kind, first }: Page, asOf: bigint): PageImage {
    const table = tableOf(this.#state, kind);
    table.saved(first);
    return { kind, page: first / pageRecords, asOf, words: placeOf(table, first).words.slice() };
  }
}
