import { fail } from '@finharbor/kernel';
import { maxRows } from '../limits.ts';
import type { Words } from '../ring/words.ts';
import type { TrainingPlan } from './plan.ts';

/** One feature, binned: `bin[i]` in [0, bins) is row i's bin. */
export type BinnedFeature = { readonly feature: string; readonly bins: number; readonly bin: Uint8Array };

/** What the label holder adds: label 1 is a default; period 1 is the out-of-time year. */
export type Outcome = { readonly label: Uint8Array; readonly fold: Uint8Array; readonly period: Uint8Array };

/** One party's rows after alignment, in the order all parties share. */
export type PartyRows = {
  readonly count: number;
  readonly features: readonly BinnedFeature[];
  /** The label holder's only. */
  readonly outcome?: Outcome;
  /** The offset holder's only: a term of each row's log-odds, within ±16. */
  readonly offset?: Float64Array;
};

/** Checks a party's own rows before anything leaves it. Errors: `fusion.bad_rows`, `fusion.bin_too_small`. */
export function checkRows(plan: TrainingPlan, party: string, rows: PartyRows): void {
  const bad = (detail: string): never =>
    fail('fusion.bad_rows', `${party}'s rows cannot be used: ${detail}.`);
  if (rows.count < 1 || rows.count > maxRows) bad(`there must be 1 to ${maxRows} rows, not ${rows.count}`);
  // A rounded count is opened as 16 bits.
  if (rows.count / plan.smallestGroup > 65_535)
    bad(`so many rows need a smallest group of ${Math.ceil(rows.count / 65_535)}`);
  if (rows.features.length === 0) bad('at least one feature is needed');
  for (const { feature, bins, bin } of rows.features) {
    if (bin.length !== rows.count) bad(`feature ${feature} has ${bin.length} values for ${rows.count} rows`);
    if (bins < 1 || bin.some((value) => value >= bins))
      bad(`feature ${feature} has a bin outside its ${bins} bins`);
    const least = Math.max(plan.smallestGroup, 0.05 * rows.count);
    const small = countBins({ bins, bin }, () => true).findIndex((count) => count < least);
    if (small >= 0)
      fail(
        'fusion.bin_too_small',
        `${party}'s feature ${feature} has fewer than ${Math.ceil(least)} rows in bin ${small}. Merge bins and start again.`,
      );
  }
  if ((party === plan.labelHolder) !== (rows.outcome !== undefined))
    bad('the label holder, and nobody else, gives labels');
  if (rows.outcome) checkOutcome(plan, rows, rows.outcome, bad);
  if ((party === plan.offsetHolder) !== (rows.offset !== undefined))
    bad('the offset holder, and nobody else, gives an offset');
  if (
    rows.offset &&
    (rows.offset.length !== rows.count || rows.offset.some((value) => !(Math.abs(value) <= 16)))
  )
    bad('an offset needs one number a row, within ±16');
}

function checkOutcome(
  plan: TrainingPlan,
  rows: PartyRows,
  ...[outcome, bad]: [Outcome, (detail: string) => never]
): void {
  const { label, fold, period } = outcome;
  if ([label, fold, period].some((column) => column.length !== rows.count))
    bad('label, fold and period need one value a row');
  if (label.some((value) => value > 1)) bad('a label is 0 or 1');
  if (period.some((value) => value > 1)) bad('a period is 0 or 1');
  if (fold.some((value) => value >= plan.folds)) bad(`a fold is below ${plan.folds}`);
  const groups = Array.from({ length: plan.folds }, (_, k) => (row: number) => fold[row] === k);
  const periods = [0, 1].map((year) => (row: number) => period[row] === year);
  for (const inGroup of [...groups, ...periods])
    if (countBins({ bins: 2, bin: label }, inGroup).includes(0))
      bad(
        'every fold, the out-of-time year and the time before need at least one default and one non-default',
      );
}

/** How many of the rows that `keep` lets through fall into each bin. */
export function countBins(
  { bins, bin }: Pick<BinnedFeature, 'bins' | 'bin'>,
  keep: (row: number) => boolean,
): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(bins);
  for (let row = 0; row < bin.length; row++) if (keep(row)) counts[bin[row]!] = counts[bin[row]!]! + 1;
  return counts;
}

/** Row i's cell: its fold, plus the number of folds when it is of the out-of-time year. */
export function cellsOf(plan: TrainingPlan, { fold, period }: Outcome): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(fold, (k, i) => k + plan.folds * period[i]!);
}

/** The rows in a stable order by cell, so that every cell is one stretch of rows. */
export function sortByCell(rows: PartyRows, cells: Uint8Array): PartyRows {
  const order = Array.from(cells.keys()).sort((a, b) => cells[a]! - cells[b]! || a - b);
  const sorted = (column: Uint8Array): Uint8Array => Uint8Array.from(order, (row) => column[row]!);
  const features = rows.features.map((feature) => ({ ...feature, bin: sorted(feature.bin) }));
  const { outcome, offset } = rows;
  return {
    count: rows.count,
    features,
    ...(offset && { offset: Float64Array.from(order, (row) => offset[row]!) }),
    ...(outcome && {
      outcome: {
        label: sorted(outcome.label),
        fold: sorted(outcome.fold),
        period: sorted(outcome.period),
      },
    }),
  };
}

/** The one-hot matrix of all features, side by side, of the rows [from, to). */
export function oneHot({ features }: PartyRows, from: number, to: number): Words {
  const cols = features.reduce((sum, { bins }) => sum + bins, 0);
  const words = new BigUint64Array((to - from) * cols);
  let first = 0;
  for (const { bins, bin } of features) {
    for (let row = from; row < to; row++) words[(row - from) * cols + first + bin[row]!] = 1n;
    first += bins;
  }
  return words;
}
