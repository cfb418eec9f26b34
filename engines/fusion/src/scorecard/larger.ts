import { splitDigit } from '../regression/sign.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';

const lowBits = 5;
const highBits = 6;

/** max(x, 0) of a column, for |x| < 1024: the low digit is taken off, and what is left has the sign of x. */
export async function positivePart(engine: Engine, label: string, x: Shared): Promise<Shared> {
  const { rest } = await splitDigit(engine, { x, bits: lowBits, label: `${label}.digit` });
  const size = 2 ** highBits;
  const isPositive = Uint16Array.from({ length: size }, (_, i) => (i < size / 2 ? 1 : 0));
  const looked = await engine.lookup(`${label}.sign`, { index: rest, size, tables: [isPositive] });
  const flag = await engine.mask(`${label}.flag`, await engine.lift(`${label}.sign.lift`, looked));
  return engine.entrywise(label, flag, await engine.mask(`${label}.value`, x));
}

/** max(a, b) word by word, for |a − b| < 1024. */
export async function larger(
  engine: Engine,
  label: string,
  [a, b]: readonly [Shared, Shared],
): Promise<Shared> {
  const difference = combine(engine, [
    [a, 1n],
    [b, -1n],
  ]);
  return combine(engine, [
    [b, 1n],
    [await positivePart(engine, label, difference), 1n],
  ]);
}
