import { curvatureOf } from '../regression/derivatives.ts';
import { diagonal, invert } from '../regression/inverse.ts';
import { predict } from '../regression/predict.ts';
import type { Regression } from '../regression/regression.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { combine, rowsOf, shareRows, stack } from '../shares/matrix.ts';
import type { Training } from './count.ts';
import { perFit, rowsIn } from './layout.ts';
import type { Led } from './lead.ts';
import { ridgeOf } from './plan.ts';
import { woeBits } from './scales.ts';

/** Every fit's inverse Hessian, masked, and how many of the sample's rows each Hessian is over. */
export type Inverses = { readonly inverses: Masked; readonly rows: readonly number[] };

/**
 * Hessians of all fits from one pass over a sample: K = Oᵀ diag(p(1 − p)) O with the joint model's p, then DᵀKD with each
 * fit's own D. A fit on the time before the out-of-time year takes that time's rows only.
 */
export async function invertAll(
  training: Training,
  led: Led,
  matrices: readonly Masked[],
): Promise<Inverses> {
  const { engine, layout } = training;
  const { scaleBits, traceBits, precision } = led.regression.layout;
  const { early, all, earlyRows } = await crossed(training, led);
  const side = layout.bins + 1;
  const both = await engine.mask('curvature/bins', stack(engine, [early, all]));
  const halves = layout.fits.map(({ set }, f) => {
    const at = isEarly(training, set) ? 0 : side;
    return [{ x: rowsOf(both, at, at + side), y: matrices[f]! }];
  });
  const half = await engine.mask(
    'curvature/half',
    stack(engine, await engine.products('curvature/half', halves)),
  );
  const wholes = perFit(layout, half).map((y, f) => [{ x: matrices[f]!, y, transpose: true }]);
  const raw = stack(engine, await engine.products('curvature/whole', wholes));
  const shift =
    2 * woeBits + precision.curvature + precision.classWeight + scaleBits + traceBits - precision.hessian;
  const shifted = await engine.truncate('curvature/shift', raw, shift);
  const rows = layout.fits.map(({ set }) => (isEarly(training, set) ? earlyRows : led.rows.length));
  const hessians = layout.fits.map(({ set }, f) => {
    const unit = (ridgeOf(training.plan) * rows[f]!) / rowsIn(layout, layout.sets[set]!);
    const penalty = BigInt(Math.round(unit * 2 ** (precision.hessian - scaleBits - traceBits)));
    const d = layout.features.length + 1;
    return combine(engine, [
      [shareRows(shifted, f * d, (f + 1) * d), 1n],
      [engine.constant(d, d, () => diagonal(Array.from({ length: d }, (_, i) => (i ? penalty : 0n)))), 1n],
    ]);
  });
  const { regression } = led;
  const exact = { ...regression, layout: { ...regression.layout, inverseSteps: layout.inverseSteps.all } };
  const inverses = stack(engine, await invert(exact, hessians));
  return { inverses: await engine.mask('step/inverse', inverses), rows };
}

function isEarly({ plan }: Training, set: number): boolean {
  return set === plan.folds;
}

type Crossed = { readonly early: Shared; readonly all: Shared; readonly earlyRows: number };

/** K over the sample's rows before the out-of-time year, and over all of them; row and column 0 are the intercept's. */
async function crossed(
  training: Training,
  { regression, weights, columns, bins, rows, classes }: Led,
): Promise<Crossed> {
  const { engine, plan, layout } = training;
  const chunk = { rows, blocks: [columns], classes: undefined };
  const masked = await engine.mask('step/weights', weights);
  const { slope } = await predict(regression, chunk, { weights: masked, slopes: true });
  // Rows are in order of their cells, and cells of the time before come first.
  const earlyRows = rows.filter((row) => row < layout.cellStart[plan.folds]!).length;
  const parts: Shared[] = [];
  for (const [from, to] of [
    [0, earlyRows],
    [earlyRows, rows.length],
  ] as const) {
    const blocks = bins.map((block) => rowsOf(block, from, to));
    const part = { rows: rows.subarray(from, to), blocks, classes: classes && rowsOf(classes, from, to) };
    const at = { slope: shareRows(slope!, from, to), strideBits: 0 };
    parts.push(withIntercept(training, await curvatureOf(ofBins(training, regression), part, at)));
  }
  const sum = combine(engine, [
    [parts[0]!, 1n],
    [parts[1]!, 1n],
  ]);
  return { early: parts[0]!, all: sum, earlyRows };
}

/** The same regression, with bins for columns. */
export function ofBins({ layout }: Training, regression: Regression): Regression {
  const blocks = layout.parties.map(({ party, from, bins }) => ({ party, from, to: from + bins }));
  const columns = Array.from({ length: layout.bins }, () => ({ name: '', exponent: 0 }));
  return { ...regression, layout: { ...regression.layout, blocks, columns } };
}

/** Each row is in exactly one bin of the first feature, so that these bins' rows add up to the intercept's. */
export function withIntercept({ engine, layout }: Training, x: Shared): Shared {
  const side = layout.bins + 1;
  const first = layout.features[0]!.bins;
  return engine.local(side, side, () => {
    const words = new BigUint64Array(side * side);
    for (let row = 1; row < side; row++)
      words.set(x.words.subarray((row - 1) * layout.bins, row * layout.bins), row * side + 1);
    for (let bin = 1; bin <= first; bin++)
      for (let col = 1; col < side; col++) words[col] = words[col]! + words[bin * side + col]!;
    for (let col = 1; col < side; col++) words[col * side] = words[col]!;
    for (let bin = 1; bin <= first; bin++) words[0] = words[0]! + words[bin]!;
    return words;
  });
}
