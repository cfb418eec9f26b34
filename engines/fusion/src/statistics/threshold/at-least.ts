import type { Words } from '../../ring/words.ts';
import type { Engine, Shared } from '../../shares/engine.ts';
import { combine } from '../../shares/matrix.ts';

/** One look-up has at most 2^11 entries; what is longer is compared digit by digit. */
const longest = 2_048;
const digitBits = 10;

/**
 * A shared 1 where a shared integer in [0, most] is at least `least`, a shared 0 elsewhere; exact, nothing opened but
 * masked values. A short range is one look-up. Of a longer one the low digit comes by look-up; what is left is a multiple
 * of the digit's base, which truncation divides without rounding, and the quotient is compared in turn.
 * Shape: most and least below 2^40.
 */
export async function atLeast(
  engine: Engine,
  label: string,
  { x, least, most }: { x: Shared; least: number; most: number },
): Promise<Shared> {
  if (most < longest) {
    const table = Uint16Array.from({ length: powerAbove(most) }, (_, value) => Number(value >= least));
    return lookedUp(engine, label, { index: x, table });
  }
  const base = 2 ** digitBits;
  const zero = Math.ceil(least / base);
  const moved = plus(engine, x, zero * base - least);
  const lowDigit = await lookedUp(engine, `${label}/low`, {
    index: moved,
    table: Uint16Array.from({ length: base }, (_, low) => low),
  });
  const rest = combine(engine, [
    [moved, 1n],
    [lowDigit, -1n],
  ]);
  const high = await engine.truncate(`${label}/shift`, rest, digitBits);
  const highest = Math.floor((most + zero * base - least) / base);
  return atLeast(engine, `${label}/high`, { x: high, least: zero, most: highest });
}

/** Shared indices, each looked up in one public table of values below 2^15, back in Z_2^64. */
export async function lookedUp(
  engine: Engine,
  label: string,
  { index, table }: { index: Shared; table: Uint16Array },
): Promise<Shared> {
  const found = await engine.lookup(label, { index, size: table.length, tables: [table] });
  const { words } = await engine.lift(`${label}.lift`, found);
  return { rows: index.rows, cols: index.cols, words };
}

/** The least power of two above a number, 2 at least. */
export function powerAbove(value: number): number {
  return 2 ** Math.max(1, Math.ceil(Math.log2(value + 1)));
}

/** x plus a public number. */
export function plus(engine: Engine, x: Shared, value: number): Shared {
  const filled = engine.constant(
    x.rows,
    x.cols,
    (): Words => new BigUint64Array(x.rows * x.cols).fill(BigInt.asUintN(64, BigInt(value))),
  );
  return combine(engine, [
    [x, 1n],
    [filled, 1n],
  ]);
}
