import type { Words } from '../../ring/words.ts';
import type { Engine, Shared } from '../../shares/engine.ts';
import { combine } from '../../shares/matrix.ts';
import { atLeast, lookedUp, powerAbove } from './at-least.ts';
import type { Division } from './lines.ts';

/** The counts of a table's cells, and the lines along which a withheld cell must not follow from a total. */
export type Counts = {
  /** Cells × 1, each in [0, most]. */
  readonly counts: Shared;
  readonly most: number;
  readonly smallestGroup: number;
  readonly divisions: readonly Division[];
};

/** How often all divisions are gone through; what is still open then withholds the whole table. */
const sweeps = 2;

/**
 * A shared 1 for each cell that may be opened. Withheld is every cell of fewer than k rows (primary), and in every line
 * with a withheld cell so many more, the first ones, that at least two are withheld which hold k rows together
 * (complementary). Which of the withheld are which is told to nobody.
 */
export async function visibleCells(engine: Engine, of: Counts): Promise<Shared> {
  const { counts, most, smallestGroup: least, divisions } = of;
  let visible = await atLeast(engine, 'threshold/cell', { x: counts, least, most });
  const passes = divisions.length < 2 ? 1 : sweeps;
  for (let pass = 0; pass < passes; pass++)
    for (const division of divisions) visible = await closeLines(engine, of, { visible, division });
  return divisions.length < 2 ? visible : withholdIfOpen(engine, of, visible);
}

type State = { readonly visible: Shared; readonly division: Division };

/** In each open line, withholds the first cell that is still visible. It has k rows or more, so one is enough. */
async function closeLines(engine: Engine, of: Counts, { visible, division }: State): Promise<Shared> {
  const open = await openLines(engine, of, { visible, division });
  const length = division[0]!.length;
  const span = powerAbove(length);
  const index = engine.local(visible.rows, 1, () => {
    const words = new BigUint64Array(visible.rows);
    const running = new BigUint64Array(division.length);
    engine.ring.addScaled(running, open.words, BigInt(2 * span));
    for (const cells of byRank(division)) {
      const bits = gathered(visible.words, cells);
      engine.ring.addScaled(running, bits, 1n);
      const at = running.slice();
      engine.ring.addScaled(at, bits, BigInt(span));
      for (const [line, cell] of cells.entries()) words[cell] = at[line]!;
    }
    return words;
  });
  const table = Uint16Array.from({ length: 4 * span }, (_, at) => {
    const [rank, shown, lineOpen] = [at % span, Math.floor(at / span) % 2, at >= 2 * span];
    return Number(shown === 1 && !(lineOpen && rank === 1));
  });
  return lookedUp(engine, 'threshold/close', { index, table });
}

/** A shared 1 for each line that has both visible and withheld cells, of the latter only one or fewer than k rows. */
async function openLines(engine: Engine, of: Counts, { visible, division }: State): Promise<Shared> {
  const length = division[0]!.length;
  const shown = await engine.entrywise(
    'threshold/shown',
    await engine.mask('threshold/visible', visible),
    await engine.mask('threshold/counts', of.counts),
  );
  const hidden = combine(engine, [
    [of.counts, 1n],
    [shown, -1n],
  ]);
  const enough = await atLeast(engine, 'threshold/line', {
    x: sumLines(engine, division, hidden),
    least: of.smallestGroup,
    most: of.most,
  });
  const span = powerAbove(length);
  const index = combine(engine, [
    [sumLines(engine, division, visible), 1n],
    [enough, BigInt(span)],
  ]);
  const table = Uint16Array.from({ length: 2 * span }, (_, at) => {
    const withheld = length - (at % span);
    return Number(withheld >= 1 && withheld < length && (withheld === 1 || at < span));
  });
  return lookedUp(engine, 'threshold/open', { index, table });
}

function sumLines(engine: Engine, division: Division, x: Shared): Shared {
  return engine.local(division.length, 1, () => {
    const sums = new BigUint64Array(division.length);
    for (const cells of byRank(division)) engine.ring.addScaled(sums, gathered(x.words, cells), 1n);
    return sums;
  });
}

/** The first cells of all lines, then the second ones, and so on. */
function byRank(division: Division): readonly (readonly number[])[] {
  return division[0]!.map((_, rank) => division.map((line) => line[rank]!));
}

function gathered(words: Words, cells: readonly number[]): Words {
  return BigUint64Array.from(cells, (cell) => words[cell]!);
}

async function withholdIfOpen(engine: Engine, of: Counts, visible: Shared): Promise<Shared> {
  const left: Shared[] = [];
  for (const division of of.divisions) {
    const open = await openLines(engine, of, { visible, division });
    left.push(sumLines(engine, [Array.from({ length: open.rows }, (_, line) => line)], open));
  }
  const total = combine(
    engine,
    left.map((count) => [count, 1n]),
  );
  const lines = of.divisions.reduce((sum, { length }) => sum + length, 0);
  const none = Uint16Array.from({ length: powerAbove(lines) }, (_, count) => Number(count === 0));
  const closed = await lookedUp(engine, 'threshold/closed', { index: total, table: none });
  const everywhere = engine.local(visible.rows, 1, () =>
    new BigUint64Array(visible.rows).fill(closed.words[0]!),
  );
  const index = combine(engine, [
    [visible, 1n],
    [everywhere, 2n],
  ]);
  return lookedUp(engine, 'threshold/whole', { index, table: Uint16Array.of(0, 0, 0, 1) });
}
