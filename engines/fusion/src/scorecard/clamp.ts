import { splitDigit } from '../regression/sign.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine, cutColumns } from '../shares/matrix.ts';

const overBits = 6;

/**
 * A column of shared integers, those outside [0, 2^bits) moved to its nearest end: both digits where what is above them is 0,
 * else 0 or the last. Exact within 2^5 times the interval on either side.
 */
export async function clamp(engine: Engine, steps: Shared, bits: number): Promise<Shared> {
  const lowBits = Math.ceil(bits / 2);
  const low = await splitDigit(engine, { x: steps, bits: lowBits, label: 'evaluate/digit' });
  const top = { x: low.rest, bits: bits - lowBits, label: 'evaluate/digit' };
  const high = await splitDigit(engine, top);
  const within = combine(engine, [
    [low.digit, 1n],
    [high.digit, 1n << BigInt(lowBits)],
  ]);
  const size = 2 ** overBits;
  const where = [(over: number) => over === 0, (over: number) => over > 0 && over < size / 2];
  const looked = await engine.lookup('evaluate/range', {
    index: high.rest,
    size,
    tables: where.map((holds) => Uint16Array.from({ length: size }, (_, over) => Number(holds(over)))),
  });
  const range = await engine.lift('evaluate/range.lift', looked);
  const flag = (at: number): Shared =>
    engine.local(steps.rows, 1, () => cutColumns(range.words, 2, [at, at + 1]));
  const inside = await engine.mask('evaluate/inside', flag(0));
  const kept = await engine.entrywise('evaluate/clamp', inside, await engine.mask('evaluate/low', within));
  return combine(engine, [
    [kept, 1n],
    [flag(1), 2n ** BigInt(bits) - 1n],
  ]);
}
