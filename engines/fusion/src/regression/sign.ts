import type { Engine, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';

const digitBits = 8;
const digits = 7;
const negative: Uint16Array = identity(digitBits).map((value) => value >> (digitBits - 1));

/**
 * Shares (over Z_2^16) of 1 where x < 0, for |x| < 2^62. The low digit is looked up (one-time truth tables, Ishai et al.
 * 2013), lifted and taken away, so that each shift is exact; the top digit's sign is the number's.
 */
export async function signOf(engine: Engine, x: Shared): Promise<Shared> {
  let rest = x;
  for (let i = 0; i < digits; i++)
    ({ rest } = await splitDigit(engine, { x: rest, bits: digitBits, label: 'stop/digit' }));
  return engine.lookup('stop/sign', { index: rest, size: 2 ** digitBits, tables: [negative] });
}

/** A column of shared integers, |x| < 2^62, taken apart: its low `bits` as a digit, and (x − digit) / 2^bits. Exact. */
export async function splitDigit(
  engine: Engine,
  { x, bits, label }: { x: Shared; bits: number; label: string },
): Promise<{ digit: Shared; rest: Shared }> {
  const looked = await engine.lookup(label, { index: x, size: 2 ** bits, tables: [identity(bits)] });
  const digit = await engine.lift(`${label}.lift`, looked);
  const even = combine(engine, [
    [x, 1n],
    [digit, -1n],
  ]);
  return { digit, rest: await engine.truncate(`${label}.shift`, even, bits) };
}

function identity(bits: number): Uint16Array {
  return Uint16Array.from({ length: 2 ** bits }, (_, i) => i);
}
