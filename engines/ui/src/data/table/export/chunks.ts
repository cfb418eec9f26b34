import { type Column, type FileCell, textOf } from '../column.ts';

const rowsAtOnce = 1000;

/** What goes into a file, and how the page follows it. */
export type FileOf<Row> = {
  readonly columns: readonly Column<Row>[];
  /** All of them, or some at a time as they come. */
  readonly rows: readonly Row[] | AsyncIterable<readonly Row[]>;
  readonly signal: AbortSignal;
  /** Told the share that is done, between 0 and 1; not where nobody knows how many rows will come. */
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
  const lines = (some: readonly Row[]): readonly (readonly FileCell[])[] =>
    some.map((row) => columns.map((column) => textOf(column, row)));
  for await (const [some, share] of Symbol.asyncIterator in rows ? unnumbered(rows) : slices(rows)) {
    signal.throwIfAborted();
    yield lines(some);
    if (share !== undefined) onProgress(share);
    await new Promise((go) => setTimeout(go));
  }
  signal.throwIfAborted();
}

type Some<Row> = readonly [rows: readonly Row[], shareDone: number | undefined];

function* slices<Row>(rows: readonly Row[]): Generator<Some<Row>> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    yield [rows.slice(from, from + rowsAtOnce), Math.min(1, (from + rowsAtOnce) / rows.length)];
}

async function* unnumbered<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<Some<Row>> {
  for await (const rows of pages) yield [rows, undefined];
}
