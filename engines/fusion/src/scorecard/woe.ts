/** A feature's counts per bin: defaults and non-defaults. */
export type BinCounts = { readonly bad: Float64Array; readonly good: Float64Array };

/** All defaults and non-defaults of a training set. */
export type Totals = { readonly bad: number; readonly good: number };

/** Weights of evidence never exceed this size; the fixed-point bounds rest on it. */
const maxWoe = 3;

/**
 * Weight of evidence per bin, ln((bad + ½)/(B + ½k) ÷ (good + ½)/(G + ½k)) for k bins, clipped to ±3; higher means more
 * defaults.
 */
export function weightOfEvidence({ bad, good }: BinCounts, totals: Totals): Float64Array<ArrayBuffer> {
  const k = bad.length;
  const odds = (total: Totals): number => (total.bad + k / 2) / (total.good + k / 2);
  return Float64Array.from(bad, (count, bin) => {
    const value = Math.log((count + 0.5) / (good[bin]! + 0.5) / odds(totals));
    return Math.max(-maxWoe, Math.min(maxWoe, value));
  });
}

/** Information value: Σ (bad share − good share) · WOE. */
export function informationValue(counts: BinCounts, totals: Totals): number {
  return weightOfEvidence(counts, totals).reduce(
    (sum, woe, bin) => sum + (counts.bad[bin]! / totals.bad - counts.good[bin]! / totals.good) * woe,
    0,
  );
}

/**
 * Better counts from three that were rounded separately (defaults, non-defaults, all): the least-squares point on
 * bad + good = all, then scaled to the known totals.
 */
export function reconcile(rounded: BinCounts & { readonly all: Float64Array }, totals: Totals): BinCounts {
  const shift = rounded.all.map((all, bin) => (all - rounded.bad[bin]! - rounded.good[bin]!) / 3);
  const moved = (counts: Float64Array, total: number): Float64Array => {
    const sum = counts.map((count, bin) => Math.max(0, count + shift[bin]!));
    const all = sum.reduce((a, b) => a + b, 0);
    return all === 0 ? sum : sum.map((count) => (count * total) / all);
  };
  return { bad: moved(rounded.bad, totals.bad), good: moved(rounded.good, totals.good) };
}
