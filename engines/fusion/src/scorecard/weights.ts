import { fail } from '@finharbor/kernel';
import { toWords, type Words } from '../ring/words.ts';
import type { RoundedCounts, Training } from './count.ts';
import { inCells, rowsIn } from './layout.ts';
import { countBins } from './rows.ts';
import { informationValue, reconcile, type Totals, weightOfEvidence } from './woe.ts';

/** Fraction bits of a weight of evidence. */
export const woeBits = 16;

/** Weights of evidence and information values of one training set, as the label holder has them. */
export type SetWeights = {
  readonly totals: Totals;
  /** One value per bin of all parties. */
  readonly woe: Float64Array<ArrayBuffer>;
  /** One value per feature. */
  readonly iv: readonly number[];
};

/** Stage `woe`, at the label holder only: exact counts for its own bins, reconciled rounded ones for the offices'. */
export function weightsOf(training: Training, rounded: readonly RoundedCounts[]): SetWeights[] {
  return training.layout.sets.map((set, s) => setWeights(training, { set, counts: rounded[s]! }));
}

function setWeights(
  { plan, layout, rows }: Training,
  { set, counts }: { set: readonly number[]; counts: RoundedCounts },
): SetWeights {
  const keep = inCells(layout, set);
  const { label } = rows!.outcome!;
  const [good, bad] = countBins({ bins: 2, bin: label }, keep);
  const totals = { bad: bad!, good: good! };
  const woe = new Float64Array(layout.bins);
  const mine = rows!.features.values();
  const iv = layout.features.map(({ party, from, bins }) => {
    const cut = (values: Float64Array): Float64Array => values.slice(from, from + bins);
    const own = party === plan.labelHolder ? mine.next().value! : undefined;
    const exact = own && {
      bad: countBins(own, (row) => keep(row) && label[row] === 1),
      good: countBins(own, (row) => keep(row) && label[row] === 0),
    };
    const used =
      exact ?? reconcile({ bad: cut(counts.bad), good: cut(counts.good), all: cut(counts.all) }, totals);
    woe.set(weightOfEvidence(used, totals), from);
    return informationValue(used, totals);
  });
  return { totals, woe, iv };
}

/**
 * The label holder's private matrix D of every fit, one below the other: (bins + 1) × (features + 1), the intercept first,
 * D[bin, feature] the bin's weight of evidence. The offices-alone fits have zeros for the label holder's own bins.
 * Errors: `fusion.woe_too_large` when the inverse would not converge.
 */
export function weightMatrices({ plan, layout }: Training, weights: readonly SetWeights[]): Words {
  const cols = layout.features.length + 1;
  const size = (layout.bins + 1) * cols;
  const values = new Float64Array(layout.fits.length * size);
  for (const [f, fit] of layout.fits.entries()) {
    values[f * size] = 2 ** woeBits;
    for (const [j, { party, from, bins }] of layout.features.entries()) {
      if (fit.model === 'offices' && party === plan.labelHolder) continue;
      for (let bin = from; bin < from + bins; bin++)
        values[f * size + (bin + 1) * cols + j + 1] = Math.round(weights[fit.set]!.woe[bin]! * 2 ** woeBits);
    }
  }
  return toWords(values);
}

/**
 * Refuses weights whose scaled Hessian may have a trace of 2 or more, on which the inverse would not converge.
 * A feature's mean squared weight is bounded by its largest square. Errors: `fusion.woe_too_large`.
 */
export function checkTrace(
  { layout }: Training,
  weights: readonly SetWeights[],
  counts: readonly RoundedCounts[],
): void {
  for (const [s, { woe }] of weights.entries()) {
    const n = rowsIn(layout, layout.sets[s]!);
    let squares = n;
    for (const { from, bins } of layout.features) {
      const all = counts[s]!.all.subarray(from, from + bins);
      const known = all.reduce((a, b) => a + b, 0);
      const mine = woe.subarray(from, from + bins);
      squares +=
        known > 0
          ? mine.reduce((sum, value, bin) => sum + (value * value * all[bin]! * n) / known, 0)
          : n * mine.reduce((most, value) => Math.max(most, value * value), 0);
    }
    if (squares / (4 * 2 ** layout.scaleBits) >= 1.9)
      fail(
        'fusion.woe_too_large',
        'The features separate too sharply to be trained on. Merge bins and start again.',
      );
  }
}
