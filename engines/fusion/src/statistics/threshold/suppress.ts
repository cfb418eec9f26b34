import type { Engine, Shared } from '../../shares/engine.ts';
import { combine } from '../../shares/matrix.ts';
import { atLeast, lookedUp, plus, powerAbove } from './at-least.ts';
import { byRank, gathered, leastOfLines, toCells } from './least-of-lines.ts';
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
 * A shared 1 for each cell that may be opened. Withheld is every cell of fewer than k rows (primary), and in a line that
 * would tell of it the smallest other ones (complementary). Which of the withheld are which is told to nobody: the rule does
 * not look at the order of cells, so exchanging withheld ones changes nothing, and if all are alike other counts are possible.
 * Source: Cox 1980, made oblivious.
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

/** In each open line, withholds the smallest of the cells still visible, all of them if several are. */
async function closeLines(engine: Engine, of: Counts, { visible, division }: State): Promise<Shared> {
  const { open, shown } = await openLines(engine, of, { visible, division });
  const hidden = combine(engine, [[visible, -1n]]);
  const keys = combine(engine, [
    [shown, 1n],
    [plus(engine, hidden, 1), BigInt(of.most + 1)],
  ]);
  const smallest = await leastOfLines(engine, division, { keys, most: of.most + 1 });
  const openAt = toCells(engine, division, open);
  const index = combine(engine, [
    [visible, 1n],
    [smallest, 2n],
    [openAt, 4n],
  ]);
  return lookedUp(engine, 'threshold/close', { index, table: Uint16Array.of(0, 1, 0, 1, 0, 1, 0, 0) });
}

/**
 * A shared 1 for each line that has both visible and withheld cells, the latter only one, of fewer than k rows together, or
 * of k − 1 rows on average: then they might have to be k − 1 each.
 */
async function openLines(
  engine: Engine,
  of: Counts,
  { visible, division }: State,
): Promise<{ open: Shared; shown: Shared }> {
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
  const seen = sumLines(engine, division, visible);
  const rest = sumLines(engine, division, hidden);
  const { most, smallestGroup: least } = of;
  const enough = await atLeast(engine, 'threshold/line', { x: rest, least, most });
  const full = await onAverage(engine, { seen, rest, length }, of);
  const span = powerAbove(length);
  const index = combine(engine, [
    [seen, 1n],
    [enough, BigInt(span)],
    [full, BigInt(2 * span)],
  ]);
  const table = Uint16Array.from({ length: 4 * span }, (_, at) => {
    const withheld = length - (at % span);
    const small = Math.floor(at / span) % 2 === 0;
    return Number(withheld >= 1 && withheld < length && (withheld === 1 || small || at >= 2 * span));
  });
  return { open: await lookedUp(engine, 'threshold/open', { index, table }), shown };
}

type Line = { readonly seen: Shared; readonly rest: Shared; readonly length: number };

/** A shared 1 for each line whose withheld cells hold k − 1 rows on average. */
async function onAverage(engine: Engine, { seen, rest, length }: Line, of: Counts): Promise<Shared> {
  const each = of.smallestGroup - 1;
  // rest − each · (length − seen), moved so that it is never negative.
  const x = combine(engine, [
    [rest, 1n],
    [seen, BigInt(each)],
  ]);
  const most = of.most + each * length;
  const atLeastSo = await atLeast(engine, 'threshold/average', { x, least: each * length, most });
  const more = await atLeast(engine, 'threshold/average', { x, least: each * length + 1, most });
  return combine(engine, [
    [atLeastSo, 1n],
    [more, -1n],
  ]);
}

function sumLines(engine: Engine, division: Division, x: Shared): Shared {
  return engine.local(division.length, 1, () => {
    const sums = new BigUint64Array(division.length);
    for (const cells of byRank(division)) engine.ring.addScaled(sums, gathered(x.words, cells), 1n);
    return sums;
  });
}

async function withholdIfOpen(engine: Engine, of: Counts, visible: Shared): Promise<Shared> {
  const left: Shared[] = [];
  for (const division of of.divisions) {
    const { open } = await openLines(engine, of, { visible, division });
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
