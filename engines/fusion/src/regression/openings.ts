import type { Opened } from '../shares/transcript.ts';
import { type RegressionLayout, strided } from './layout.ts';
import { type RegressionPlan, recipients, weighted } from './plan.ts';
import { terms } from './waves.ts';
import { countParts } from './within-reach.ts';

/** Sizes from which the number of opened values follows; named as in docs/crypto.md. */
type Sizes = {
  /** rows */ readonly n: number;
  /** rows in a Hessian of the steps */ readonly m: number;
  /** columns with the intercept */ readonly k: number;
  /** steps of all fits */ readonly s: number;
  /** Hessians of the steps */ readonly f: number;
  /** 1 where standard errors are computed, from a Hessian of all rows */ readonly e: number;
  /** Newton-Schulz steps */ readonly i: number;
  /** 1 where rows weigh differently */ readonly w: number;
  /** folds of the cross-validation */ readonly q: number;
  /** parties that learn the coefficients */ readonly v: number;
  /** 1 where two parties take part without a dealer */ readonly d: number;
  /** 1 where the fit and all folds' fits converge */ readonly c: number;
  /** stretches in which far rows are counted */ readonly a: number;
  /** parties */ readonly u: number;
};

type Row = readonly [
  label: string,
  count: (sizes: Sizes) => number,
  formula: string,
  open: 'masked' | 'plain',
];

/** Every label: how many values are opened under it, the same as a formula, and whether under a fresh mask or plainly. */
export const regressionLabels: readonly Row[] = [
  ['mask/columns', ({ n, k, d }) => (1 - d) * n * k, '(1−d)nk', 'masked'],
  ['mask/classes', ({ n, w, d }) => (1 - d) * w * n, '(1−d)wn', 'masked'],
  ['step/weights', ({ k, s, e, q, c }) => (s + e + q + c) * k, '(s+e+q+c)k', 'masked'],
  ['step/angle', ({ n, s, e, q }) => (s + e + Math.sign(q)) * n, '(s+e)n, and n where q > 0', 'masked'],
  [
    'step/terms',
    ({ n, s, f, e, q, d }) => 2 * terms * d * (2 * s + f + 2 * e + Math.sign(q)) * n,
    '28d(2s+f+2e)n, and 28dn where q > 0',
    'masked',
  ],
  ['step/weighted', ({ n, s, w, e }) => w * (s + e) * n, 'w(s+e)n', 'masked'],
  ['step/residual', ({ n, s, e }) => (s + e) * n, '(s+e)n', 'masked'],
  ['step/slope.shift', ({ k, s, e }) => (s + e) * k, '(s+e)k', 'masked'],
  ['step/inverse', ({ k, f, e }) => (f + e) * k * k, '(f+e)k²', 'masked'],
  ['step/gradient', ({ k, s, e }) => (s + e) * k, '(s+e)k', 'masked'],
  ['step/move.shift', ({ k, s, e }) => (s + e) * k, '(s+e)k', 'masked'],
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
  ['stop/move', ({ k, s }) => s * k, 'sk', 'masked'],
  ['stop/digit', ({ s, q, c }) => 7 * (s + c * (q + 2)), '7(s+c(q+2))', 'masked'],
  ['stop/digit.lift', ({ s, q, c }) => 7 * (s + c * (q + 2)), '7(s+c(q+2))', 'masked'],
  ['stop/digit.shift', ({ s, q, c }) => 7 * (s + c * (q + 2)), '7(s+c(q+2))', 'masked'],
  ['stop/sign', ({ s, q, c }) => s + c * (q + 2), 's+c(q+2)', 'masked'],
  ['reach/far.shift', ({ n, c }) => c * n, 'cn', 'masked'],
  ['reach/far', ({ n, c }) => c * n, 'cn', 'masked'],
  ['reach/far.lift', ({ a, c }) => c * a, 'ca', 'masked'],
  ['validate/residual.shift', ({ n, q }) => Math.sign(q) * n, 'n where q > 0', 'masked'],
  ['validate/residual', ({ n, q }) => Math.sign(q) * n, 'n where q > 0', 'masked'],
  ['result/means', ({ k, v, d }) => (1 - d) * Math.sign(v) * k, '(1−d)k where v > 0', 'masked'],
  ['result/intercept', ({ k, v }) => Math.sign(v) * k, 'k where v > 0', 'masked'],
  ['result/intercept.shift', ({ v }) => Math.sign(v), '1 where v > 0', 'masked'],
  ['result/covariance', ({ k, e }) => e * k * k, 'ek²', 'masked'],
  ['result/covariance.shift', ({ k, e }) => e * k, 'ek', 'masked'],
  ['result/variance', ({ k, e }) => e * k, 'ek', 'masked'],
  ['result/variance.shift', ({ e }) => e, 'e', 'masked'],
  ['result/converged', ({ s }) => s, 's', 'plain'],
  ['reach/failures', ({ u, c }) => c * u, 'cu', 'plain'],
  ['result/coefficients', ({ k, v }) => v * k, 'vk', 'plain'],
  ['result/variances', ({ k, v, e }) => v * e * k, 'vek', 'plain'],
  ['result/squares', ({ v, q }) => v * Math.sign(q), 'v where q > 0', 'plain'],
];

/**
 * Everything that a regression opens among its parties, label by label, when the fit takes `steps[0]` steps to converge and each
 * fold's fit the next. A session is held to the list for the most steps; a shorter one has opened exactly the list for its own.
 */
export function regressionOpenings(
  plan: RegressionPlan,
  layout: RegressionLayout,
  steps: readonly number[] = Array<number>(plan.folds + 1).fill(plan.maxIterations),
): readonly Opened[] {
  const sizes = sizesOf(plan, layout, steps);
  return regressionLabels
    .map(([label, count]) => ({ label, count: count(sizes) }))
    .filter(({ count }) => count > 0);
}

function sizesOf(plan: RegressionPlan, layout: RegressionLayout, steps: readonly number[]): Sizes {
  const v = recipients(plan).length;
  const q = v > 0 ? plan.folds : 0;
  const m = layout.chunks.reduce(
    (sum, { from, to }) => sum + strided(to - from, layout.strideBits).length,
    0,
  );
  return {
    n: layout.rows,
    m,
    k: layout.columns.length,
    s: steps.slice(0, q + 1).reduce((sum, count) => sum + count, 0),
    f: Math.min(steps[0]!, plan.freshHessians) + q,
    e: v > 0 && plan.standardErrors ? 1 : 0,
    i: layout.inverseSteps,
    w: weighted(plan) ? 1 : 0,
    q,
    v,
    d: plan.dealer === 'none' ? 1 : 0,
    c: 1,
    a: countParts(layout),
    u: plan.parties.length,
  };
}
