import type { Opened } from '../shares/transcript.ts';
import type { RegressionLayout } from './layout.ts';
import { type RegressionPlan, recipients, weighted } from './plan.ts';

/** Sizes from which the number of opened values follows; named as in docs/crypto.md. */
type Sizes = {
  /** rows */ readonly n: number;
  /** rows in a Hessian of the steps */ readonly m: number;
  /** columns with the intercept */ readonly k: number;
  /** Hessians of the steps */ readonly f: number;
  /** Hessians at the optimum, for standard errors: 0 or 1 */ readonly e: number;
  /** Newton-Schulz steps */ readonly i: number;
  /** 1 where rows weigh differently */ readonly w: number;
  /** 1 where somebody learns the coefficients */ readonly o: number;
  /** parties that learn the coefficients */ readonly v: number;
};

type Row = readonly [
  label: string,
  count: (sizes: Sizes, steps: number) => number,
  formula: string,
  open: 'masked' | 'plain',
];

/** Every label: how many values are opened under it, the same as a formula, and whether under a fresh mask or plainly. */
export const regressionLabels: readonly Row[] = [
  ['mask/columns', ({ n, k }) => n * k, 'nk', 'masked'],
  ['mask/classes', ({ n, w }) => w * n, 'wn', 'masked'],
  ['step/weights', ({ k, e }, s) => (s + e) * k, '(s+e)k', 'masked'],
  ['step/angle', ({ n, e }, s) => (s + e) * n, '(s+e)n', 'masked'],
  ['step/weighted', ({ n, w, e }, s) => w * (s + e) * n, 'w(s+e)n', 'masked'],
  ['step/residual', ({ n, e }, s) => (s + e) * n, '(s+e)n', 'masked'],
  ['step/slope.shift', ({ k, e }, s) => (s + e) * k, '(s+e)k', 'masked'],
  ['step/inverse', ({ k, f }) => f * k * k, 'fk²', 'masked'],
  ['step/gradient', ({ k }, s) => s * k, 'sk', 'masked'],
  ['step/move.shift', ({ k }, s) => s * k, 'sk', 'masked'],
  ['hessian/slope.shift', ({ n, m, f, e }) => f * m + e * n, 'fm+en', 'masked'],
  ['hessian/weighted', ({ n, m, f, e, w }) => w * (f * m + e * n), 'w(fm+en)', 'masked'],
  ['hessian/slope', ({ n, m, f, e }) => f * m + e * n, 'fm+en', 'masked'],
  ['hessian/columns', ({ n, m, k, f, e }) => (f * m + e * n) * k, '(fm+en)k', 'masked'],
  ['hessian/shift', ({ k, f, e }) => (f + e) * k * k, '(f+e)k²', 'masked'],
  ['hessian/whole', ({ k, f, e }) => (f + e) * k * k, '(f+e)k²', 'masked'],
  ['inverse/value', ({ k, f, e, i }) => (f + e) * i * k * k, '(f+e)ik²', 'masked'],
  ['inverse/product.shift', ({ k, f, e, i }) => (f + e) * i * k * k, '(f+e)ik²', 'masked'],
  ['inverse/correction', ({ k, f, e, i }) => (f + e) * i * k * k, '(f+e)ik²', 'masked'],
  ['inverse/next.shift', ({ k, f, e, i }) => (f + e) * i * k * k, '(f+e)ik²', 'masked'],
  ['stop/move', ({ k }, s) => s * k, 'sk', 'masked'],
  ['stop/digit', (_, s) => 7 * s, '7s', 'masked'],
  ['stop/digit.lift', (_, s) => 7 * s, '7s', 'masked'],
  ['stop/digit.shift', (_, s) => 7 * s, '7s', 'masked'],
  ['stop/sign', (_, s) => s, 's', 'masked'],
  ['result/converged', (_, s) => s, 's', 'plain'],
  ['result/means', ({ k, o }) => o * k, 'ok', 'masked'],
  ['result/intercept', ({ k, o }) => o * k, 'ok', 'masked'],
  ['result/intercept.shift', ({ o }) => o, 'o', 'masked'],
  ['result/covariance', ({ k, e }) => e * k * k, 'ek²', 'masked'],
  ['result/covariance.shift', ({ k, e }) => e * k, 'ek', 'masked'],
  ['result/variance', ({ k, e }) => e * k, 'ek', 'masked'],
  ['result/variance.shift', ({ e }) => e, 'e', 'masked'],
  ['result/coefficients', ({ k, v }) => v * k, 'vk', 'plain'],
  ['result/variances', ({ k, v, e }) => v * e * k, 'vek', 'plain'],
];

/**
 * Everything that a regression of this many steps opens among its parties, label by label. A session is held to the list
 * for `maxIterations` steps; one that stopped earlier has opened exactly the list for the steps it took.
 */
export function regressionOpenings(
  plan: RegressionPlan,
  layout: RegressionLayout,
  steps: number = plan.maxIterations,
): readonly Opened[] {
  const sizes = sizesOf(plan, layout, steps);
  return regressionLabels
    .map(([label, count]) => ({ label, count: count(sizes, steps) }))
    .filter(({ count }) => count > 0);
}

function sizesOf(plan: RegressionPlan, layout: RegressionLayout, steps: number): Sizes {
  const v = recipients(plan).length;
  const thinned = layout.chunks.map(({ from, to }) => Math.ceil((to - from) / 2 ** layout.strideBits));
  return {
    n: layout.rows,
    m: thinned.reduce((sum, count) => sum + count, 0),
    k: layout.columns.length,
    f: Math.min(steps, plan.freshHessians),
    e: v > 0 && plan.standardErrors ? 1 : 0,
    i: layout.inverseSteps,
    w: weighted(plan) ? 1 : 0,
    o: v > 0 ? 1 : 0,
    v,
  };
}
