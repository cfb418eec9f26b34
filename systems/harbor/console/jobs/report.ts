import type { TrainingResult } from '@finharbor/harbor/contract';

/** The report, which only the consumer has. */
export type Report = NonNullable<TrainingResult['report']>;
type Curve = Report['roc']['joint'];

/** The ROC curve as points: share of good above each threshold, share of bad above it. */
export function rocPoints(roc: Curve): readonly (readonly [number, number])[] {
  const [bads, goods] = [Math.max(...roc.map(({ bad }) => bad)), Math.max(...roc.map(({ good }) => good))];
  const points = roc.map(({ bad, good }) => [good / goods, bad / bads] as const);
  return [[0, 0] as const, ...points, [1, 1] as const].toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Shares of bad and good at or above each threshold: their distance is what KS measures. */
export function ksLines(roc: Curve): { readonly bad: [number, number][]; readonly good: [number, number][] } {
  const [bads, goods] = [Math.max(...roc.map(({ bad }) => bad)), Math.max(...roc.map(({ good }) => good))];
  const sorted = roc.toSorted((a, b) => a.threshold - b.threshold);
  return {
    bad: sorted.map(({ threshold, bad }) => [threshold, bad / bads]),
    good: sorted.map(({ threshold, good }) => [threshold, good / goods]),
  };
}

/** The share of defaults in each bin; null where its counts were not opened, or were rounded away. */
export function defaultRates({ bins }: Report['features'][number]): readonly (number | null)[] {
  return bins.map(({ bad, good }) =>
    bad === undefined || good === undefined || bad + good === 0 ? null : bad / (bad + good),
  );
}
