import { splitDigit } from '../regression/sign.ts';
import type { Words } from '../ring/words.ts';
import { lowLanes, wordsOfLanes } from '../shares/dealt.ts';
import type { Shared } from '../shares/engine.ts';
import { combine, stack } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';

type Engine = Boosting['engine'];

const digitBits = 8;
const digits = 3;
const negative: Uint16Array = Uint16Array.from({ length: 2 ** digitBits }, (_, i) => i >> (digitBits - 1));

/** Shares (over Z_2^16) of 1 where x < 0, for |x| < 2^31: low digits are taken off, the last one's sign is the number's. */
async function isNegative(engine: Engine, x: Shared): Promise<Shared> {
  let rest = x;
  for (let i = 0; i < digits; i++)
    ({ rest } = await splitDigit(engine, { x: rest, bits: digitBits, label: 'best/digit' }));
  return engine.lookup('best/sign', { index: rest, size: 2 ** digitBits, tables: [negative] });
}

/**
 * Of each group of candidates, one after the other, the one whose first column is largest; the first of equal ones. Heats:
 * within a heat all are compared with all, and whoever has nobody ahead goes on. Nothing is opened. As fewer are left,
 * heats grow, so that no stage makes more comparisons than there were candidates in the first.
 */
export async function bestOf(engine: Engine, candidates: Shared, groups: number): Promise<Shared> {
  const most = candidates.rows / groups;
  let left = candidates;
  for (let width = left.rows / groups; width > 1; width = left.rows / groups)
    left = await heatsOf(engine, left, { groups, width, size: Math.floor((2 * most) / width) + 1 });
  return left;
}

/** `groups` of `width` rows, and how many of them make a heat; a group's last heat may be smaller. */
type Heats = { readonly groups: number; readonly width: number; readonly size: number };

async function heatsOf(engine: Engine, left: Shared, heats: Heats): Promise<Shared> {
  const table = nobodyAhead(heats);
  const index = await countAhead(engine, left, heats);
  const first = await engine.lookup('best/ahead', { index, size: table.length, tables: [table] });
  const flag = await engine.mask('best/flag', await engine.lift('best/ahead.lift', first));
  const kept = await engine.scaleRows(await engine.mask('best/candidates', left), flag);
  const { groups, width, size } = heats;
  const count = Math.ceil(width / size);
  const sums = new BigUint64Array(count * width);
  for (let row = 0; row < width; row++) sums[Math.floor(row / size) * width + row] = 1n;
  const one = (group: number): Words => {
    const words = kept.words.subarray(group * width * left.cols, (group + 1) * width * left.cols);
    return engine.ring.multiply(
      { rows: count, cols: width, words: sums },
      { rows: width, cols: left.cols, words },
    );
  };
  const winners = Array.from({ length: groups }, (_, group) =>
    engine.local(count, left.cols, () => one(group)),
  );
  return stack(engine, winners);
}

function nobodyAhead({ width, size }: Heats): Uint16Array {
  const table = new Uint16Array(2 ** Math.ceil(Math.log2(Math.max(2, Math.min(size, width)))));
  table[0] = 1;
  return table;
}

/** How many of its heat are ahead of each candidate, over Z_2^16. */
async function countAhead(engine: Engine, left: Shared, heats: Heats): Promise<Shared> {
  const pairs = pairsOf(heats);
  const side = (second: 0 | 1): Shared =>
    engine.local(pairs.length, 1, () =>
      BigUint64Array.from(pairs, (pair) => left.words[pair[second] * left.cols]!),
    );
  const lead = combine(engine, [
    [side(0), 1n],
    [side(1), -1n],
  ]);
  const overtaken = await isNegative(engine, lead);
  // Of each pair the first has the other ahead where overtaken, the second else.
  const second = engine.constant(left.rows, 1, () => {
    const lanes = new Uint16Array(left.rows);
    for (const [, b] of pairs) lanes[b] = lanes[b]! + 1;
    return wordsOfLanes(lanes);
  });
  return engine.local(left.rows, 1, () => {
    const ahead = lowLanes(second.words);
    const flags = lowLanes(overtaken.words);
    for (const [i, [a, b]] of pairs.entries()) {
      ahead[a] = ahead[a]! + flags[i]!;
      ahead[b] = ahead[b]! - flags[i]!;
    }
    return wordsOfLanes(ahead);
  });
}

function pairsOf({ groups, width, size }: Heats): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let a = 0; a < groups * width; a++) {
    const place = a % width;
    const end = a - place + Math.min(width, (Math.floor(place / size) + 1) * size);
    for (let b = a + 1; b < end; b++) pairs.push([a, b]);
  }
  return pairs;
}
