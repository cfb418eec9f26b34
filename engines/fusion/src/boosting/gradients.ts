import { periodBits } from '../regression/waves.ts';
import type { Words } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, stack } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';
import { heldOut, precision } from './layout.ts';
import type { BoostingPlan } from './plan.ts';

/** Added to every p(1 − p): more than the series can be too low, so that no sum of curvatures is negative. */
export const leastCurvature: number = 2 ** -11;

/** Gradient y − p and curvature p(1 − p) of some rows (2 × rows) at scores that count from the base; held-out rows have none. */
export async function gradientPair(
  boosting: Boosting,
  { from, to }: { from: number; to: number },
  score: Shared,
): Promise<Masked> {
  const { engine, plan, series, rows } = boosting;
  const { series: bits, wave, gradient } = precision;
  const [sigmoid, slope] = await engine.readSeries('gradient/angle', {
    x: score,
    drop: precision.score + periodBits - 32,
    waveBits: wave,
    reads: [
      { series: series.sigmoid, bits },
      { series: series.slope, bits },
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
  const pair = await engine.truncate(
    'gradient/pair.shift',
    stack(engine, [error, curvature]),
    bits + wave - gradient,
  );
  const trained = engine.local(2, to - from, () =>
    engine.ring.hadamard(pair.words, trainedTwice(plan, { from, to })),
  );
  return engine.mask('gradient/pair', trained);
}

// Which rows train is public, so that everybody makes its shares of the others zero.
function trainedTwice(plan: BoostingPlan, { from, to }: { from: number; to: number }): Words {
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
