import { beyond as beyondReach, periodBits } from '../regression/waves.ts';
import type { Words } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, stack, stackMasked } from '../shares/matrix.ts';
import type { Boosting, Chunk } from './boosting.ts';
import { beyondBits, heldOut, precision } from './layout.ts';
import type { BoostingPlan } from './plan.ts';

/** Added to every p(1 − p): more than the series can be too low, so that no sum of curvatures is negative. */
export const leastCurvature: number = 2 ** -11;

/** What a tree grows from on some rows. */
export type Slopes = {
  /** Gradients y − p, and below them curvatures p(1 − p), weights multiplied in: 2 × rows. Held-out rows have none. */
  readonly pair: Masked;
  /** y − p of all rows, a column at `precision.gradient`. */
  readonly error: Shared;
  /** How far the rows that train are beyond the sigmoid's reach, summed up. */
  readonly beyond: Shared;
};

/** Takes slopes at scores that count from the base. */
export async function slopesAt(boosting: Boosting, chunk: Chunk, score: Shared): Promise<Slopes> {
  const { engine, plan } = boosting;
  const { from, to } = chunk;
  const rows = to - from;
  const { error, curvature, beyond } = await readSlopes(boosting, chunk, score);
  const { series, wave, gradient } = precision;
  const both = await engine.truncate(
    'gradient/pair.shift',
    stack(engine, [error, curvature]),
    series + wave - gradient,
  );
  const weighed = await weigh(engine, chunk, both);
  const trains = trainedTwice(plan, chunk);
  const trained = engine.local(2, rows, () => engine.ring.hadamard(weighed.words, trains));
  return {
    pair: await engine.mask('gradient/pair', trained),
    error: engine.local(rows, 1, () => both.words.subarray(0, rows)),
    beyond: engine.local(1, 1, () => {
      const kept = engine.ring.hadamard(beyond.words, trains.subarray(0, rows));
      return BigUint64Array.of(kept.reduce((sum, word) => sum + word, 0n));
    }),
  };
}

async function readSlopes(
  boosting: Boosting,
  { from, to }: Chunk,
  score: Shared,
): Promise<{ error: Shared; curvature: Shared; beyond: Shared }> {
  const { engine, plan, layout, series, rows } = boosting;
  const { series: bits, wave } = precision;
  const [sigmoid, slope, beyond] = await engine.readSeries('gradient/angle', {
    x: score,
    drop: precision.score + periodBits - 32,
    waveBits: wave,
    reads: [
      { series: series.sigmoid, bits },
      { series: series.slope, bits },
      { series: beyondReach, bits: beyondBits(layout) },
    ],
  });
  const unit = 2 ** (bits + wave);
  const outcome = engine.own({
    owner: plan.labelHolder,
    rows: to - from,
    cols: 1,
    make: () => BigUint64Array.from(rows!.outcome!.subarray(from, to), (label) => BigInt(label * unit)),
  });
  const least = engine.constant(to - from, 1, () =>
    new BigUint64Array(to - from).fill(BigInt(leastCurvature * unit)),
  );
  const error = combine(engine, [
    [outcome, 1n],
    [sigmoid!, -1n],
  ]);
  const curvature = combine(engine, [
    [slope!, 1n],
    [least, 1n],
  ]);
  return { error, curvature, beyond: beyond! };
}

async function weigh(engine: Engine, { classes }: Chunk, both: Shared): Promise<Shared> {
  if (!classes) return both;
  const masked = await engine.mask('gradient/plain', both);
  return engine.entrywise('gradient/weighed', masked, stackMasked([classes, classes]));
}

// Which rows train is public, so that everybody makes its shares of the others zero.
function trainedTwice(plan: BoostingPlan, { from, to }: Chunk): Words {
  const words = new BigUint64Array(2 * (to - from));
  for (let row = from; row < to; row++)
    if (!heldOut(plan, row)) words[row - from] = words[row - from + (to - from)] = 1n;
  return words;
}

/** Sharings of as many rows, one beside the other. */
export function sideBySide(engine: Engine, parts: readonly Shared[]): Shared {
  const { rows } = parts[0]!;
  const cols = parts.reduce((sum, part) => sum + part.cols, 0);
  return engine.local(rows, cols, () => {
    const words: Words = new BigUint64Array(rows * cols);
    let first = 0;
    for (const part of parts) {
      for (let row = 0; row < rows; row++)
        words.set(part.words.subarray(row * part.cols, (row + 1) * part.cols), row * cols + first);
      first += part.cols;
    }
    return words;
  });
}
