import { signOf } from '../regression/sign.ts';
import { leftOfLimit } from '../regression/within-reach.ts';
import type { Words } from '../ring/words.ts';
import type { Shared } from '../shares/engine.ts';
import { combine, stack } from '../shares/matrix.ts';
import type { Boosting, Forest } from './boosting.ts';
import { beyondBits, heldOut, precision } from './layout.ts';

/** No tree that another follows may move a row by so many logits or more: it could leap over where rows are noticed. */
const longestStep = 6;

/**
 * Whether trees were grown from scores beyond the sigmoid's reach, opened to all parties as a single bit: of each tree whether `beyond`,
 * summed over the rows that train, is above the limit, and of all trees but the last whether a leaf is 6 logits or more.
 */
export async function isBeyondReach(boosting: Boosting, forest: Forest): Promise<boolean | undefined> {
  const { engine, plan } = boosting;
  const tests = stack(engine, [...nearTests(boosting, forest), ...leafTests(boosting, forest)]);
  const failed = await signOf(engine, tests);
  const count = engine.local(1, 1, () =>
    BigUint64Array.of(failed.words.reduce((sum, word) => sum + word, 0n)),
  );
  const any = new Uint16Array(2 ** Math.ceil(Math.log2(tests.rows + 1))).fill(1, 1);
  const bit = await engine.lookup('reach/any', { index: count, size: any.length, tables: [any] });
  let opened: Words | undefined;
  for (const party of plan.parties)
    opened = (await engine.reveal('reach/failed', bit, { party, bits: 16 })) ?? opened;
  return opened && opened[0] === 1n;
}

function nearTests({ engine, plan, layout }: Boosting, { beyond }: Forest): Shared[] {
  const trained = Array.from({ length: layout.rows }, (_, row) => row).filter((row) => !heldOut(plan, row));
  const limit = { rows: trained.length, bits: beyondBits(layout) + precision.wave };
  return beyond.map((sum) => leftOfLimit(engine, sum, limit));
}

// Negative where a leaf is at or beyond the longest step, on either side.
function leafTests({ engine }: Boosting, { trees }: Forest): Shared[] {
  return trees.slice(0, -1).flatMap(({ leaves }) => {
    const column = { ...leaves, rows: leaves.cols, cols: 1 };
    const longest = engine.constant(column.rows, 1, () =>
      new BigUint64Array(column.rows).fill(BigInt(longestStep * 2 ** precision.score) - 1n),
    );
    return [1n, -1n].map((sign) =>
      combine(engine, [
        [longest, 1n],
        [column, sign],
      ]),
    );
  });
}
