import { curvatureOf } from '../regression/derivatives.ts';
import { diagonal, invert } from '../regression/inverse.ts';
import type { Regression } from '../regression/regression.ts';
import { periodBits, sigmoidSeries } from '../regression/waves.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import { combine, rowsOf } from '../shares/matrix.ts';
import type { Inputs, Training } from './count.ts';
import { ofBins, withIntercept } from './curvature.ts';
import { type Fitted, fromCentre, inOneColumn, offsetWords, residualBits, scoresOf } from './fit.ts';
import { regressionOf } from './lead.ts';
import { classBits, ridgeOf } from './plan.ts';
import { termBits, woeBits } from './scales.ts';
import type { Matrices } from './weights.ts';

/** The final fit's coefficients and their variances, under shares; `unit` is what one of a variance stands for. */
export type ExactErrors = {
  readonly coefficients: Shared;
  readonly variances: Shared;
  readonly unit: number;
};

/**
 * Coefficients of the fit on all rows and the diagonal of the inverse of its penalised observed information over all of these rows, not
 * over a sample; weights of evidence count as given.
 */
export async function exactErrors(
  training: Training,
  inputs: readonly Inputs[],
  { fitted, matrices }: { fitted: Fitted; matrices: Matrices },
): Promise<ExactErrors> {
  const { engine, layout } = training;
  const d = layout.features.length + 1;
  const regression = regressionOf(training, layout.leads[0]!, () => Promise.resolve());
  const exact = ofAllRows(training, regression);
  const { scaleBits, traceBits, precision } = exact.layout;
  const bits = binBits(training);
  const raw = await informationByBins(training, inputs, { fitted, exact });
  const byBins = await engine.truncate(
    'errors/bins.shift',
    raw,
    precision.curvature + precision.classWeight - bits,
  );
  const whole = await aroundWoe(training, matrices, byBins);
  const shifted = await engine.truncate(
    'errors/shift',
    whole,
    2 * woeBits + bits + scaleBits + traceBits - precision.hessian,
  );
  const penalty = BigInt(
    Math.round(ridgeOf(training.plan) * 2 ** (precision.hessian - scaleBits - traceBits)),
  );
  const penalties = engine.constant(d, d, () =>
    diagonal(Array.from({ length: d }, (_, i) => (i ? penalty : 0n))),
  );
  const hessian = combine(engine, [
    [shifted, 1n],
    [penalties, 1n],
  ]);
  const [inverse] = await invert(exact, [hessian]);
  const column = (words: BigUint64Array, from: number, step: number): Shared =>
    engine.local(d, 1, () => BigUint64Array.from({ length: d }, (_, i) => words[from + i * step]!));
  return {
    coefficients: column(fitted.weights.words, finalFit(training), layout.fits.length),
    variances: column(inverse!.words, 0, d + 1),
    unit: 2 ** -(precision.inverse + scaleBits + traceBits),
  };
}

/** The joint fit on all rows: the last of the joint ones. */
function finalFit({ layout }: Training): number {
  return layout.sets.length - 1;
}

// Sums over bins are cut so that the product with weights of evidence on both sides stays below 2^62.
function binBits({ plan, layout }: Training): number {
  return Math.min(11, 12 - Math.max(0, layout.scaleBits - 13) - classBits(plan).head);
}

function ofAllRows(training: Training, regression: Regression): Regression {
  const { layout } = training;
  const precision = {
    ...regression.layout.precision,
    ...residualBits(training),
    curvature: 12,
  };
  return {
    ...regression,
    layout: {
      ...regression.layout,
      ...{ scaleBits: layout.scaleBits, inverseSteps: layout.inverseSteps.all, precision },
    },
  };
}

/** Oᵀ diag(c p(1 − p)) O over all rows, a stretch at a time. */
async function informationByBins(
  training: Training,
  inputs: readonly Inputs[],
  { fitted, exact }: { fitted: Fitted; exact: Regression },
): Promise<Shared> {
  const { engine, layout, onWork } = training;
  const fit = finalFit(training);
  const terms = engine.local(layout.bins + 1, 1, () =>
    fitted.terms.words.filter((_, i) => i % layout.fits.length === fit),
  );
  const masked = await engine.mask('errors/terms', terms);
  const parts: Shared[] = [];
  for (const input of inputs) {
    const slope = await slopesOf(training, input, { terms, masked });
    const chunk = {
      rows: Int32Array.from({ length: input.to - input.from }, (_, i) => input.from + i),
      blocks: input.bins,
      classes: input.classes,
    };
    parts.push(await curvatureOf(ofBins(training, exact), chunk, { slope, strideBits: 0 }));
    await onWork('model', input.to, layout.rows);
  }
  return withIntercept(
    training,
    combine(
      engine,
      parts.map((part) => [part, 1n] as const),
    ),
  );
}

async function slopesOf(
  training: Training,
  input: Inputs,
  predictor: { terms: Shared; masked: Masked },
): Promise<Shared> {
  const { engine, plan } = training;
  const { series, wave } = residualBits(training);
  const scores = inOneColumn(await scoresOf(training, input, { ...predictor, fits: [0] }));
  const [slope] = await engine.readSeries('errors/angle', {
    x: fromCentre(
      training,
      scores,
      offsetWords(training, [input], () => 1),
    ),
    drop: termBits + periodBits - 32,
    waveBits: wave,
    reads: [{ series: sigmoidSeries(plan.centreLogit).slope, bits: series }],
  });
  return slope!;
}

/** DᵀKD with the final fit's weights of evidence. */
async function aroundWoe(training: Training, matrices: Matrices, k: Shared): Promise<Shared> {
  const { engine, layout } = training;
  const side = layout.bins + 1;
  const fit = finalFit(training);
  const d = rowsOf(matrices.masked, fit * side, (fit + 1) * side);
  const x = await engine.mask('errors/bins', k);
  const [half] = await engine.products('errors/half', [[{ x, y: d }]]);
  const y = await engine.mask('errors/half', half!);
  const [whole] = await engine.products('errors/whole', [[{ x: d, y, transpose: true }]]);
  return whole!;
}
