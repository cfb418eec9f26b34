import { type Column, type FileCell, textOf } from '../column.ts';

const rowsAtOnce = 1000;

/** What goes into a file, and how the page follows it. */
export type FileOf<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly signal: AbortSignal;
  /** Told the share that is done, between 0 and 1. */
  readonly onProgress: (share: number) => void;
};

/**
 * The headings, and then the cells of all rows, some at a time: between them the page is the person's. Throws the signal's reason
 * when it is aborted.
 */
export async function* cellsOf<Row>(file: FileOf<Row>): AsyncGenerator<readonly (readonly FileCell[])[]> {
  const { rows, signal, onProgress } = file;
  const columns = file.columns.filter(({ isAct }) => !isAct);
  yield [columns.map(({ header }) => header)];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    signal.throwIfAborted();
    yield rows.slice(from, from + rowsAtOnce).map((row) => columns.map((column) => textOf(column, row)));
    onProgress(Math.min(1, (from + rowsAtOnce) / rows.length));
    await new Promise((go) => setTimeout(go));
  }
  signal.throwIfAborted();
}
