import type { Matrix } from '../ring/words.ts';
import { toWords } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine, shareRows } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';
import { sideBySide } from './gradients.ts';
import { type BoostingLayout, precision } from './layout.ts';
import { reciprocal } from './reciprocal.ts';

/**
 * Every question of every node as a row: gain G²/(H + λ) of both sides together, the question's number, and G/(H + λ) of the
 * left and of the right side. Nodes one after the other. Source: Chen, Guestrin 2016, (5) and (7).
 */
export async function candidates(boosting: Boosting, histograms: Shared): Promise<Shared> {
  const { engine, plan, layout } = boosting;
  const nodes = histograms.cols / 2;
  const half = nodes * layout.cuts.length;
  const { sum, leaf, gain, reciprocal: inverseBits, gradient } = precision;
  const { slopes, curvatures } = sidesOf(engine, layout, histograms);
  const shift = gradient + layout.scaleBits - sum;
  const short = await engine.truncate('gain/slope.shift', slopes, shift);
  const penalty = Math.round(plan.ridge * 2 ** (sum - layout.scaleBits));
  const penalised = combine(engine, [
    [await engine.truncate('gain/curvature.shift', curvatures, shift), 1n],
    [engine.constant(2 * half, 1, () => new BigUint64Array(2 * half).fill(BigInt(penalty))), 1n],
  ]);
  const inverse = await engine.mask('gain/inverse', await reciprocal(engine, penalised, layout.scaleBits));
  const slope = await engine.mask('gain/slope', short);
  const long = await engine.entrywise('gain/value', slope, inverse);
  const values = await engine.truncate('gain/value.shift', long, sum + inverseBits - leaf);
  const each = await engine.entrywise('gain', slope, await engine.mask('gain/value', values));
  const both = combine(engine, [
    [shareRows(each, 0, half), 1n],
    [shareRows(each, half, 2 * half), 1n],
  ]);
  const gains = await engine.truncate('gain/shift', both, sum + leaf - gain);
  const index = engine.constant(half, 1, () =>
    toWords(Array.from({ length: half }, (_, i) => i % layout.cuts.length)),
  );
  return sideBySide(engine, [gains, index, shareRows(values, 0, half), shareRows(values, half, 2 * half)]);
}

// Sums on the left and on the right of every cut: first all left ones, by node and cut, then all right ones.
function sidesOf(
  engine: Engine,
  layout: BoostingLayout,
  histograms: Shared,
): { slopes: Shared; curvatures: Shared } {
  const cuts = layout.cuts.length;
  const nodes = histograms.cols / 2;
  const sides = engine.local(2 * cuts, histograms.cols, () =>
    engine.ring.multiply(sideMatrix(layout), histograms),
  );
  const column = (second: 0 | 1): Shared =>
    engine.local(2 * cuts * nodes, 1, () =>
      BigUint64Array.from({ length: 2 * cuts * nodes }, (_, i) => {
        const [side, node, cut] = [Math.floor(i / (cuts * nodes)), Math.floor(i / cuts) % nodes, i % cuts];
        return sides.words[(side * cuts + cut) * histograms.cols + node * 2 + second]!;
      }),
    );
  return { slopes: column(0), curvatures: column(1) };
}

// Which bins are on the left of each cut, and below which are on its right.
function sideMatrix({ cuts, cutBins, places }: BoostingLayout): Matrix {
  const words = new BigUint64Array(2 * cuts.length * places.bins);
  for (const [cut, { first, last, end }] of cutBins.entries()) {
    words.fill(1n, cut * places.bins + first, cut * places.bins + last + 1);
    words.fill(1n, (cuts.length + cut) * places.bins + last + 1, (cuts.length + cut) * places.bins + end);
  }
  return { rows: 2 * cuts.length, cols: places.bins, words };
}
