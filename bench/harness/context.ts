/** What a benchmark gets. A benchmark is a file `bench/NAME.ts` that exports `run(context)` and returns its figures. */
export type BenchContext = {
  /** The repository. */
  readonly root: string;
  /** How often to measure; undefined leaves it to the benchmark. */
  readonly runs: number | undefined;
  /** How many rows, where that can be chosen; undefined leaves it to the benchmark. */
  readonly rows: number | undefined;
  /** Aborted by Ctrl-C; whatever the benchmark starts must end then. */
  readonly signal: AbortSignal;
  /** Prints a line. */
  readonly note: (line: string) => void;
  /** Measures `times` times in turn, prints a row, and returns the median. */
  measure(row: Row, times: number, once: (run: number) => Promise<number>): Promise<number>;
};

/** A benchmark's results, by name with the unit last: `db_cold_s`. */
export type Figures = Readonly<Record<string, number>>;

/** What a benchmark's file exports. */
export type Bench = { run(context: BenchContext): Promise<Figures> };

/** One line of the table. */
export type Row = { readonly name: string; readonly unit: string };

const columns = [34, 12, 12, 12] as const;

/** The table's first line. */
export const tableHead: string = rowText(['', 'median', 'min', 'max'], 'unit');

/** Makes the context of one benchmark, printing through `note`. */
export function benchContext(around: Omit<BenchContext, 'measure'>): BenchContext {
  return {
    ...around,
    async measure({ name, unit }, times, once): Promise<number> {
      const values: number[] = [];
      for (let run = 0; run < times; run++) {
        around.signal.throwIfAborted();
        values.push(await once(run));
      }
      const middle = median(values);
      const shown = [middle, Math.min(...values), Math.max(...values)].map(numberText);
      around.note(rowText([name, ...shown], `${unit} (${times} runs)`));
      return middle;
    },
  };
}

/** The middle value, or the mean of the middle two. Errors: RangeError for no values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const high = sorted[sorted.length >> 1];
  const low = sorted[(sorted.length - 1) >> 1];
  if (high === undefined || low === undefined) throw new RangeError('A median needs a value.');
  return (low + high) / 2;
}

/** Four significant digits. */
export function numberText(value: number): string {
  return Number(value.toPrecision(4)).toString();
}

function rowText(cells: readonly string[], last: string): string {
  const [name = '', ...numbers] = cells;
  return [
    name.padEnd(columns[0]),
    ...numbers.map((cell, place) => cell.padStart(columns[place + 1] ?? 12)),
    ` ${last}`,
  ].join('');
}
