import type { JoinKind } from '../intersect/join.ts';

/** Rows of a source that a join keeps. */
export type Selection = {
  readonly kind: JoinKind;
  /** How many rows the source had when its keys were read. */
  readonly rows: number;
  /** What it said of itself then. */
  readonly state: string;
  /** A bit for each row, the first one the highest of the first byte: whether the peer holds the row's key. */
  readonly common: Uint8Array;
  /** A column that says which key a common row has, by a name: an inner join is in its order, other rows have none. */
  readonly names?: RowNames;
};

/** Names of all common rows, some at a time: 16 bytes for each of `rows`. */
export type RowNames = {
  readonly column: string;
  readonly all: () => AsyncIterable<{ readonly rows: Uint32Array; readonly names: Uint8Array }>;
};

/**
 * A party's own table: a column of keys and the columns that go into the result. Rows are numbered from 0 in an order that stays
 * the same; whatever the table's size, reading it takes little memory.
 */
export type Source = {
  /** Says what the table is right now: another text than before, and it was changed. */
  readonly state: () => Promise<string>;
  /** The keys as they stand in the table, some thousands at a time. */
  readonly keys: () => AsyncIterable<readonly (string | null)[]>;
  /** In the same order the numbers that a plan sums, where a column of them was named. */
  readonly numbers?: () => AsyncIterable<readonly (string | null)[]>;
  /**
   * Writes the chosen rows to a file that appears whole or not at all, `.csv` or `.parquet` by its name, and says how many. A left
   * join has one column more, `in_common`, and names have theirs. Errors: `fusion.source_changed`, `fusion.bad_source`.
   */
  readonly write: (selection: Selection, path: string) => Promise<number>;
};

/** The column that a left join adds. */
export const commonColumn = 'in_common';
