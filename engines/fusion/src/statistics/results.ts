import type { Words } from '../ring/words.ts';
import { informationValue, weightOfEvidence } from '../scorecard/woe.ts';
import { noiseOf } from './noise/sensitivity.ts';
import type { GroupStatistic, QuantileStatistic, StatisticsPlan } from './plan.ts';
import { placesOf, type Table } from './tables/table.ts';

/** One cell of a group statistic; `rows` and what follows it are missing where the cell is withheld. */
export type GroupCell = {
  /** The group along each column of `by`, as its place among the column's groups. */
  readonly groups: readonly number[];
  /** With noise it may be negative. */
  readonly rows?: number;
  readonly sum?: bigint;
  /** Missing where there are no rows, or noise left none. */
  readonly mean?: number;
  /** Of the cell's rows, over their number less one; missing below two rows, never negative. */
  readonly variance?: number;
};

type Told = {
  readonly name: string;
  /** Standard deviation of all parties' noise together, per opened moment; missing where there is none. */
  readonly noise?: readonly number[];
};

/** A group statistic as its recipients learn it. Moments: rows, sum, squares. */
export type GroupResult = Told & { readonly kind: 'groups'; readonly cells: readonly GroupCell[] };

/** A correlation in [−1, 1]; missing where it is withheld or a column does not vary. Moments: rows, x, y, x², y², xy. */
export type CorrelationResult = Told & {
  readonly kind: 'correlation';
  readonly rows?: number;
  readonly r?: number;
};

/** Per bin the rows without and with the event and the weight of evidence (higher means more events); withheld bins lack all three. */
export type WoeResult = Told & {
  readonly kind: 'woe';
  readonly bins: readonly { readonly good?: number; readonly bad?: number; readonly woe?: number }[];
  /** Missing where a bin is withheld. */
  readonly iv?: number;
};

/** For each share the edges between which its quantile lies; an end without edge is open. Missing where a bin is withheld. */
export type QuantileResult = Told & {
  readonly kind: 'quantiles';
  readonly counts: readonly (number | undefined)[];
  readonly quantiles?: readonly { readonly at: number; readonly above?: number; readonly upTo?: number }[];
};

/** A statistic as its recipients learn it. */
export type StatisticResult = GroupResult | CorrelationResult | WoeResult | QuantileResult;

/** A cell's moments as they were opened, in the table's order; undefined where the cell is withheld. */
type OpenedCell = readonly bigint[] | undefined;

/** Reads an opened table. */
export function resultOf(plan: StatisticsPlan, table: Table, words: Words): StatisticResult {
  const { statistic } = table;
  const cells = openedCells(table, words);
  const told = { name: statistic.name, ...deviations(plan, table) };
  switch (statistic.kind) {
    case 'groups':
      return { kind: 'groups', ...told, cells: groupCells(table, statistic, cells) };
    case 'correlation':
      return { kind: 'correlation', ...told, ...correlationOf(cells[0]) };
    case 'woe':
      return { kind: 'woe', ...told, ...woeOf(countsOf(cells)) };
    case 'quantiles':
      return { kind: 'quantiles', ...told, ...quantilesOf(statistic, countsOf(cells)) };
  }
}

function openedCells({ cells, moments, statistic }: Table, words: Words): readonly OpenedCell[] {
  const withheld = statistic.protection.kind === 'threshold' ? 1 : 0;
  const width = withheld + moments.length;
  return Array.from({ length: cells }, (_, cell) => {
    const values = words.subarray(cell * width, (cell + 1) * width);
    if (withheld && values[0] !== 1n) return undefined;
    return Array.from(values.subarray(withheld), (value) => BigInt.asIntN(64, value));
  });
}

/** A discrete Laplace law of scale t has variance below 2t² + 1/4; n independent ones add up. */
function deviations(plan: StatisticsPlan, table: Table): Pick<Told, 'noise'> {
  if (table.statistic.protection.kind === 'threshold') return {};
  const noise = table.moments.map((moment) => {
    const { kind, parameter } = noiseOf(plan, table, moment)!;
    const value = Number(parameter.over) / Number(parameter.under);
    return Math.sqrt(plan.parties.length * (kind === 'laplace' ? 2 * value * value : value));
  });
  return { noise };
}

function groupCells(
  table: Table,
  { value }: GroupStatistic,
  cells: readonly OpenedCell[],
): readonly GroupCell[] {
  return cells.map((opened, cell): GroupCell => {
    const groups = placesOf(table, cell);
    if (!opened) return { groups };
    const [rows, sum, squares] = opened;
    return {
      groups,
      rows: Number(rows),
      ...(value && { sum: sum! }),
      ...(value && rows! > 0n && { mean: Number(sum) / Number(rows) }),
      ...(squares !== undefined && rows! > 1n && { variance: varianceOf(rows!, sum!, squares) }),
    };
  });
}

/** (n·Σv² − (Σv)²) / n(n − 1), subtracted exactly before the one rounding. */
function varianceOf(rows: bigint, sum: bigint, squares: bigint): number {
  return Math.max(0, Number(rows * squares - sum * sum) / Number(rows * (rows - 1n)));
}

function correlationOf(cell: OpenedCell): Pick<CorrelationResult, 'rows' | 'r'> {
  if (!cell) return {};
  const [n, x, y, xx, yy, xy] = cell as [bigint, bigint, bigint, bigint, bigint, bigint];
  const [ofX, ofY] = [n * xx - x * x, n * yy - y * y];
  if (ofX <= 0n || ofY <= 0n) return { rows: Number(n) };
  const r = Number(n * xy - x * y) / Math.sqrt(Number(ofX)) / Math.sqrt(Number(ofY));
  return { rows: Number(n), r: Math.max(-1, Math.min(1, r)) };
}

/** Rows per cell; noise may have taken one below zero, where no count can be. */
function countsOf(cells: readonly OpenedCell[]): readonly (number | undefined)[] {
  return cells.map((cell) => cell && Math.max(0, Number(cell[0])));
}

function woeOf(counts: readonly (number | undefined)[]): Pick<WoeResult, 'bins' | 'iv'> {
  const pairs = Array.from(
    { length: counts.length / 2 },
    (_, bin) => [counts[2 * bin], counts[2 * bin + 1]] as const,
  );
  const shown = pairs.every(([good, bad]) => good !== undefined && bad !== undefined);
  if (!shown)
    return {
      bins: pairs.map(([good, bad]) => (good === undefined || bad === undefined ? {} : { good, bad })),
    };
  const of = {
    good: Float64Array.from(pairs, ([good]) => good!),
    bad: Float64Array.from(pairs, ([, bad]) => bad!),
  };
  const totals = { good: of.good.reduce((a, b) => a + b, 0), bad: of.bad.reduce((a, b) => a + b, 0) };
  const woe = weightOfEvidence(of, totals);
  return {
    bins: pairs.map(([good, bad], bin) => ({ good: good!, bad: bad!, woe: woe[bin]! })),
    ...(totals.good > 0 && totals.bad > 0 && { iv: informationValue(of, totals) }),
  };
}

function quantilesOf(
  { edges, at }: QuantileStatistic,
  counts: readonly (number | undefined)[],
): Pick<QuantileResult, 'counts' | 'quantiles'> {
  if (counts.some((count) => count === undefined)) return { counts };
  const all = counts.reduce((sum: number, count) => sum + count!, 0);
  const quantiles = at.map((share) => {
    let [bin, below] = [0, counts[0]!];
    while (below < share * all && bin < edges.length) below += counts[++bin]!;
    return {
      at: share,
      ...(bin > 0 && { above: edges[bin - 1]! }),
      ...(bin < edges.length && { upTo: edges[bin]! }),
    };
  });
  return { counts, quantiles };
}
