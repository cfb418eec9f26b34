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
};

/** Checks a party's own rows before anything leaves it. Errors: `fusion.bad_rows`, `fusion.bin_too_small`. */
export function checkRows(plan: TrainingPlan, party: string, rows: PartyRows): void {
  const bad = (detail: string): never =>
    fail('fusion.bad_rows', `${party}'s rows cannot be used: ${detail}.`);
  if (rows.count < 1 || rows.count > maxRows) bad(`there must be 1 to ${maxRows} rows, not ${rows.count}`);
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
  for (const inGroup of [...groups, (row: number) => period[row] === 1]) {
    const counts = countBins({ bins: 2, bin: label }, inGroup);
    if (counts.some((count) => count === 0))
      bad('every fold, and the out-of-time year, needs at least one default and one non-default');
    if (counts[0]! + counts[1]! > maxGroupRows)
      bad(`a fold or the out-of-time year has more than ${maxGroupRows} rows`);
  }
}

// Score histograms are lifted from Z_2^16, which holds counts below 2^15.
const maxGroupRows = 32_767;

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
  const { outcome } = rows;
  if (!outcome) return { count: rows.count, features };
  const { label, fold, period } = outcome;
  return {
    count: rows.count,
    features,
    outcome: { label: sorted(label), fold: sorted(fold), period: sorted(period) },
  };
}

/** The one-hot matrix rows × bins of all features, side by side. */
export function oneHot(rows: PartyRows): Words {
  const cols = rows.features.reduce((sum, { bins }) => sum + bins, 0);
  const words = new BigUint64Array(rows.count * cols);
  let from = 0;
  for (const { bins, bin } of rows.features) {
    for (let row = 0; row < rows.count; row++) words[row * cols + from + bin[row]!] = 1n;
    from += bins;
  }
  return words;
}
