import { rocPoints } from './evaluate.ts';
import { type Layout, rowsIn } from './layout.ts';
import type { TrainingPlan } from './plan.ts';

/** Sizes from which the number of opened values follows; named as in docs/crypto.md. */
export type Sizes = {
  /** rows */ readonly n: number;
  /** bins of all parties, and one for the intercept */ readonly b: number;
  /** bins of the offices */ readonly o: number;
  /** features, and one for the intercept */ readonly d: number;
  /** fits */ readonly m: number;
  /** training sets */ readonly s: number;
  /** Newton steps */ readonly t: number;
  /** Newton steps with the exact sigmoid */ readonly x: number;
  /** Newton-Schulz steps */ readonly i: number;
  /** evaluation groups, both models */ readonly g: number;
  /** score bins, over all evaluation groups */ readonly h: number;
  /** rows scored, over all groups */ readonly e: number;
  /** parties that see AUC and KS */ readonly v: number;
};

/** The sizes of a training. */
export function sizesOf(plan: TrainingPlan, layout: Layout): Sizes {
  const offices = layout.parties.filter(({ party }) => party !== plan.labelHolder);
  return {
    n: layout.rows,
    b: layout.bins + 1,
    o: offices.reduce((sum, { bins }) => sum + bins, 0),
    d: layout.features.length + 1,
    m: layout.fits.length,
    s: layout.sets.length,
    t: plan.iterations,
    x: plan.exactIterations,
    i: layout.scaleBits + 3,
    g: layout.groups.length * 2,
    h: 2 * plan.folds * 2 ** plan.scoreBits.folds + 2 * 2 ** plan.scoreBits.outOfTime,
    e: layout.groups.reduce((sum, cells) => sum + 2 * rowsIn(layout, cells), 0),
    v: plan.figuresTo === 'everyone' ? plan.parties.length : 1,
  };
}

/** Openings of masked values: uniformly random to everyone who sees them. Label, count and the count as a formula. */
export const maskedOpenings: readonly (readonly [string, (sizes: Sizes) => number, string])[] = [
  ['mask/bins', ({ n, b }) => n * (b - 1), 'n(b−1)'],
  ['mask/label', ({ n }) => n, 'n'],
  ['count/round', ({ o, s }) => 2 * o * s, '2os'],
  ['count/logarithms', ({ o, s }) => 2 * o * s, '2os'],
  ['woe/matrix', ({ m, b, d }) => m * b * d, 'mbd'],
  ['fit/crosstab', ({ s, b }) => s * b * b, 'sb²'],
  ['fit/half', ({ m, b, d }) => m * b * d, 'mbd'],
  ['fit/hessian.shift', ({ m, d }) => m * d * d, 'md²'],
  ['fit/hessian', ({ m, d }) => m * d * d, 'md²'],
  ['fit/inverse', ({ m, d, i }) => (i + 1) * m * d * d, '(i+1)md²'],
  ['fit/product.shift', ({ m, d, i }) => i * m * d * d, 'imd²'],
  ['fit/correction', ({ m, d, i }) => i * m * d * d, 'imd²'],
  ['fit/inverse.shift', ({ m, d, i }) => i * m * d * d, 'imd²'],
  ['fit/weights', ({ m, d, t }) => (t + 1) * m * d, '(t+1)md'],
  ['fit/terms.shift', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/terms', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/predictor', ({ n, m, t, x }) => (t - x) * n * m, '(t−x)nm'],
  ['fit/exact.shift', ({ n, m, x }) => x * n * m, 'xnm'],
  ['fit/exact', ({ n, m, x }) => x * n * m, 'xnm'],
  ['fit/exact.lift', ({ n, m, x }) => x * n * m, 'xnm'],
  ['fit/residual', ({ n, m, t }) => t * n * m, 'tnm'],
  ['fit/residual.shift', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/gradient', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/gradient.shift', ({ m, d, t }) => t * m * d, 'tmd'],
  ['fit/step', ({ m, d, t }) => t * m * d, 'tmd'],
  ['fit/step.shift', ({ m, d, t }) => t * m * d, 'tmd'],
  ['evaluate/terms.shift', ({ m, b }) => b * m, 'bm'],
  ['evaluate/terms', ({ m, b }) => b * m, 'bm'],
  ['evaluate/scores.shift', ({ e }) => e, 'e'],
  ['evaluate/histogram', ({ e }) => e, 'e'],
  ['evaluate/histogram.lift', ({ h }) => 2 * h, '2h'],
  ['evaluate/counts', ({ h }) => 2 * h, '2h'],
  ['evaluate/scales', ({ g }) => (3 * g) / 2, '3g/2'],
  ['evaluate/auc', ({ g }) => g, 'g'],
  ['evaluate/auc.shift', ({ g }) => g, 'g'],
  ['evaluate/ks.shift', ({ h }) => h, 'h'],
  ['evaluate/ks.size', ({ h }) => h, 'h'],
  ['evaluate/ks.larger', ({ g, h }) => h - g, 'h−g'],
  ['evaluate/roc', () => 4 * rocPoints, '64'],
  ['model/points.shift', ({ b }) => b, 'b'],
  ['model/points', ({ b }) => b, 'b'],
  ['model/larger', ({ b, d }) => b - d, 'b−d'],
  ['model/points.lift', ({ b, d }) => b + d - 1, 'b+d−1'],
];
