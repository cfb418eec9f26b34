import type { Words } from '../../ring/words.ts';
import type { Engine, Shared } from '../../shares/engine.ts';
import { combine, stack } from '../../shares/matrix.ts';
import { atLeast, plus } from './at-least.ts';
import type { Division } from './lines.ts';

/**
 * A shared 1 for every cell whose key is the least of its line, equal ones alike, 0 elsewhere; by a knock-out.
 * `keys` lie in [0, most]. That equal cells are not told apart by their order is what hides which of them is which.
 */
export async function leastOfLines(
  engine: Engine,
  division: Division,
  { keys, most }: { keys: Shared; most: number },
): Promise<Shared> {
  let round = byRank(division).map((cells) =>
    engine.local(cells.length, 1, () => gathered(keys.words, cells)),
  );
  while (round.length > 1) {
    const pairs = Math.floor(round.length / 2);
    const left = stack(engine, round.slice(0, pairs));
    const right = stack(engine, round.slice(pairs, 2 * pairs));
    const winners = await smaller(engine, { left, right, most });
    const cut = (pair: number): Shared =>
      engine.local(division.length, 1, () =>
        winners.words.slice(pair * division.length, (pair + 1) * division.length),
      );
    round = [...Array.from({ length: pairs }, (_, pair) => cut(pair)), ...round.slice(2 * pairs)];
  }
  const above = combine(engine, [
    [keys, 1n],
    [toCells(engine, division, round[0]!), -1n],
  ]);
  const more = await atLeast(engine, 'threshold/above', { x: above, least: 1, most });
  return plus(engine, combine(engine, [[more, -1n]]), 1);
}

async function smaller(
  engine: Engine,
  { left, right, most }: { left: Shared; right: Shared; most: number },
): Promise<Shared> {
  const gain = combine(engine, [
    [left, 1n],
    [right, -1n],
  ]);
  const x = plus(engine, combine(engine, [[gain, -1n]]), most);
  const first = await atLeast(engine, 'threshold/smaller', { x, least: most, most: 2 * most });
  const taken = await engine.entrywise(
    'threshold/smaller',
    await engine.mask('threshold/first', first),
    await engine.mask('threshold/gain', gain),
  );
  return combine(engine, [
    [right, 1n],
    [taken, 1n],
  ]);
}

/** Each line's value at each of its cells. */
export function toCells(engine: Engine, division: Division, lines: Shared): Shared {
  const cells = division.length * division[0]!.length;
  return engine.local(cells, 1, () => {
    const words = new BigUint64Array(cells);
    for (const [l, line] of division.entries()) for (const cell of line) words[cell] = lines.words[l]!;
    return words;
  });
}

/** The first cells of all lines, then the second ones, and so on. */
export function byRank(division: Division): readonly (readonly number[])[] {
  return division[0]!.map((_, rank) => division.map((line) => line[rank]!));
}

/** The words of some cells. */
export function gathered(words: Words, cells: readonly number[]): Words {
  return BigUint64Array.from(cells, (cell) => words[cell]!);
}
