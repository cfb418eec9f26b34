import type { RegressionLayout } from '../regression/layout.ts';
import { beyond, periodBits, type Series, sigmoidSeries } from '../regression/waves.ts';
import { leftOfLimit } from '../regression/within-reach.ts';
import { toWords, type Words } from '../ring/words.ts';
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
  stackMasked,
} from '../shares/matrix.ts';
import type { Inputs, Training } from './count.ts';
import { type Inverses, invertAll } from './curvature.ts';
import { inBatches, perFit, rowsIn } from './layout.ts';
import { type Led, leadModels } from './lead.ts';
import { classBits, ridgeOf, type TrainingPlan } from './plan.ts';
import { termBits, weightBits, woeBits } from './scales.ts';
import type { Matrices } from './weights.ts';

// A ratio of numbers of rows is at most 1 or so, and above 2^-8: enough for three digits.
const factorBits = 16;

/** What the fits leave behind, under shares. */
export type Fitted = {
  /** D·w of every fit, (bins + 1) × fits at `termBits`. */
  readonly terms: Shared;
  /** w, (features + 1) × fits at `weightBits`. */
  readonly weights: Shared;
  /** Per fit, what its rows leave of the limit of rows beyond the sigmoid's reach, as its last step found them; negative above it. */
  readonly leeway: Shared;
};

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
  let beyondReach: Shared | undefined;
  for (let step = 0; step < plan.steps; step++) {
    const last = step === plan.steps - 1;
    const { byBins, beyond } = await gradients(fitting, batches, { weights, last });
    beyondReach = beyond;
    const moves = await moveAll(fitting, { weights, byBins, ...inverses }, joint.regression.layout);
    weights = combine(engine, [
      [weights, 1n],
      [moves, 1n],
    ]);
  }
  return { terms: await termsOf(fitting, weights), weights, leeway: leewayOf(fitting, beyondReach!) };
}

function leewayOf(fitting: Fitting, beyondReach: Shared): Shared {
  const { engine, layout } = fitting;
  const bits = beyondBits(fitting) + residualBits(fitting).wave;
  return stack(
    engine,
    layout.fits.map(({ set }, f) => {
      const sum = engine.local(1, 1, () => beyondReach.words.slice(f, f + 1));
      return leftOfLimit(engine, sum, { rows: rowsIn(layout, layout.sets[set]!), bits });
    }),
  );
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

type Gradients = { readonly byBins: Shared; readonly beyond: Shared | undefined };

/** Oᵀ(y − p) of every fit on its own training rows: (bins + 1) × fits; in the last step also who is beyond reach: 1 × fits. */
async function gradients(
  fitting: Fitting,
  batches: Batches,
  { weights, last }: { weights: Shared; last: boolean },
): Promise<Gradients> {
  const { engine, plan, layout } = fitting;
  const terms = await termsOf(fitting, weights);
  const masked = await engine.mask('fit/terms', terms);
  const { sigmoid } = sigmoidSeries(plan.centreLogit);
  const sums = new BigUint64Array((layout.bins + 1) * layout.fits.length);
  const beyonds = new BigUint64Array(layout.fits.length);
  for (const batch of batches) {
    const { raw, beyond } = await residuals(fitting, batch, { terms, masked, sigmoid, last });
    const residual = await weigh(fitting, batch, raw);
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
      if (beyond) {
        const own = total(fitting, { ...shareRows(beyond, from, end), ...shape });
        addColumns(beyonds, own.words, { to: fits, cols: layout.fits.length });
      }
      from = end;
    }
    await fitting.onStep();
  }
  const raw = engine.local(layout.bins + 1, layout.fits.length, () => sums);
  const { series, wave } = residualBits(fitting);
  const shift = series + wave + classBits(plan).point - gradientBits(plan);
  return {
    byBins: await engine.truncate('fit/residual.shift', raw, shift),
    beyond: last ? engine.local(1, layout.fits.length, () => beyonds) : undefined,
  };
}

/** A sum of weighted residuals over 2^scaleBits rows stays below 2^60. */
export function residualBits({ layout, plan }: Pick<Training, 'layout' | 'plan'>): {
  series: number;
  wave: number;
} {
  const { point, head } = classBits(plan);
  const bits = Math.min(40, 60 - layout.scaleBits - point - head);
  const series = Math.floor(bits / 2) - 1;
  return { series, wave: bits - series };
}

/** Of the coefficients of `beyond`, whose sum over all rows stays below 2^60. */
function beyondBits(fitting: Fitting): number {
  return Math.min(30, 60 - fitting.layout.scaleBits - residualBits(fitting).wave);
}

/** Bits after the point of a gradient by bins. */
function gradientBits(plan: TrainingPlan): number {
  return 12 - classBits(plan).head;
}

type Predictor = {
  readonly terms: Shared;
  readonly masked: Masked;
  readonly sigmoid: Series;
  readonly last: boolean;
};

/** y − p of a batch's stretches under every fit that trains on them, one below the other in one column. */
async function residuals(
  fitting: Fitting,
  batch: readonly Inputs[],
  of: Predictor,
): Promise<{ raw: Shared; beyond: Shared | undefined }> {
  const { engine, plan, rows } = fitting;
  const { series, wave } = residualBits(fitting);
  const predictors: Shared[] = [];
  for (const input of batch)
    predictors.push(inOneColumn(await scoresOf(fitting, input, { ...of, fits: input.fits })));
  const predictor = stack(engine, predictors);
  const [probability, far] = await engine.readSeries('fit/angle', {
    x: fromCentre(
      fitting,
      predictor,
      offsetWords(fitting, batch, ({ fits }) => fits.length),
    ),
    drop: termBits + periodBits - 32,
    waveBits: wave,
    reads: [
      { series: of.sigmoid, bits: series },
      ...(of.last ? [{ series: beyond, bits: beyondBits(fitting) }] : []),
    ],
  });
  const label = engine.own({
    owner: plan.labelHolder,
    rows: predictor.rows,
    cols: 1,
    make: () =>
      labelWords(rows!.outcome!.label, batch, { bits: series + wave, of: ({ fits }) => fits.length }),
  });
  const raw = combine(engine, [
    [label, 1n],
    [probability!, -1n],
  ]);
  return { raw, beyond: far };
}

/** Each row's error times the weight of its class. */
async function weigh(fitting: Fitting, batch: readonly Inputs[], residual: Shared): Promise<Shared> {
  const { engine, plan } = fitting;
  if (!plan.classWeights) return residual;
  const repeated = batch.map(({ classes, fits }) => {
    const again = (words: Words): Words =>
      BigUint64Array.from(
        { length: words.length * fits.length },
        (_, i) => words[Math.floor(i / fits.length)]!,
      );
    return mapMasked(classes!, { rows: classes!.rows * fits.length, cols: 1 }, again);
  });
  return engine.scaleRows(stackMasked(repeated), await engine.mask('fit/weighted', residual));
}

/** A column of predictors, less the plan's centre and with the offset: what the sigmoid's series are read at. */
export function fromCentre(
  { engine, plan }: Training,
  predictor: Shared,
  offset: (() => Words) | undefined,
): Shared {
  const { rows } = predictor;
  const centre = BigInt(plan.centreLogit * 2) << BigInt(termBits - 1);
  const shift = engine.constant(rows, 1, () => new BigUint64Array(rows).fill(BigInt.asUintN(64, -centre)));
  const parts: [Shared, bigint][] = [
    [predictor, 1n],
    [shift, 1n],
  ];
  if (offset) parts.push([engine.own({ owner: plan.offsetHolder!, rows, cols: 1, make: offset }), 1n]);
  return combine(engine, parts);
}

/** The offsets of a batch's rows, each as often as its row stands in the batch's column. */
export function offsetWords(
  { plan, rows }: Training,
  batch: readonly Pick<Inputs, 'from' | 'to' | 'fits'>[],
  times: (input: Pick<Inputs, 'fits'>) => number,
): (() => Words) | undefined {
  if (plan.offsetHolder === undefined) return undefined;
  return () =>
    toWords(
      batch.flatMap((input) =>
        Array.from(rows!.offset!.subarray(input.from, input.to), (value) =>
          Array<number>(times(input)).fill(Math.round(value * 2 ** termBits)),
        ).flat(),
      ),
    );
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
  const shift = woeBits + gradientBits(fitting.plan) + factorBits + scaleBits - gradient;
  const slope = await engine.truncate('fit/slope.shift', columns(fitting, scaled), shift);
  const maskedSlope = await engine.mask('step/gradient', slope);
  const moves = perFit(layout, of.inverses).map((x, f) => [{ x, y: columnsOf(maskedSlope, f, f + 1) }]);
  const moved = columns(fitting, await engine.products('step/move', moves));
  return engine.truncate('step/move.shift', moved, inverse + gradient + traceBits - weightBits);
}

// Dᵀ(gradient by bins) − ridge · w, times the rows of the fit's Hessian over the rows of its gradient.
function scaledSlope(
  { engine, plan, layout }: Fitting,
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
    [
      penalised,
      -BigInt(Math.round(Number(factor) * ridgeOf(plan))) <<
        BigInt(woeBits + gradientBits(plan) - weightBits),
    ],
  ]);
}
