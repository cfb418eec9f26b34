import type { Masked, Shared } from '../shares/engine.ts';
import { combine, stack } from '../shares/matrix.ts';
import { type Chunk, chunkRows, sharedRows } from './chunks.ts';
import type { RegressionEngine } from './engine.ts';
import { diagonal } from './inverse.ts';
import { foldOf, type RegressionLayout, strided } from './layout.ts';
import { predict } from './predict.ts';
import type { Regression } from './regression.ts';

/** Where derivatives are taken. */
export type At = {
  readonly weights: Shared;
  /** Where given, every 2^strideBits-th row is in the Hessian. */
  readonly strideBits: number | undefined;
  /** Rows of this fold are left out. */
  readonly leftOut: number | undefined;
  /** Whether rows beyond the sigmoid's reach are to be measured. */
  readonly beyond?: boolean;
  readonly work: string;
};

/**
 * Gradient and, where asked for, negative Hessian of the penalised log-likelihood, both divided by 2^scaleBits; and the sum of
 * `beyond` over the rows.
 */
export type Derivatives = {
  readonly slope: Shared;
  readonly curvature: Shared | undefined;
  readonly beyond: Shared | undefined;
};

/** Takes derivatives over all chunks. */
export async function derivatives(
  regression: Regression,
  chunks: readonly Chunk[],
  at: At,
): Promise<Derivatives> {
  const { engine } = regression;
  const { strideBits, work } = at;
  const weights = await engine.mask('step/weights', at.weights);
  const slopes: Shared[] = [];
  const curvatures: Shared[] = [];
  const beyonds: Shared[] = [];
  for (const chunk of chunks) {
    const spare = (x: Shared): Shared => withoutFold(regression, { x, chunk, leftOut: at.leftOut });
    const { residual, slope, beyond } = await predict(regression, chunk, {
      ...{ weights, slopes: strideBits !== undefined },
      ...(at.beyond && { beyond: true }),
    });
    if (beyond) beyonds.push(summed(engine, spare(beyond)));
    const weighed = spare(await weigh(regression, chunk, residual));
    const error = await engine.mask('step/residual', weighed);
    const sums = chunk.blocks.map((x) => [{ x, y: error, transpose: true }]);
    slopes.push(stack(engine, await engine.products('step/slopes', sums)));
    if (slope && strideBits !== undefined)
      curvatures.push(await curvatureOf(regression, chunk, { slope: spare(slope), strideBits }));
    await regression.onChunk(work, chunk.rows.at(-1)! + 1);
  }
  return {
    slope: await penalised(regression, total(engine, slopes), at.weights),
    curvature: strideBits === undefined ? undefined : await scaledHessian(regression, curvatures, strideBits),
    beyond: at.beyond ? total(engine, beyonds) : undefined,
  };
}

/** The sum of sharings of one shape. */
export function total(engine: RegressionEngine, parts: readonly Shared[]): Shared {
  return combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
}

/** The sum of a column's entries. */
export function summed(engine: RegressionEngine, x: Shared): Shared {
  return engine.local(1, 1, () => BigUint64Array.of(x.words.reduce((sum, word) => sum + word, 0n)));
}

// Which rows a fold has is public, so that everybody makes its shares zero.
function withoutFold(
  { engine, plan }: Regression,
  { x, chunk, leftOut }: { x: Shared; chunk: Chunk; leftOut: number | undefined },
): Shared {
  if (leftOut === undefined) return x;
  const kept = (row: number): bigint => (foldOf(row, plan.folds) === leftOut ? 0n : 1n);
  return engine.local(x.rows, 1, () => engine.ring.hadamard(x.words, BigUint64Array.from(chunk.rows, kept)));
}

async function weigh({ engine }: Regression, chunk: Chunk, residual: Shared): Promise<Shared> {
  if (!chunk.classes) return residual;
  return engine.scaleRows(chunk.classes, await engine.mask('step/weighted', residual));
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
  const factors = BigUint64Array.from(layout.columns, ({ exponent }, j) =>
    BigInt.asUintN(64, j === 0 ? 0n : -BigInt(Math.round(plan.ridge * 4 ** -exponent * fromWeights))),
  );
  const penalty = engine.local(rows, 1, () => engine.ring.hadamard(weights.words, factors));
  const sum = combine(engine, [
    [slope, 1n],
    [penalty, 1n],
  ]);
  return engine.truncate('step/slope.shift', sum, bits + scaleBits - precision.gradient);
}

/** Xᵀ diag(p(1 − p)) X over a chunk's rows: p(1 − p) is multiplied into the columns, which are masked anew. */
export async function curvatureOf(
  { engine, layout }: Regression,
  chunk: Chunk,
  { slope, strideBits }: { slope: Shared; strideBits: number },
): Promise<Shared> {
  const { precision } = layout;
  const places = strideBits > 0 ? strided(slope.rows, strideBits) : undefined;
  const { blocks, classes } = places ? chunkRows(chunk, places) : chunk;
  let factors = await engine.truncate(
    'hessian/slope.shift',
    places ? sharedRows(slope, places) : slope,
    precision.series + precision.wave - precision.curvature,
  );
  if (classes) factors = await engine.scaleRows(classes, await engine.mask('hessian/weighted', factors));
  const masked = await engine.mask('hessian/slope', factors);
  const scaled: Masked[] = [];
  for (const block of blocks)
    scaled.push(await engine.mask('hessian/columns', await engine.scaleRows(block, masked)));
  const sums = blocks.flatMap((x, i) => scaled.slice(i).map((y) => [{ x, y, transpose: true }]));
  const parts = await engine.products('hessian/blocks', sums);
  return assembled(engine, layout, parts);
}

// From the blocks on and above the diagonal, row by row; the matrix is symmetric.
function assembled(
  engine: RegressionEngine,
  { blocks, columns }: RegressionLayout,
  parts: readonly Shared[],
): Shared {
  const k = columns.length;
  return engine.local(k, k, () => {
    const words = new BigUint64Array(k * k);
    const places = blocks.flatMap((top, i) => blocks.slice(i).map((left) => ({ top, left })));
    for (const [i, { top, left }] of places.entries())
      for (const [at, word] of parts[i]!.words.entries()) {
        const row = top.from + Math.floor(at / parts[i]!.cols);
        const col = left.from + (at % parts[i]!.cols);
        words[row * k + col] = word;
        words[col * k + row] = word;
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
  const bits = 2 * precision.column + precision.curvature + precision.classWeight;
  const shift = bits + scaleBits - strideBits + traceBits - precision.hessian;
  const shifted = await engine.truncate('hessian/shift', total(engine, parts), shift);
  const unit = plan.ridge * 2 ** (precision.hessian - scaleBits - traceBits);
  const ridge = engine.constant(columns.length, columns.length, () =>
    diagonal(columns.map(({ exponent }, j) => (j === 0 ? 0n : BigInt(Math.round(unit * 4 ** -exponent))))),
  );
  return combine(engine, [
    [shifted, 1n],
    [ridge, 1n],
  ]);
}
