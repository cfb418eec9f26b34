import type { Words } from '../ring/words.ts';
import type { Masked, Shared, Term } from '../shares/engine.ts';
import { combine, mapMasked, rowsOf } from '../shares/matrix.ts';
import { columnWords, interceptMap, type PreparedColumns, type RegressionData } from './columns.ts';
import type { RegressionEngine } from './engine.ts';
import { diagonal, invert } from './inverse.ts';
import type { RegressionLayout } from './layout.ts';
import { type RegressionPlan, recipients, weighted } from './plan.ts';
import { signOf } from './sign.ts';
import { periodBits, type SigmoidSeries } from './waves.ts';

/** The stages of a regression, in order. */
export const regressionStages = ['mask', 'fit', 'errors', 'open'] as const;

/** A regression as one participant walks it; the dealer has no data. */
export type Regression = {
  readonly engine: RegressionEngine;
  readonly plan: RegressionPlan;
  readonly layout: RegressionLayout;
  readonly series: SigmoidSeries;
  readonly data: (RegressionData & { readonly prepared: PreparedColumns }) | undefined;
  /** Told as steps begin and chunks are done. */
  readonly onStep: (step: number, done: number, total: number) => void;
};

/** What the program gives: shares everywhere, opened words where the plan says so. */
export type Fitted = {
  readonly converged: boolean;
  readonly iterations: number;
  readonly weights: Shared;
  readonly opened: { readonly coefficients: Words; readonly variances: Words | undefined } | undefined;
};

type Chunk = {
  readonly from: number;
  readonly to: number;
  /** One masked block of columns a party. */
  readonly blocks: readonly Masked[];
  /** The label holder's class weights, where rows weigh differently. */
  readonly classes: Masked | undefined;
};

type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** The whole regression, as every party and the dealer walk it. */
export async function regressionProgram(regression: Regression, around: Around): Promise<Fitted> {
  around.stage('mask');
  const chunks = await maskColumns(regression);
  around.stage('fit');
  const { weights, iterations, converged } = await fit(regression, chunks);
  const seeing = converged ? recipients(regression.plan) : [];
  around.stage('errors');
  const results = seeing.length > 0 ? await resultsOf(regression, chunks, weights) : undefined;
  around.stage('open');
  await around.beforeLast();
  let opened: Fitted['opened'];
  for (const party of seeing) {
    const { engine } = regression;
    const coefficients = await engine.reveal('result/coefficients', results!.coefficients, {
      party,
      bits: 64,
    });
    const variances =
      results!.variances &&
      (await engine.reveal('result/variances', results!.variances, { party, bits: 64 }));
    if (coefficients) opened = { coefficients, variances };
  }
  return { converged, iterations, weights, opened };
}

async function maskColumns({ engine, plan, layout, data, onStep }: Regression): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  const { column, classWeight } = layout.precision;
  for (const { from, to } of layout.chunks) {
    const blocks: Masked[] = [];
    for (const { party, from: first, to: last } of layout.blocks)
      blocks.push(
        await engine.input('mask/columns', {
          owner: party,
          rows: to - from,
          cols: last - first,
          make: () => columnWords(data!.prepared, { from, to, bits: column, intercept: first === 0 }),
        }),
      );
    const { negative, positive } = plan.classWeights;
    const weigh = (label: number): bigint => BigInt((label === 1 ? positive : negative) * 2 ** classWeight);
    const classes = weighted(plan)
      ? await engine.input('mask/classes', {
          owner: plan.labelHolder,
          rows: to - from,
          cols: 1,
          make: () => BigUint64Array.from(data!.outcome!.subarray(from, to), weigh),
        })
      : undefined;
    chunks.push({ from, to, blocks, classes });
    onStep(0, to, layout.rows);
  }
  return chunks;
}

type Steps = { readonly weights: Shared; readonly iterations: number; readonly converged: boolean };

async function fit(regression: Regression, chunks: readonly Chunk[]): Promise<Steps> {
  const { engine, plan, layout } = regression;
  const { weight, hessian, gradient } = layout.precision;
  const k = layout.columns.length;
  let weights = engine.constant(k, 1, () => {
    const start = new BigUint64Array(k);
    start[0] = BigInt.asUintN(64, BigInt(plan.centreLogit * 2 ** weight));
    return start;
  });
  let inverse: Masked | undefined;
  for (let step = 1; ; step++) {
    const strideBits = step <= plan.freshHessians ? layout.strideBits : undefined;
    const { slope, curvature } = await derivatives(regression, chunks, { weights, strideBits, step });
    if (curvature) inverse = await engine.mask('step/inverse', await invert(regression, curvature));
    const masked = await engine.mask('step/gradient', slope);
    const [move] = await engine.products('step/move', [[{ x: inverse!, y: masked }]]);
    const shift = hessian + gradient + layout.traceBits - weight;
    const moved = await engine.truncate('step/move.shift', move!, shift);
    weights = combine(engine, [
      [weights, 1n],
      [moved, 1n],
    ]);
    const converged = await small(regression, moved);
    if (converged || step === plan.maxIterations) return { weights, iterations: step, converged };
  }
}

async function small({ engine, plan, layout }: Regression, move: Shared): Promise<boolean> {
  const masked = await engine.mask('stop/move', move);
  const [square] = await engine.products('stop/square', [[{ x: masked, y: masked, transpose: true }]]);
  const limit = engine.constant(1, 1, () =>
    BigUint64Array.of(BigInt(Math.round((plan.tolerance * 2 ** layout.precision.weight) ** 2))),
  );
  const excess = combine(engine, [
    [square!, 1n],
    [limit, -1n],
  ]);
  return engine.decide('result/converged', await signOf(engine, excess));
}

type At = {
  readonly weights: Shared;
  /** Where given, every 2^strideBits-th row is in the Hessian. */
  readonly strideBits: number | undefined;
  readonly step: number;
};
type Derivatives = { readonly slope: Shared; readonly curvature: Shared | undefined };

// The gradient and, where asked for, the negative Hessian of the log-likelihood, both divided by 2^scaleBits.
async function derivatives(regression: Regression, chunks: readonly Chunk[], at: At): Promise<Derivatives> {
  const { engine, layout } = regression;
  const masked = await engine.mask('step/weights', at.weights);
  const slopes: Term[][] = layout.blocks.map(() => []);
  const curvatures: Shared[] = [];
  for (const chunk of chunks) {
    const { residual, slope } = await predict(regression, chunk, { ...at, masked });
    const error = await engine.mask('step/residual', residual);
    for (const [i, block] of chunk.blocks.entries()) slopes[i]!.push({ x: block, y: error, transpose: true });
    if (slope) curvatures.push(await curvatureOf(regression, chunk, { slope, strideBits: at.strideBits! }));
    regression.onStep(at.step, chunk.to, layout.rows);
  }
  const parts = await engine.products('step/slopes', slopes);
  return {
    slope: await penalised(regression, stacked(engine, parts), at.weights),
    curvature:
      curvatures.length > 0 ? await scaledHessian(regression, curvatures, at.strideBits!) : undefined,
  };
}

function stacked(engine: RegressionEngine, parts: readonly Shared[]): Shared {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const cols = parts[0]!.cols;
  return engine.local(rows, cols, () => {
    const words = new BigUint64Array(rows * cols);
    let at = 0;
    for (const part of parts) {
      words.set(part.words, at);
      at += part.words.length;
    }
    return words;
  });
}

async function penalised(
  { engine, plan, layout }: Regression,
  slope: Shared,
  weights: Shared,
): Promise<Shared> {
  const { precision, scaleBits } = layout;
  const bits = precision.column + precision.series + precision.wave + precision.classWeight;
  const fromWeights = 2 ** (bits - precision.weight);
  const rows = layout.columns.length;
  const penalty = engine.local(rows, 1, () =>
    weights.words.map((word, j) => {
      const scaled = j === 0 ? 0 : plan.ridge * 4 ** -layout.columns[j]!.exponent * fromWeights;
      return BigInt.asUintN(64, -word * BigInt(Math.round(scaled)));
    }),
  );
  const sum = combine(engine, [
    [slope, 1n],
    [penalty, 1n],
  ]);
  return engine.truncate('step/slope.shift', sum, bits + scaleBits - precision.gradient);
}

type Predicted = { readonly residual: Shared; readonly slope: Shared | undefined };

// y − p, and p(1 − p) where the Hessian is due; both times the class weight where rows weigh differently.
async function predict(
  regression: Regression,
  chunk: Chunk,
  of: { masked: Masked; strideBits: number | undefined },
): Promise<Predicted> {
  const { engine, plan, layout, series, data } = regression;
  const { precision } = layout;
  const rows = chunk.to - chunk.from;
  const terms = chunk.blocks.map((x, i) => {
    const { from, to } = layout.blocks[i]!;
    return { x, y: rowsOf(of.masked, from, to) };
  });
  const [sum] = await engine.products('step/predictor', [terms]);
  const bits = precision.column + precision.weight;
  const fromCentre = combine(engine, [
    [sum!, 1n],
    [offsetOf(regression, chunk, bits), 1n],
  ]);
  const [sigmoid, slope] = await engine.readSeries('step/angle', {
    x: fromCentre,
    drop: bits + periodBits - 32,
    waveBits: precision.wave,
    reads: [
      { series: series.sigmoid, bits: precision.series },
      ...(of.strideBits === undefined ? [] : [{ series: series.slope, bits: precision.series }]),
    ],
  });
  const unit = 2n ** BigInt(precision.series + precision.wave);
  const outcome = engine.own({
    owner: plan.labelHolder,
    rows,
    cols: 1,
    make: () =>
      BigUint64Array.from(data!.outcome!.subarray(chunk.from, chunk.to), (label) => BigInt(label) * unit),
  });
  const residual = combine(engine, [
    [outcome, 1n],
    [sigmoid!, -1n],
  ]);
  if (!chunk.classes) return { residual, slope };
  const factors = await engine.mask('step/weighted', residual);
  return { residual: await engine.scaleRows(chunk.classes, factors), slope };
}

// The series are in distances from the centre.
function offsetOf({ engine, plan, data }: Regression, { from, to }: Chunk, bits: number): Shared {
  const rows = to - from;
  const centre = plan.centreLogit * 2 ** bits;
  const shift = engine.constant(rows, 1, () =>
    new BigUint64Array(rows).fill(BigInt.asUintN(64, BigInt(-centre))),
  );
  if (plan.offsetHolder === undefined) return shift;
  const offset = engine.own({
    owner: plan.offsetHolder,
    rows,
    cols: 1,
    make: () =>
      BigUint64Array.from(data!.offset!.subarray(from, to), (value) =>
        BigInt.asUintN(64, BigInt(Math.round(value * 2 ** bits))),
      ),
  });
  return combine(engine, [
    [shift, 1n],
    [offset, 1n],
  ]);
}

// Xᵀ diag(p(1 − p)) X over a chunk's rows: p(1 − p) is multiplied into the columns, which are masked anew.
async function curvatureOf(
  { engine, layout }: Regression,
  chunk: Chunk,
  { slope, strideBits }: { slope: Shared; strideBits: number },
): Promise<Shared> {
  const { precision } = layout;
  const thin = (x: Masked): Masked =>
    mapMasked(x, { rows: thinned(x.rows, strideBits), cols: x.cols }, (words) =>
      everyRow(words, { cols: x.cols, strideBits }),
    );
  const rows = thinned(slope.rows, strideBits);
  const some = engine.local(rows, 1, () => everyRow(slope.words, { cols: 1, strideBits }));
  let factors = await engine.truncate(
    'hessian/slope.shift',
    some,
    precision.series + precision.wave - precision.curvature,
  );
  if (chunk.classes)
    factors = await engine.scaleRows(thin(chunk.classes), await engine.mask('hessian/weighted', factors));
  const masked = await engine.mask('hessian/slope', factors);
  const blocks = chunk.blocks.map(thin);
  const scaled: Masked[] = [];
  for (const block of blocks)
    scaled.push(await engine.mask('hessian/columns', await engine.scaleRows(block, masked)));
  const sums = blocks.flatMap((x) => scaled.map((y) => [{ x, y, transpose: true }]));
  const parts = await engine.products('hessian/blocks', sums);
  return assembled(engine, layout, parts);
}

function thinned(rows: number, strideBits: number): number {
  return Math.ceil(rows / 2 ** strideBits);
}

function everyRow(words: Words, of: { cols: number; strideBits: number }): Words {
  if (of.strideBits === 0) return words;
  const count = thinned(words.length / of.cols, of.strideBits);
  const out = new BigUint64Array(count * of.cols);
  for (let row = 0; row < count; row++) {
    const from = row * 2 ** of.strideBits * of.cols;
    out.set(words.subarray(from, from + of.cols), row * of.cols);
  }
  return out;
}

function assembled(
  engine: RegressionEngine,
  { blocks, columns }: RegressionLayout,
  parts: readonly Shared[],
): Shared {
  const k = columns.length;
  return engine.local(k, k, () => {
    const words = new BigUint64Array(k * k);
    for (const [i, { from: top }] of blocks.entries())
      for (const [j, { from: left }] of blocks.entries()) {
        const part = parts[i * blocks.length + j]!;
        for (let row = 0; row < part.rows; row++)
          words.set(part.words.subarray(row * part.cols, (row + 1) * part.cols), (top + row) * k + left);
      }
    return words;
  });
}

// Divided by the rows and by 2^traceBits, so that its eigenvalues lie between 0 and 1.
async function scaledHessian(
  { engine, plan, layout }: Regression,
  parts: readonly Shared[],
  strideBits: number,
): Promise<Shared> {
  const { precision, scaleBits, traceBits, columns } = layout;
  const whole = combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
  const bits = 2 * precision.column + precision.curvature + precision.classWeight;
  const shift = bits + scaleBits - strideBits + traceBits - precision.hessian;
  const shifted = await engine.truncate('hessian/shift', whole, shift);
  const unit = plan.ridge * 2 ** (precision.hessian - scaleBits - traceBits);
  const ridge = engine.constant(columns.length, columns.length, () =>
    diagonal(columns.map(({ exponent }, j) => (j === 0 ? 0n : BigInt(Math.round(unit * 4 ** -exponent))))),
  );
  return combine(engine, [
    [shifted, 1n],
    [ridge, 1n],
  ]);
}

type Results = { readonly coefficients: Shared; readonly variances: Shared | undefined };

// Coefficients with the intercept of the columns as given, and the variances of both: diagonal of the inverse information.
async function resultsOf(
  regression: Regression,
  chunks: readonly Chunk[],
  weights: Shared,
): Promise<Results> {
  const { engine, plan, layout, data } = regression;
  const { means } = layout.precision;
  const maps: Masked[] = [];
  for (const { party, from, to } of layout.blocks)
    maps.push(
      await engine.input('result/means', {
        owner: party,
        rows: to - from,
        cols: 1,
        make: () => interceptMap(data!.prepared, { bits: means, intercept: from === 0 }),
      }),
    );
  const along = async (label: string, vector: Shared): Promise<Shared> => {
    const masked = await engine.mask(label, vector);
    const terms = maps.map((x, i) => {
      const { from, to } = layout.blocks[i]!;
      return { x, y: rowsOf(masked, from, to), transpose: true };
    });
    const [product] = await engine.products(label, [terms]);
    return engine.truncate(`${label}.shift`, product!, means);
  };
  const coefficients = replaced(engine, weights, await along('result/intercept', weights));
  if (!plan.standardErrors) return { coefficients, variances: undefined };
  const { curvature } = await derivatives(regression, chunks, {
    weights,
    strideBits: 0,
    step: plan.maxIterations + 1,
  });
  const inverse = await invert(regression, curvature!);
  const k = layout.columns.length;
  const covariance = await along('result/covariance', inverse);
  const variance = await along('result/variance', { rows: k, cols: 1, words: covariance.words });
  const diagonalOf = engine.local(k, 1, () => inverse.words.filter((_, i) => i % (k + 1) === 0));
  return { coefficients, variances: replaced(engine, diagonalOf, variance) };
}

function replaced(engine: RegressionEngine, vector: Shared, first: Shared): Shared {
  return engine.local(vector.rows, 1, () => {
    const words = vector.words.slice();
    words[0] = first.words[0]!;
    return words;
  });
}
