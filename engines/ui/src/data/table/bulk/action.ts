import type { Option } from '../../../forms/option.ts';

/** What each row is called, and what can be done with all that are chosen. */
export type Bulk<Row> = {
  readonly nameOf: (row: Row) => string;
  readonly actions: readonly BulkAction<Row>[];
};

/** Something that can be done with many rows of a table, one after the other. */
export type BulkAction<Row> = {
  readonly id: string;
  /** A verb, as on a button: "End". */
  readonly label: string;
  /** What follows from it, said before it is confirmed. */
  readonly consequence: string;
  /** Something is lost by it. */
  readonly isDanger?: boolean;
  /** Which rows it can be done with; without it, with all. */
  readonly isFor?: (row: Row) => boolean;
  /** Asks for one reason for all of them under this label; it must not be empty. */
  readonly reasonLabel?: string;
  /** Asks for one of these for all of them, instead of a reason. */
  readonly choice?: { readonly label: string; readonly options: readonly Option[] };
  /** Does it with one row and the reason, or what was chosen. It may be tried again after it failed, and must not do anything twice. */
  readonly run: (row: Row, said: string) => Promise<unknown>;
  /** After all were tried: told with which it was done. */
  readonly onOver?: (done: readonly Row[]) => unknown;
};
