import { splitDigit } from '../regression/sign.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import type { Boosting } from './boosting.ts';

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
 * Of each group of candidates, one after the other, the one whose first column is largest; the first of equal ones. A
 * knock-out: every comparison decides under shares which whole row goes on, and nothing is opened.
 */
export async function bestOf(
  engine: Boosting['engine'],
  candidates: Shared,
  groups: number,
): Promise<Shared> {
  let left = candidates;
  for (let width = left.rows / groups; width > 1; width = Math.ceil(width / 2))
    left = await knockOut(engine, { left, groups, width });
  return left;
}

type Round = { readonly left: Shared; readonly groups: number; readonly width: number };

async function knockOut(engine: Boosting['engine'], { left, groups, width }: Round): Promise<Shared> {
  const pairs = Math.floor(width / 2);
  const pick = (second: 0 | 1): Shared =>
    rowsAt(engine, left, { groups, width, from: second, step: 2, count: pairs });
  const [holder, challenger] = [pick(0), pick(1)];
  const lead = combine(engine, [
    [holder, 1n],
    [challenger, -1n],
  ]);
  const behind = await isNegative(engine, firstColumn(engine, lead));
  const flag = await engine.mask('best/flag', await engine.lift('best/sign.lift', behind));
  const scaled = await engine.scaleRows(await engine.mask('best/lead', lead), flag);
  const winners = combine(engine, [
    [holder, 1n],
    [scaled, -1n],
  ]);
  if (width % 2 === 0) return winners;
  const spare = rowsAt(engine, left, { groups, width, from: width - 1, step: 1, count: 1 });
  return sideBySide(engine, [winners, spare], groups);
}

type Pick = { groups: number; width: number; from: number; step: number; count: number };

function rowsAt(engine: Engine, x: Shared, { groups, width, from, step, count }: Pick): Shared {
  return engine.local(groups * count, x.cols, () => {
    const words = new BigUint64Array(groups * count * x.cols);
    for (let i = 0; i < groups * count; i++) {
      const row = Math.floor(i / count) * width + from + (i % count) * step;
      words.set(x.words.subarray(row * x.cols, (row + 1) * x.cols), i * x.cols);
    }
    return words;
  });
}

// The rows of each group of `a`, then those of the same group of `b`.
function sideBySide(engine: Engine, [a, b]: readonly [Shared, Shared], groups: number): Shared {
  return engine.local(a.rows + b.rows, a.cols, () => {
    const words = new BigUint64Array(a.words.length + b.words.length);
    const [inA, inB] = [a.words.length / groups, b.words.length / groups];
    for (let group = 0; group < groups; group++) {
      words.set(a.words.subarray(group * inA, (group + 1) * inA), group * (inA + inB));
      words.set(b.words.subarray(group * inB, (group + 1) * inB), group * (inA + inB) + inA);
    }
    return words;
  });
}

function firstColumn(engine: Engine, x: Shared): Shared {
  return engine.local(x.rows, 1, () => x.words.filter((_, i) => i % x.cols === 0));
}
