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
  /** Does it with one row. It may be tried again after it failed, and must not do anything twice. */
  readonly run: (row: Row) => Promise<unknown>;
};
