import { fail } from '@finharbor/kernel';

/** A cell of a column: a number, a category, or nothing known. */
export type ColumnValue = number | string | null;

/** What `fitBinning` is to do. */
export type BinningOptions = {
  readonly kind: 'numeric' | 'category';
  /** Each bin holds at least this share of the rows; 0.05 unless told. */
  readonly minShare?: number;
  /** And at least so many rows: the smallest group that may stand on its own. */
  readonly minRows: number;
};

/**
 * How the values of one column fall into bins; plain JSON. Edges are values of the column, so whoever holds a binning
 * learns up to seven of them; categories below the minimum are not named.
 */
export type Binning = NumericBinning | CategoryBinning;

/** Bin i holds the numbers in (edges[i - 1], edges[i]]; the last bin everything above the last edge. */
export type NumericBinning = {
  readonly kind: 'numeric';
  readonly edges: readonly number[];
  /** Where missing values go. */
  readonly missing: number;
  /** One a bin, to be read by people. */
  readonly labels: readonly string[];
};

/** Bin i holds the categories in groups[i]. */
export type CategoryBinning = {
  readonly kind: 'category';
  readonly groups: readonly (readonly string[])[];
  /** Where missing values go. */
  readonly missing: number;
  /** Where every category goes that no group names: the rare and the never seen. */
  readonly other: number;
  /** One a bin, to be read by people. */
  readonly labels: readonly string[];
};

const defaultMinShare = 0.05;
const parts = 8;

/**
 * Cuts a column into bins that each hold at least max(⌈minShare · n⌉, minRows) of its n rows, without looking at
 * labels. Numbers: unique octiles (inverted distribution function), then the smallest bin joins its smaller neighbour,
 * the left one in a tie, until all are large enough. Categories below the minimum, and missing values as one of them,
 * share the bin "other". What is still too small (other, or a number's missing values, even if there are none in this
 * column) joins the smallest bin, the first in a tie. A column of one bin is a valid outcome.
 * Errors: `fusion.too_few_rows`, `fusion.bad_value`.
 */
export function fitBinning(column: readonly ColumnValue[], options: BinningOptions): Binning {
  const least = leastRows(column.length, options);
  return options.kind === 'numeric' ? fitNumeric(column, least) : fitCategory(column, least);
}

/** The bin of a value, below `binning.labels.length`; values never seen have one too. Errors: `fusion.bad_value`. */
export function binOf(binning: Binning, value: ColumnValue): number {
  if (value === null) return binning.missing;
  if (binning.kind === 'numeric') return place(binning.edges, numberOf(value));
  const named = binning.groups.findIndex((group) => group.includes(String(value)));
  return named === -1 ? binning.other : named;
}

function leastRows(rows: number, { minShare = defaultMinShare, minRows }: BinningOptions): number {
  if (!(minShare >= 0 && minShare <= 1)) fail('fusion.bad_value', 'minShare must be between 0 and 1.');
  if (!Number.isInteger(minRows) || minRows < 1)
    fail('fusion.bad_value', 'minRows must be a positive whole number.');
  const least = Math.max(Math.ceil(minShare * rows), minRows);
  if (rows < least) fail('fusion.too_few_rows', `${rows} rows cannot fill one bin of at least ${least}.`);
  return least;
}

function fitNumeric(column: readonly ColumnValue[], least: number): NumericBinning {
  const sorted = Float64Array.from(
    column.filter((value) => value !== null),
    numberOf,
  ).sort();
  if (sorted.length < least) return { kind: 'numeric', edges: [], missing: 0, labels: ['any value'] };
  const { edges, counts } = merge(octiles(sorted), least);
  const labels = intervals(edges);
  if (column.length - sorted.length >= least)
    return { kind: 'numeric', edges, missing: counts.length, labels: [...labels, 'missing'] };
  const missing = smallest(counts);
  return { kind: 'numeric', edges, missing, labels: extended(labels, missing, 'missing') };
}

function fitCategory(column: readonly ColumnValue[], least: number): CategoryBinning {
  const rows = new Map<string, number>();
  let missingRows = 0;
  for (const value of column) {
    if (value === null) missingRows += 1;
    else rows.set(String(value), (rows.get(String(value)) ?? 0) + 1);
  }
  const large = [...rows].filter(([, count]) => count >= least).sort(([a], [b]) => (a < b ? -1 : 1));
  const groups = large.map(([category]) => [category]);
  const counts = large.map(([, count]) => count);
  const labels = large.map(([category]) => category);
  const ownBin = missingRows >= least;
  if (ownBin) {
    groups.push([]);
    counts.push(missingRows);
    labels.push('missing');
  }
  const pooled = column.length - counts.reduce((sum, count) => sum + count, 0);
  const text = ownBin ? 'other' : 'other or missing';
  const other = pooled >= least ? groups.push([]) - 1 : smallest(counts);
  const missing = ownBin ? large.length : other;
  return { kind: 'category', groups, missing, other, labels: extended(labels, other, text) };
}

type Cut = { readonly edges: readonly number[]; readonly counts: readonly number[] };

/** The unique octiles of sorted numbers and how many numbers fall into each bin; no bin is empty. */
function octiles(sorted: Float64Array): Cut {
  const size = sorted.length;
  const at = Array.from({ length: parts - 1 }, (_, i) => sorted[Math.ceil(((i + 1) * size) / parts) - 1]!);
  const edges = [...new Set(at)].filter((edge) => edge < sorted[size - 1]!);
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of sorted) counts[place(edges, value)]! += 1;
  return { edges, counts };
}

/** Joins the smallest bin to a neighbour until every bin is large enough or only one is left. */
function merge(cut: Cut, least: number): Cut {
  const edges = [...cut.edges];
  const counts = [...cut.counts];
  for (;;) {
    const i = smallest(counts);
    if (counts[i]! >= least || counts.length === 1) return { edges, counts };
    const left = counts[i - 1] ?? Number.POSITIVE_INFINITY;
    const right = counts[i + 1] ?? Number.POSITIVE_INFINITY;
    const first = left <= right ? i - 1 : i;
    counts.splice(first, 2, counts[first]! + counts[first + 1]!);
    edges.splice(first, 1);
  }
}

function smallest(counts: readonly number[]): number {
  return counts.indexOf(Math.min(...counts));
}

function place(edges: readonly number[], value: number): number {
  let i = 0;
  while (i < edges.length && edges[i]! < value) i += 1;
  return i;
}

function numberOf(value: ColumnValue): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return fail(
    'fusion.bad_value',
    'A numeric column holds a value that is not a finite number; use null for missing.',
  );
}

function intervals(edges: readonly number[]): readonly string[] {
  if (edges.length === 0) return ['any number'];
  const inner = edges.slice(1).map((edge, i) => `> ${edges[i]} to ${edge}`);
  return [`≤ ${edges[0]}`, ...inner, `> ${edges.at(-1)}`];
}

/** Labels with `more` added to the one at `index`, which may be new. */
function extended(labels: readonly string[], index: number, more: string): readonly string[] {
  const all = [...labels];
  all[index] = all[index] === undefined ? more : `${all[index]} or ${more}`;
  return all;
}
