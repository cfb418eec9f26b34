import type { Masked, Shared } from '../shares/engine.ts';
import { combine, rowsOf } from '../shares/matrix.ts';
import type { Chunk } from './chunks.ts';
import type { RegressionLayout } from './layout.ts';
import type { Regression } from './regression.ts';
import { beyond, periodBits } from './waves.ts';

/** A chunk's errors y − p and, where asked for, slopes p(1 − p) and how far its rows are beyond reach. */
type Predicted = {
  readonly residual: Shared;
  readonly slope: Shared | undefined;
  readonly beyond: Shared | undefined;
};

/** Predicts a chunk's rows from masked coefficients. */
export async function predict(
  regression: Regression,
  chunk: Chunk,
  of: { weights: Masked; slopes: boolean; beyond?: boolean },
): Promise<Predicted> {
  const { engine, plan, layout, series, data } = regression;
  const { precision } = layout;
  const rows = chunk.rows.length;
  const [sigmoid, ...others] = await engine.readSeries('step/angle', {
    x: await fromCentre(regression, chunk, of.weights),
    drop: predictorBits(layout) + periodBits - 32,
    waveBits: precision.wave,
    reads: [
      { series: series.sigmoid, bits: precision.series },
      ...(of.slopes ? [{ series: series.slope, bits: precision.series }] : []),
      ...(of.beyond ? [{ series: beyond, bits: beyondBits(layout) }] : []),
    ],
  });
  const unit = 2n ** BigInt(precision.series + precision.wave);
  const outcome = engine.own({
    owner: plan.labelHolder,
    rows,
    cols: 1,
    make: () => BigUint64Array.from(chunk.rows, (row) => (data!.outcome![row] === 1 ? unit : 0n)),
  });
  const residual = combine(engine, [
    [outcome, 1n],
    [sigmoid!, -1n],
  ]);
  return {
    residual,
    slope: of.slopes ? others[0] : undefined,
    beyond: of.beyond ? others.at(-1) : undefined,
  };
}

/** How far a chunk's predictors are from the plan's centre, in logits at `predictorBits`. No message between parties. */
export async function fromCentre(regression: Regression, chunk: Chunk, weights: Masked): Promise<Shared> {
  const { engine, layout } = regression;
  const terms = chunk.blocks.map((x, i) => {
    const { from, to } = layout.blocks[i]!;
    return { x, y: rowsOf(weights, from, to) };
  });
  const [sum] = await engine.products('step/predictor', [terms]);
  return combine(engine, [
    [sum!, 1n],
    [offsetOf(regression, chunk, predictorBits(layout)), 1n],
  ]);
}

/** Bits after the point of a predictor. */
export function predictorBits({ precision }: Pick<RegressionLayout, 'precision'>): number {
  return precision.column + precision.weight;
}

/** Bits of the coefficients of `beyond`: its sum over all rows has to stay below 2^60. */
export function beyondBits({ precision, scaleBits }: RegressionLayout): number {
  return Math.min(30, 60 - scaleBits - precision.wave);
}

// The series are in distances from the centre.
function offsetOf({ engine, plan, data }: Regression, chunk: Chunk, bits: number): Shared {
  const rows = chunk.rows.length;
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
      BigUint64Array.from(chunk.rows, (row) =>
        BigInt.asUintN(64, BigInt(Math.round(data!.offset![row]! * 2 ** bits))),
      ),
  });
  return combine(engine, [
    [shift, 1n],
    [offset, 1n],
  ]);
}
