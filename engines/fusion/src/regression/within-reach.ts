import type { Words } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine, stack } from '../shares/matrix.ts';
import type { Chunk } from './chunks.ts';
import { summed, total } from './derivatives.ts';
import type { RegressionEngine } from './engine.ts';
import { foldOf, type RegressionLayout } from './layout.ts';
import { beyondBits, fromCentre, predictorBits } from './predict.ts';
import type { Regression } from './regression.ts';
import { signOf } from './sign.ts';
import { beyondLimit } from './waves.ts';

/** Distances are told apart in units of so many logits, up to half a table's size of them on either side. */
const unitBits = 4;
const tableSize = 64;

// No more rows are counted at once than 15 bits hold.
const rowsPerCount = 32_767;

/**
 * How many of the tests fail, opened to all parties: whether, in the whole fit and in each fold's, `beyond` summed over the rows is above
 * the limit; and whether a row of the whole fit is two units or more away, where the series' period would hide it. None fails while
 * all rows are within reach. A row 32 to 992 logits away always does, and so do more than one in 3,900 between 14 and 18.
 */
export async function beyondReach(
  regression: Regression,
  chunks: readonly Chunk[],
  { sums, weights }: { sums: readonly Shared[]; weights: Shared },
): Promise<number | undefined> {
  const { engine, plan, layout } = regression;
  const within = sums.map((sum, i) =>
    leftOfLimit(engine, sum, {
      rows: rowsOfFit(regression, chunks, i - 1),
      bits: beyondBits(layout) + layout.precision.wave,
    }),
  );
  const far = await farRows(regression, chunks, weights);
  const tests = stack(engine, [...within, combine(engine, [[far, -1n]])]);
  return openFailures(engine, plan.parties, await signOf(engine, tests));
}

/** What is left of the limit for so many rows; negative above it. */
export function leftOfLimit(
  engine: Engine,
  sum: Shared,
  { rows, bits }: { rows: number; bits: number },
): Shared {
  const limit = engine.constant(1, 1, () =>
    BigUint64Array.of(BigInt(Math.round(rows * beyondLimit * 2 ** bits))),
  );
  return combine(engine, [
    [limit, 1n],
    [sum, -1n],
  ]);
}

/** Opens to every party, and not to the dealer, how many of some shared bits (over Z_2^16) are 1; undefined at the dealer. */
export async function openFailures(
  engine: Engine,
  parties: readonly string[],
  bits: Shared,
): Promise<number | undefined> {
  const count = engine.local(1, 1, () => BigUint64Array.of(bits.words.reduce((sum, word) => sum + word, 0n)));
  let opened: Words | undefined;
  for (const party of parties)
    opened = (await engine.reveal('reach/failures', count, { party, bits: 16 })) ?? opened;
  return opened && Number(opened[0]);
}

// Truncation rounds up or down: up to 15 logits from the centre it gives 1 at most, from 32 on 2 at least.
async function farRows(regression: Regression, chunks: readonly Chunk[], weights: Shared): Promise<Shared> {
  const { engine, layout } = regression;
  const masked = await engine.mask('step/weights', weights);
  const isFar = Uint16Array.from({ length: tableSize }, (_, i) => Number(i > 1 && i < tableSize - 1));
  const counts: Shared[] = [];
  for (const chunk of chunks) {
    const x = await fromCentre(regression, chunk, masked);
    const index = await engine.truncate('reach/far.shift', x, predictorBits(layout) + unitBits);
    const found = await engine.lookup('reach/far', { index, size: tableSize, tables: [isFar] });
    counts.push(await engine.lift('reach/far.lift', inParts(engine, found)));
  }
  return total(
    engine,
    counts.map((parts) => summed(engine, parts)),
  );
}

function inParts(engine: RegressionEngine, flags: Shared): Shared {
  const parts = Math.ceil(flags.rows / rowsPerCount);
  return engine.local(parts, 1, () =>
    BigUint64Array.from({ length: parts }, (_, i) =>
      flags.words.subarray(i * rowsPerCount, (i + 1) * rowsPerCount).reduce((sum, word) => sum + word, 0n),
    ),
  );
}

/** How many values all chunks' counts are lifted in. */
export function countParts({ chunks }: Pick<RegressionLayout, 'chunks'>): number {
  return chunks.reduce((sum, { from, to }) => sum + Math.ceil((to - from) / rowsPerCount), 0);
}

function rowsOfFit({ plan, layout }: Regression, chunks: readonly Chunk[], leftOut: number): number {
  if (leftOut < 0) return layout.rows;
  return chunks.reduce(
    (sum, { rows }) => sum + rows.filter((row) => foldOf(row, plan.folds) !== leftOut).length,
    0,
  );
}
