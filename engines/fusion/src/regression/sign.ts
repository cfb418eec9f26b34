import type { Engine, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';

const digitBits = 8;
const digits = 7;
const identity: Uint16Array = Uint16Array.from({ length: 2 ** digitBits }, (_, i) => i);
const negative: Uint16Array = identity.map((value) => value >> (digitBits - 1));

/**
 * Shares (over Z_2^16) of 1 where x < 0, for |x| < 2^62. The low digit is looked up (one-time truth tables, Ishai et al.
 * 2013), lifted and taken away, so that each shift is exact; the top digit's sign is the number's.
 */
export async function signOf(engine: Engine, x: Shared): Promise<Shared> {
  let rest = x;
  for (let i = 0; i < digits; i++) {
    const digit = await engine.lookup('stop/digit', {
      index: rest,
      size: 2 ** digitBits,
      tables: [identity],
    });
    const lifted = await engine.lift('stop/digit.lift', digit);
    const even = combine(engine, [
      [rest, 1n],
      [lifted, -1n],
    ]);
    rest = await engine.truncate('stop/digit.shift', even, digitBits);
  }
  return engine.lookup('stop/sign', { index: rest, size: 2 ** digitBits, tables: [negative] });
}
