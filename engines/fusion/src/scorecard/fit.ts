import type { RegressionLayout } from '../regression/layout.ts';
import { periodBits, type Series, sigmoidSeries } from '../regression/waves.ts';
import type { Words } from '../ring/words.ts';
import type { Masked, Shared } from '../shares/engine.ts';
import {
  addToEveryRow,
  columnsOf,
  combine,
  mapMasked,
  pickColumns,
  rowsOf,
  shareRows,
  stack,
} from '../shares/matrix.ts';
import type { Inputs, Training } from './count.ts';
import { type Inverses, invertAll } from './curvature.ts';
import { inBatches, perFit, rowsIn } from './layout.ts';
import { type Led, leadModels } from './lead.ts';
import { ridge } from './reference.ts';
import { termBits, weightBits, woeBits } from './scales.ts';
import type { Matrices } from './weights.ts';

const gradientBits = 12;

// A ratio of numbers of rows is at most 1 or so, and above 2^-8: enough for three digits.
const factorBits = 16;

/** What the fits leave behind: D·w of every fit, (bins + 1) × fits at `termBits`, under shares. */
export type Fitted = { readonly terms: Shared };

/**
 * Stage `fit`: Newton's method. A first fit of either model over a sample of rows gives coefficients to start from and an
 * inverse Hessian; all fits then take steps side by side, with gradients over all of their rows. Nothing is opened but
 * masked values.
 */
export async function fitAll(
  training: Training,
  inputs: readonly Inputs[],
  matrices: Matrices,
): Promise<Fitted> {
  const { engine, plan, layout } = training;
  const batches = inBatches(inputs);
  const total = layout.leads.length * plan.leadSteps + plan.steps * batches.length;
  let done = 0;
  const onStep = (): Promise<void> => training.onWork('fit', ++done, total);
  const [joint, offices] = (await leadModels(training, inputs, { matrices, onStep })) as [Led, Led];
  const fitting = { ...training, matrices: perFit(layout, matrices.masked), onStep };
  const inverses = await invertAll(training, joint, fitting.matrices);
  let weights = columns(
    fitting,
    layout.fits.map(({ model }) => (model === 'joint' ? joint : offices).weights),
  );
  for (let step = 0; step < plan.steps; step++) {
    const byBins = await gradients(fitting, batches, weights);
    const moves = await moveAll(fitting, { weights, byBins, ...inverses }, joint.regression.layout);
    weights = combine(engine, [
      [weights, 1n],
      [moves, 1n],
    ]);
  }
  return { terms: await termsOf(fitting, weights) };
}

type Fitting = Training & {
  /** D of each fit. */
  readonly matrices: readonly Masked[];
  readonly onStep: () => Promise<void>;
};

// Sharings of one column each, side by side.
function columns({ engine }: Training, parts: readonly Shared[]): Shared {
  const { rows } = parts[0]!;
  return engine.local(rows, parts.length, () => {
    const words = new BigUint64Array(rows * parts.length);
    for (const [col, part] of parts.entries())
      for (let row = 0; row < rows; row++) words[row * parts.length + col] = part.words[row]!;
    return words;
  });
}

/** D·w of every fit: (bins + 1) × fits. */
async function termsOf(fitting: Fitting, weights: Shared): Promise<Shared> {
  const { engine, matrices } = fitting;
  const masked = await engine.mask('fit/weights', weights);
  const sums = matrices.map((x, f) => [{ x, y: columnsOf(masked, f, f + 1) }]);
  return columns(fitting, await engine.products('fit/weights', sums));
}

type Batches = readonly (readonly Inputs[])[];

/** Oᵀ(y − p) of every fit on its own training rows: (bins + 1) × fits. */
async function gradients(fitting: Fitting, batches: Batches, weights: Shared): Promise<Shared> {
  const { engine, plan, layout } = fitting;
  const terms = await termsOf(fitting, weights);
  const masked = await engine.mask('fit/terms', terms);
  const { sigmoid } = sigmoidSeries(plan.centreLogit);
  const sums = new BigUint64Array((layout.bins + 1) * layout.fits.length);
  for (const batch of batches) {
    const residual = await residuals(fitting, batch, { terms, masked, sigmoid });
    const error = await engine.mask('fit/residual', residual);
    let from = 0;
    for (const { from: start, to, bins, fits } of batch) {
      const shape = { rows: to - start, cols: fits.length };
      const end = from + shape.rows * shape.cols;
      const y = { ...rowsOf(error, from, end), ...shape };
      const sum = total(fitting, { ...shareRows(residual, from, end), ...shape });
      const jobs = bins.map((x) => [{ x, y, transpose: true }]);
      const parts = stack(engine, [sum, ...(await engine.products('fit/residual', jobs))]);
      addColumns(sums, parts.words, { to: fits, cols: layout.fits.length });
      from = end;
    }
    await fitting.onStep();
  }
  const raw = engine.local(layout.bins + 1, layout.fits.length, () => sums);
  const { series, wave } = residualBits(fitting);
  return engine.truncate('fit/residual.shift', raw, series + wave - gradientBits);
}

/** A sum of residuals over 2^scaleBits rows stays below 2^60. */
function residualBits({ layout }: Training): { series: number; wave: number } {
  const bits = Math.min(40, 60 - layout.scaleBits);
  const series = Math.floor(bits / 2) - 1;
  return { series, wave: bits - series };
}

type Predictor = { readonly terms: Shared; readonly masked: Masked; readonly sigmoid: Series };

/** y − p of a batch's stretches under every fit that trains on them, one below the other in one column. */
async function residuals(fitting: Fitting, batch: readonly Inputs[], of: Predictor): Promise<Shared> {
  const { engine, plan, rows } = fitting;
  const { series, wave } = residualBits(fitting);
  const predictors: Shared[] = [];
  for (const input of batch)
    predictors.push(inOneColumn(await scoresOf(fitting, input, { ...of, fits: input.fits })));
  const predictor = stack(engine, predictors);
  const centre = BigInt(plan.centreLogit * 2) << BigInt(termBits - 1);
  const [probability] = await engine.readSeries('fit/angle', {
    x: combine(engine, [
      [predictor, 1n],
      [filled(fitting, predictor.rows, centre), -1n],
    ]),
    drop: termBits + periodBits - 32,
    waveBits: wave,
    reads: [{ series: of.sigmoid, bits: series }],
  });
  const label = engine.own({
    owner: plan.labelHolder,
    rows: predictor.rows,
    cols: 1,
    make: () =>
      labelWords(rows!.outcome!.label, batch, { bits: series + wave, of: ({ fits }) => fits.length }),
  });
  return combine(engine, [
    [label, 1n],
    [probability!, -1n],
  ]);
}

/** A matrix's words as one column. */
export function inOneColumn(x: Shared): Shared {
  return { ...x, rows: x.rows * x.cols, cols: 1 };
}

/** Each row's label times 2^bits, as often as the row stands in a batch's column. */
export function labelWords(
  label: Uint8Array,
  batch: readonly Inputs[],
  { bits, of }: { bits: number; of: (input: Inputs) => number },
): Words {
  const unit = 1n << BigInt(bits);
  const words = new BigUint64Array(
    batch.reduce((sum, input) => sum + (input.to - input.from) * of(input), 0),
  );
  let at = 0;
  for (const input of batch)
    for (let row = input.from; row < input.to; row++, at += of(input))
      if (label[row] === 1) words.fill(unit, at, at + of(input));
  return words;
}

function filled({ engine }: Training, rows: number, value: bigint): Shared {
  return engine.constant(rows, 1, () => new BigUint64Array(rows).fill(BigInt.asUintN(64, value)));
}

/** A stretch's linear predictors under some fits, from the terms of all: rows × these fits at `termBits`. */
export async function scoresOf(
  { engine, layout }: Training,
  { bins }: Inputs,
  { terms, masked, fits }: { terms: Shared; masked: Masked; fits: readonly number[] },
): Promise<Shared> {
  const pick = (words: Words): Words => pickColumns(words, terms.cols, fits);
  const sums = layout.parties.map(({ from, bins: count }, p) => {
    const own = rowsOf(masked, from + 1, from + 1 + count);
    return { x: bins[p]!, y: mapMasked(own, { rows: count, cols: fits.length }, pick) };
  });
  const [byBins] = await engine.products('scores', [sums]);
  const intercepts = engine.local(1, fits.length, () => pick(shareRows(terms, 0, 1).words));
  return addToEveryRow(engine, byBins!, intercepts);
}

function total({ engine }: Training, x: Shared): Shared {
  const ones = { rows: 1, cols: x.rows, words: new BigUint64Array(x.rows).fill(1n) };
  return engine.local(1, x.cols, () => engine.ring.multiply(ones, x));
}

function addColumns(
  target: Words,
  words: Words,
  { to, cols }: { to: readonly number[]; cols: number },
): void {
  for (const [at, word] of words.entries()) {
    const place = Math.floor(at / to.length) * cols + to[at % to.length]!;
    target[place] = target[place]! + word;
  }
}

type Sloped = { readonly weights: Shared; readonly byBins: Shared } & Inverses;

/** What Newton's method adds to the coefficients of all fits. */
async function moveAll(fitting: Fitting, of: Sloped, precision: RegressionLayout): Promise<Shared> {
  const { engine, layout, matrices } = fitting;
  const masked = await engine.mask('fit/gradient', of.byBins);
  const jobs = matrices.map((x, f) => [{ x, y: columnsOf(masked, f, f + 1), transpose: true }]);
  const slopes = await engine.products('fit/gradient', jobs);
  const scaled = slopes.map((slope, f) => scaledSlope(fitting, of, { slope, fit: f }));
  const { scaleBits, traceBits } = precision;
  const { inverse, gradient } = precision.precision;
  const shift = woeBits + gradientBits + factorBits + scaleBits - gradient;
  const slope = await engine.truncate('fit/slope.shift', columns(fitting, scaled), shift);
  const maskedSlope = await engine.mask('step/gradient', slope);
  const moves = perFit(layout, of.inverses).map((x, f) => [{ x, y: columnsOf(maskedSlope, f, f + 1) }]);
  const moved = columns(fitting, await engine.products('step/move', moves));
  return engine.truncate('step/move.shift', moved, inverse + gradient + traceBits - weightBits);
}

// Dᵀ(gradient by bins) − ridge · w, times the rows of the fit's Hessian over the rows of its gradient.
function scaledSlope(
  { engine, layout }: Fitting,
  { weights, rows }: Sloped,
  { slope, fit }: { slope: Shared; fit: number },
): Shared {
  const own = rowsIn(layout, layout.sets[layout.fits[fit]!.set]!);
  const factor = BigInt(Math.round((2 ** factorBits * rows[fit]!) / own));
  const penalised = engine.local(slope.rows, 1, () => {
    const words = pickColumns(weights.words, weights.cols, [fit]);
    words[0] = 0n;
    return words;
  });
  return combine(engine, [
    [slope, factor],
    [penalised, -(factor * BigInt(ridge)) << BigInt(woeBits + gradientBits - weightBits)],
  ]);
}
