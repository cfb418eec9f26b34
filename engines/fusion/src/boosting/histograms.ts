import type { Words } from '../ring/words.ts';
import type { Engine, Masked, Shared } from '../shares/engine.ts';
import { combine, mapMasked, rowsOf, stack, stackMasked } from '../shares/matrix.ts';
import type { Boosting, Growing } from './boosting.ts';

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
    const y = byRow(await weigh(boosting, chunk));
    const jobs = chunk.bins.map((x) => [{ x, y, transpose: true }]);
    parts.push(stack(engine, await engine.products('histogram/sums', jobs)));
    await onChunk('sums', chunk.to);
  }
  return combine(
    engine,
    parts.map((part) => [part, 1n] as const),
  );
}

/** Gradients and curvatures of those who reach each left child, 2·parents × rows. */
async function weighLeft({ engine }: Boosting, { pair, reached }: Growing): Promise<Masked> {
  const left = Array.from({ length: reached.rows / 2 }, (_, node) => rowsOf(reached, 2 * node, 2 * node + 1));
  const weighed = await engine.entrywise(
    'histogram/weighed',
    stackMasked(left.map(() => pair)),
    stackMasked(left.flatMap((node) => [node, node])),
  );
  return engine.mask('histogram/weighed', weighed);
}

// Halves of words are moved: as numbers they cost no allocation, which words would.
function byRow(x: Masked): Masked {
  return mapMasked(x, { rows: x.cols, cols: x.rows }, (words) => {
    const out = new BigUint64Array(words.length);
    const [to, from] = [
      new Uint32Array(out.buffer),
      new Uint32Array(words.buffer, words.byteOffset, words.length * 2),
    ];
    for (let line = 0; line < x.rows; line++)
      for (let row = 0; row < x.cols; row++) {
        const [at, source] = [2 * (row * x.rows + line), 2 * (line * x.cols + row)];
        to[at] = from[source]!;
        to[at + 1] = from[source + 1]!;
      }
    return out;
  });
}

/** Who reaches either child, from who reaches the parents and who the left children: 2·parents × rows. */
export function childrenOf({ ring }: Engine, parents: Masked, left: Masked): Masked {
  const both = (parent: Words, first: Words): Words => {
    if (first.length === 0) return first;
    const second = parent.slice();
    ring.addScaled(second, first, (1n << 64n) - 1n);
    return interleave([first, second], left.cols);
  };
  return {
    rows: left.rows * 2,
    cols: left.cols,
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
