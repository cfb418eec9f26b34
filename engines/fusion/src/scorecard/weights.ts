import { toWords } from '../ring/words.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import { type Counted, logBits, type RoundedCounts, type Training } from './count.ts';
import { failLearning } from './faults.ts';
import { inCells, type Layout, rowsIn } from './layout.ts';
import { ridgeOf } from './plan.ts';
import { countBins } from './rows.ts';
import { traceBits, woeBits } from './scales.ts';
import { informationValue, reconcile, type Totals, weightOfEvidence } from './woe.ts';

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

/** The matrix D of every fit, one below the other: under shares, and masked for products. */
export type Matrices = { readonly shared: Shared; readonly masked: Masked };

/**
 * The matrix D of every fit, one below the other, under shares: (bins + 1) × (features + 1) at `woeBits`, the intercept
 * first, D[bin, feature] the bin's weight of evidence from exact counts. Nobody learns an office bin's weight. The
 * offices-alone fits have zeros for the label holder's bins.
 */
export function weightMatrices(
  training: Training,
  logs: Counted['logs'],
  weights: readonly SetWeights[] | undefined,
): Shared {
  const { engine, plan, layout } = training;
  const cols = layout.features.length + 1;
  const rows = layout.fits.length * (layout.bins + 1);
  const known = engine.own({
    owner: plan.labelHolder,
    rows,
    cols,
    make: () => toWords(place(training, (entry) => knownPart(training, weights![entry.set]!, entry))),
  });
  const differences = combine(engine, [
    [logs.bad, 1n << BigInt(woeBits - logBits)],
    [logs.good, -(1n << BigInt(woeBits - logBits))],
  ]);
  const spread = engine.local(rows, cols, () => {
    const words = new BigUint64Array(rows * cols);
    const starts = officeStarts(training);
    place(training, ({ set, party, bin, at }) => {
      const office = starts.get(party);
      if (office) words[at] = differences.words[office.start + set * office.bins + bin - office.from]!;
      return 0;
    });
    return words;
  });
  return combine(engine, [
    [known, 1n],
    [spread, 1n],
  ]);
}

/** One entry of D that is not zero by design; `at` is its place, `feature` undefined for the intercept. */
type Entry = {
  readonly set: number;
  readonly party: string;
  readonly feature?: Layout['features'][number];
  readonly bin: number;
  readonly at: number;
};

function place({ plan, layout }: Training, value: (entry: Entry) => number): Float64Array {
  const cols = layout.features.length + 1;
  const size = (layout.bins + 1) * cols;
  const values = new Float64Array(layout.fits.length * size);
  for (const [f, { set, model }] of layout.fits.entries()) {
    values[f * size] = value({ set, party: '', bin: -1, at: f * size });
    for (const [j, feature] of layout.features.entries()) {
      const { party, from, bins } = feature;
      if (model === 'offices' && party === plan.labelHolder) continue;
      for (let bin = from; bin < from + bins; bin++) {
        const at = f * size + (bin + 1) * cols + j + 1;
        values[at] = value({ set, party, feature, bin, at });
      }
    }
  }
  return values;
}

// What the label holder adds: the intercept's 1, its own bins' weights, and for office bins the part that depends on its
// totals only.
function knownPart({ plan }: Training, { woe, totals }: SetWeights, { feature, bin }: Entry): number {
  if (!feature) return 2 ** woeBits;
  if (feature.party === plan.labelHolder) return Math.round(woe[bin]! * 2 ** woeBits);
  const k = feature.bins;
  return Math.round(-Math.log((totals.bad + k / 2) / (totals.good + k / 2)) * 2 ** woeBits);
}

function officeStarts({
  plan,
  layout,
}: Training): Map<string, { start: number; bins: number; from: number }> {
  const starts = new Map<string, { start: number; bins: number; from: number }>();
  let start = 0;
  for (const { party, from, bins } of layout.parties) {
    if (party === plan.labelHolder) continue;
    starts.set(party, { start, bins, from });
    start += bins * layout.sets.length;
  }
  return starts;
}

/**
 * Refuses weights whose scaled Hessian seems, by the rounded counts, to have a trace near 2, above which the inverse would
 * not converge, were every default as likely as not. A feature's mean squared weight is bounded by its largest square.
 * Errors: `fusion.woe_too_large`.
 */
export function checkTrace(
  { layout, plan }: Training,
  weights: readonly SetWeights[],
  counts: readonly RoundedCounts[],
): void {
  for (const [s, { woe }] of weights.entries()) {
    const n = rowsIn(layout, layout.sets[s]!);
    // The penalty counts as so many mean squares more.
    let squares = n + 4 * layout.features.length * ridgeOf(plan);
    for (const { from, bins } of layout.features) {
      const all = counts[s]!.all.subarray(from, from + bins);
      const known = all.reduce((a, b) => a + b, 0);
      const mine = woe.subarray(from, from + bins);
      squares +=
        known > 0
          ? mine.reduce((sum, value, bin) => sum + (value * value * all[bin]! * n) / known, 0)
          : n * mine.reduce((most, value) => Math.max(most, value * value), 0);
    }
    if (squares / (4 * n * 2 ** traceBits) >= 1.9) failLearning('fusion.woe_too_large');
  }
}
