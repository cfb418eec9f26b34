import { termsLabel } from '../regression/paired-series.ts';
import { terms } from '../regression/waves.ts';
import { rocPoints } from './evaluate.ts';
import { inBatches, type Layout, rowsIn } from './layout.ts';
import { namedBy, type TrainingPlan } from './plan.ts';

/** Sizes from which the number of opened values follows; named as in docs/crypto.md. */
export type Sizes = {
  /** rows */ readonly n: number;
  /** bins of all parties, and one for the intercept */ readonly b: number;
  /** bins of the offices */ readonly o: number;
  /** features, and one for the intercept */ readonly d: number;
  /** fits */ readonly m: number;
  /** training sets */ readonly s: number;
  /** steps of each model's first fit */ readonly l: number;
  /** rows in the samples of both first fits */ readonly p: number;
  /** rows in the joint model's sample */ readonly j: number;
  /** Newton-Schulz steps of the first fits’ inversions */ readonly y: number;
  /** and of all fits’ */ readonly i: number;
  /** steps of all fits */ readonly t: number;
  /** rows trained on, over all fits */ readonly r: number;
  /** evaluation groups, both models' */ readonly g: number;
  /** score bins, over all evaluation groups */ readonly h: number;
  /** rows scored, over all groups */ readonly e: number;
  /** batches of rows that are scored together */ readonly c: number;
  /** parties that see AUC and KS */ readonly v: number;
  /** 1 where counts are rounded before they are looked up */ readonly q: number;
  /** 1 where rows weigh differently */ readonly w: number;
  /** 1 where exact standard errors are computed */ readonly k: number;
  /** parties that learn the coefficients */ readonly a: number;
  /** parties that learn the points */ readonly z: number;
  /** parties */ readonly u: number;
  /** 1 where two parties take part without a dealer */ readonly x: number;
};

/** The sizes of a training. */
export function sizesOf(plan: TrainingPlan, layout: Layout): Sizes {
  const offices = layout.parties.filter(({ party }) => party !== plan.labelHolder);
  const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
    list.reduce((total, one) => total + of(one), 0);
  const g = layout.groups.length * 2;
  return {
    n: layout.rows,
    b: layout.bins + 1,
    o: sum(offices, ({ bins }) => bins),
    d: layout.features.length + 1,
    m: layout.fits.length,
    s: layout.sets.length,
    l: plan.leadSteps,
    p: sum(layout.leads, ({ rows }) => rows.length),
    j: layout.leads[0]!.rows.length,
    y: layout.inverseSteps.lead,
    i: layout.inverseSteps.all,
    t: plan.steps,
    r: sum(layout.fits, ({ set }) => rowsIn(layout, layout.sets[set]!)),
    g,
    h: g * 2 ** layout.scoreBits,
    e: sum(layout.groups, (cells) => 2 * rowsIn(layout, cells)),
    c: inBatches(layout.stretches).length,
    v: plan.figuresTo === 'everyone' ? plan.parties.length : 1,
    q: Math.sign(layout.coarseBits),
    w: plan.classWeights ? 1 : 0,
    k: plan.coefficientsTo ? 1 : 0,
    a: namedBy(plan, plan.coefficientsTo).length,
    z: namedBy(plan, plan.pointsTo).length,
    u: plan.parties.length,
    x: plan.dealer === 'none' ? 1 : 0,
  };
}

/** Openings of masked values: uniformly random to everyone who sees them. Label, count and the count as a formula. */
export const maskedOpenings: readonly (readonly [string, (sizes: Sizes) => number, string])[] = [
  ['mask/bins', ({ n, b, x }) => (1 - x) * n * (b - 1), '(1−x)n(b−1)'],
  ['mask/label', ({ n, x }) => (1 - x) * n, '(1−x)n'],
  ['mask/classes', ({ n, w, x }) => (1 - x) * w * n, '(1−x)wn'],
  ['count/round.coarse', ({ o, s, q }) => q * 2 * o * s, '2qos'],
  ['count/round', ({ o, s }) => 2 * o * s, '2os'],
  ['count/logarithms', ({ o, s }) => 2 * o * s, '2os'],
  ['woe/matrix', ({ m, b, d }) => m * b * d, 'mbd'],
  ['lead/columns', ({ p, d }) => p * d, 'pd'],
  ['step/weights', ({ l, d }) => (2 * l + 1) * d, '(2l+1)d'],
  ['step/angle', ({ l, p, j }) => l * p + j, 'lp+j'],
  [
    termsLabel,
    ({ l, p, j, t, r, k, n, x }) => 2 * terms * x * (2 * l * p + 2 * j + (t + 1) * r + k * n),
    '28x(2lp+2j+(t+1)r+kn)',
  ],
  ['step/weighted', ({ l, p, w }) => w * l * p, 'wlp'],
  ['step/residual', ({ l, p }) => l * p, 'lp'],
  ['step/slope.shift', ({ l, d }) => 2 * l * d, '2ld'],
  ['hessian/slope.shift', ({ l, p, j, k, n }) => l * p + j + k * n, 'lp+j+kn'],
  ['hessian/weighted', ({ l, p, j, k, n, w }) => w * (l * p + j + k * n), 'w(lp+j+kn)'],
  ['hessian/slope', ({ l, p, j, k, n }) => l * p + j + k * n, 'lp+j+kn'],
  ['hessian/columns', ({ l, p, d, j, b, k, n }) => l * p * d + (j + k * n) * (b - 1), 'lpd+(j+kn)(b−1)'],
  ['hessian/shift', ({ l, d }) => 2 * l * d * d, '2ld²'],
  ['curvature/bins', ({ b }) => 2 * b * b, '2b²'],
  ['curvature/half', ({ m, b, d }) => m * b * d, 'mbd'],
  ['curvature/shift', ({ m, d }) => m * d * d, 'md²'],
  ['hessian/whole', ({ l, m, d, k }) => (2 * l + m + k) * d * d, '(2l+m+k)d²'],
  ['inverse/value', ({ l, m, d, i, y, k }) => (2 * l * y + (m + k) * i) * d * d, '(2ly+(m+k)i)d²'],
  ['inverse/product.shift', ({ l, m, d, i, y, k }) => (2 * l * y + (m + k) * i) * d * d, '(2ly+(m+k)i)d²'],
  ['inverse/correction', ({ l, m, d, i, y, k }) => (2 * l * y + (m + k) * i) * d * d, '(2ly+(m+k)i)d²'],
  ['inverse/next.shift', ({ l, m, d, i, y, k }) => (2 * l * y + (m + k) * i) * d * d, '(2ly+(m+k)i)d²'],
  ['step/inverse', ({ l, m, d }) => (2 * l + m) * d * d, '(2l+m)d²'],
  ['step/gradient', ({ l, d, t, m }) => (2 * l + t * m) * d, '(2l+tm)d'],
  ['step/move.shift', ({ l, d, t, m }) => (2 * l + t * m) * d, '(2l+tm)d'],
  ['fit/weights', ({ m, d, t }) => (t + 1) * m * d, '(t+1)md'],
  ['fit/terms', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/angle', ({ r, t }) => t * r, 'tr'],
  ['fit/weighted', ({ r, t, w }) => w * t * r, 'wtr'],
  ['fit/residual', ({ r, t }) => t * r, 'tr'],
  ['fit/residual.shift', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/gradient', ({ m, b, t }) => t * b * m, 'tbm'],
  ['fit/slope.shift', ({ m, d, t }) => t * m * d, 'tmd'],
  ['evaluate/terms', ({ m, b }) => b * m, 'bm'],
  ['evaluate/scores.shift', ({ e }) => e, 'e'],
  ['evaluate/digit', ({ e }) => 2 * e, '2e'],
  ['evaluate/digit.lift', ({ e }) => 2 * e, '2e'],
  ['evaluate/digit.shift', ({ e }) => 2 * e, '2e'],
  ['evaluate/range', ({ e }) => e, 'e'],
  ['evaluate/range.lift', ({ e }) => 2 * e, '2e'],
  ['evaluate/inside', ({ e }) => e, 'e'],
  ['evaluate/low', ({ e }) => e, 'e'],
  ['evaluate/histogram', ({ e }) => e, 'e'],
  ['evaluate/histogram.lift', ({ c, h }) => 2 * c * h, '2ch'],
  ['evaluate/counts', ({ h }) => 2 * h, '2h'],
  ['evaluate/scales', ({ g, x }) => ((1 - x) * 3 * g) / 2, '3(1−x)g/2'],
  ['evaluate/auc', ({ g }) => g, 'g'],
  ['evaluate/auc.shift', ({ g }) => g, 'g'],
  ['evaluate/ks.shift', ({ h }) => h, 'h'],
  ['evaluate/ks.digit', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/ks.digit.lift', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/ks.digit.shift', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/ks.sign', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/ks.sign.lift', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/ks.flag', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/ks.value', ({ g, h }) => 2 * h - g, '2h−g'],
  ['evaluate/roc.coarse', ({ q }) => q * 4 * rocPoints, '64q'],
  ['evaluate/roc', () => 4 * rocPoints, '64'],
  ['model/points.shift', ({ b }) => b, 'b'],
  ['model/points', ({ b }) => b, 'b'],
  ['model/points.lift', ({ b }) => b, 'b'],
  ['model/larger.digit', ({ b, d }) => b - d, 'b−d'],
  ['model/larger.digit.lift', ({ b, d }) => b - d, 'b−d'],
  ['model/larger.digit.shift', ({ b, d }) => b - d, 'b−d'],
  ['model/larger.sign', ({ b, d }) => b - d, 'b−d'],
  ['model/larger.sign.lift', ({ b, d }) => b - d, 'b−d'],
  ['model/larger.flag', ({ b, d }) => b - d, 'b−d'],
  ['model/larger.value', ({ b, d }) => b - d, 'b−d'],
  ['errors/terms', ({ b, k }) => k * b, 'kb'],
  ['errors/angle', ({ n, k }) => k * n, 'kn'],
  ['errors/bins.shift', ({ b, k }) => k * b * b, 'kb²'],
  ['errors/bins', ({ b, k }) => k * b * b, 'kb²'],
  ['errors/half', ({ b, d, k }) => k * b * d, 'kbd'],
  ['errors/shift', ({ d, k }) => k * d * d, 'kd²'],
  ['stop/digit', ({ m }) => 7 * m, '7m'],
  ['stop/digit.lift', ({ m }) => 7 * m, '7m'],
  ['stop/digit.shift', ({ m }) => 7 * m, '7m'],
  ['stop/sign', ({ m }) => m, 'm'],
];

/** What is masked and sent to others where a dealer knows the masks, and stays with its owner otherwise. */
const ownInputs: ReadonlySet<string> = new Set([
  'mask/bins',
  'mask/label',
  'mask/classes',
  'evaluate/scales',
]);

/** Whether a plan ever opens anything under a label: what comes only with an option of the plan is not listed without it. */
export function takesPlace(plan: TrainingPlan, label: string): boolean {
  if (label === termsLabel) return plan.dealer === 'none';
  if (plan.dealer === 'none' && ownInputs.has(label)) return false;
  if (label.endsWith('/classes') || label.endsWith('/weighted')) return plan.classWeights !== undefined;
  if (label === 'result/points') return plan.pointsTo !== undefined;
  if (label === 'result/coefficients' || label === 'result/variances' || label.startsWith('errors/'))
    return plan.coefficientsTo !== undefined;
  return true;
}
