import type { Matrix } from '../ring/words.ts';
import { toWords } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine, shareRows, stack } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';
import { sideBySide } from './gradients.ts';
import { type BoostingLayout, precision } from './layout.ts';
import { reciprocal } from './reciprocal.ts';

/** What the questions of all nodes come to. */
export type Candidates = {
  /**
   * Every question of every node as a row: G²/(H + λ) of both sides together, the question's number, and G/(H + λ) of the left
   * and of the right side. Nodes one after the other.
   */
  readonly questions: Shared;
  /** A row a node, all of its rows together: G²/(H + λ), and H. */
  readonly nodes: Shared;
};

/** Rates all questions of all nodes. Source: Chen, Guestrin 2016, (5) and (7). */
export async function candidates(boosting: Boosting, histograms: Shared): Promise<Candidates> {
  const { engine, plan, layout } = boosting;
  const nodes = histograms.cols / 2;
  const half = nodes * layout.cuts.length;
  const all = 2 * half + nodes;
  const { sum, leaf, gain, reciprocal: inverseBits } = precision;
  const { slopes, curvatures } = sidesOf(engine, layout, histograms);
  const shift = layout.gradientBits + layout.scaleBits - sum;
  const short = await engine.truncate('gain/slope.shift', slopes, shift);
  const penalty = Math.round(plan.ridge * 2 ** (sum - layout.scaleBits));
  const weight = await engine.truncate('gain/curvature.shift', curvatures, shift);
  const penalised = combine(engine, [
    [weight, 1n],
    [engine.constant(all, 1, () => new BigUint64Array(all).fill(BigInt(penalty))), 1n],
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
  const whole = shareRows(each, 2 * half, all);
  const gains = await engine.truncate('gain/shift', stack(engine, [both, whole]), sum + leaf - gain);
  const index = engine.constant(half, 1, () =>
    toWords(Array.from({ length: half }, (_, i) => i % layout.cuts.length)),
  );
  const [left, right] = [shareRows(values, 0, half), shareRows(values, half, 2 * half)];
  return {
    questions: sideBySide(engine, [shareRows(gains, 0, half), index, left, right]),
    nodes: sideBySide(engine, [shareRows(gains, half, half + nodes), shareRows(weight, 2 * half, all)]),
  };
}

// Sums on the left and on the right of every cut, and of all rows: first all left ones, by node and cut, then all right ones, then nodes.
function sidesOf(
  engine: Engine,
  layout: BoostingLayout,
  histograms: Shared,
): { slopes: Shared; curvatures: Shared } {
  const cuts = layout.cuts.length;
  const nodes = histograms.cols / 2;
  const all = 2 * cuts * nodes + nodes;
  const sides = engine.local(2 * cuts + 1, histograms.cols, () =>
    engine.ring.multiply(sideMatrix(layout), histograms),
  );
  const column = (second: 0 | 1): Shared =>
    engine.local(all, 1, () =>
      BigUint64Array.from({ length: all }, (_, i) => {
        const [side, node, cut] = [Math.floor(i / (cuts * nodes)), Math.floor(i / cuts) % nodes, i % cuts];
        const [row, at] = side < 2 ? [side * cuts + cut, node] : [2 * cuts, i - 2 * cuts * nodes];
        return sides.words[row * histograms.cols + at * 2 + second]!;
      }),
    );
  return { slopes: column(0), curvatures: column(1) };
}

// Which bins are on the left of each cut, below which are on its right, and last those of one feature: every row has one of them.
function sideMatrix({ cuts, cutBins, places }: BoostingLayout): Matrix {
  const rows = 2 * cuts.length + 1;
  const words = new BigUint64Array(rows * places.bins);
  words.fill(1n, (rows - 1) * places.bins, (rows - 1) * places.bins + places.features[0]!.bins);
  for (const [cut, { first, last, end }] of cutBins.entries()) {
    words.fill(1n, cut * places.bins + first, cut * places.bins + last + 1);
    words.fill(1n, (cuts.length + cut) * places.bins + last + 1, (cuts.length + cut) * places.bins + end);
  }
  return { rows, cols: places.bins, words };
}
