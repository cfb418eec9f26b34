import type { Words } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { columnsOf, combine, stack } from '../shares/matrix.ts';
import type { Boosting, Growing } from './boosting.ts';
import { sideBySide } from './gradients.ts';

/**
 * Sums of gradients and curvatures per bin and node: bins × 2·nodes. Of two children only the left one's are summed up; the
 * right one's are what is left of the parent's.
 */
export async function childHistograms(
  boosting: Boosting,
  growing: readonly Growing[],
  parents: Shared,
): Promise<Shared> {
  const { engine } = boosting;
  const left = await sums(boosting, growing, weighLeft);
  const right = combine(engine, [
    [parents, 1n],
    [left, -1n],
  ]);
  return engine.local(left.rows, left.cols * 2, () => interleave([left.words, right.words], 2));
}

/** The same of the root, which every row reaches. */
export function rootHistogram(boosting: Boosting, growing: readonly Growing[]): Promise<Shared> {
  return sums(boosting, growing, async (_, { pair }) => pair);
}

type Weigh = (boosting: Boosting, chunk: Growing) => Promise<Masked>;

async function sums(boosting: Boosting, growing: readonly Growing[], weigh: Weigh): Promise<Shared> {
  const { engine, onChunk } = boosting;
  const parts: Shared[] = [];
  for (const chunk of growing) {
    const y = await weigh(boosting, chunk);
    const jobs = chunk.bins.map((x) => [{ x, y, transpose: true }]);
    parts.push(stack(engine, await engine.products('histogram/sums', jobs)));
    await onChunk('histograms', chunk.to);
  }
  return combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
}

async function weighLeft({ engine }: Boosting, { pair, reached }: Growing): Promise<Masked> {
  const weighed: Shared[] = [];
  for (let node = 0; node < reached.cols; node += 2)
    weighed.push(await engine.scaleRows(pair, columnsOf(reached, node, node + 1)));
  return engine.mask('histogram/weighed', sideBySide(engine, weighed));
}

/** Who reaches either child, from who reaches the parents and who the left children: rows × 2·parents. */
export function childrenOf({ ring }: Engine, parents: Masked, left: Masked): Masked {
  const both = (parent: Words, first: Words): Words => {
    if (first.length === 0) return first;
    const second = parent.slice();
    ring.addScaled(second, first, (1n << 64n) - 1n);
    return interleave([first, second], 1);
  };
  return {
    rows: left.rows,
    cols: left.cols * 2,
    open: both(parents.open, left.open),
    mask: both(parents.mask, left.mask),
  };
}

// `width` words of the one, then as many of the other, and so on.
function interleave([a, b]: readonly [Words, Words], width: number): Words {
  const words = new BigUint64Array(a.length * 2);
  for (let at = 0; at < a.length; at += width) {
    words.set(a.subarray(at, at + width), at * 2);
    words.set(b.subarray(at, at + width), at * 2 + width);
  }
  return words;
}
