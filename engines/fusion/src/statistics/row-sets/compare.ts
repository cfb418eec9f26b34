import type { Words } from '../../ring/words.ts';
import type { Masked, Shared } from '../../shares/engine.ts';
import { combine, stack } from '../../shares/matrix.ts';
import { refresh } from '../refresh.ts';
import type { Query } from '../tables/share-table.ts';
import { atLeast } from '../threshold/at-least.ts';

/** The query's row set under shares, rows × 1: a shared 1 for each row that no party leaves out. */
export async function shareRowSet({ engine, plan, rows, data }: Query): Promise<Shared> {
  const ownBits = (owner: string): Parameters<typeof engine.own>[0] => ({
    owner,
    rows,
    cols: 1,
    make: () => BigUint64Array.from(data!.keep!, BigInt),
  });
  const [first, ...more] = plan.filters.map(({ party }) => party);
  if (first === undefined) return engine.constant(rows, 1, () => new BigUint64Array(rows).fill(1n));
  if (more.length === 0) return engine.own(ownBits(first));
  let bits: Masked = await engine.input('rows/filter', ownBits(first));
  let set: Shared | undefined;
  for (const party of more) {
    if (set) bits = await engine.mask('rows/fold', set);
    set = await engine.entrywise('rows/fold', bits, await engine.input('rows/filter', ownBits(party)));
  }
  return set!;
}

/**
 * Which earlier query's row set differs from this one's by at least one row and by fewer than k; undefined if none, and at
 * the dealer. Opened to all parties: one bit per earlier query. |A ∆ B| = |A| + |B| − 2⟨A, B⟩.
 */
export async function tooClose(query: Query, set: Shared): Promise<string | undefined> {
  const { engine, plan, rows, earlier } = query;
  if (earlier.length === 0) return undefined;
  const masked = await engine.mask('rows/set', set);
  const distances: Shared[] = [];
  for (const { load } of earlier) {
    const words: Words = await load();
    const other = engine.local(rows, 1, () => words);
    const y = await engine.mask('rows/earlier', other);
    const [inner] = await engine.products('rows/common', [[{ x: masked, y, transpose: true }]]);
    distances.push(
      combine(engine, [
        [sizeOf(query, set), 1n],
        [sizeOf(query, other), 1n],
        [inner!, -2n],
      ]),
    );
  }
  const x = stack(engine, distances);
  const close = combine(engine, [
    [await atLeast(engine, 'rows/differ', { x, least: 1, most: rows }), 1n],
    [await atLeast(engine, 'rows/enough', { x, least: plan.smallestGroup, most: rows }), -1n],
  ]);
  const fresh = await refresh(engine, 'rows/refresh', close);
  let bits: Words | undefined;
  for (const party of engine.parties)
    bits = (await engine.reveal('rows/close', fresh, { party, bits: 64 })) ?? bits;
  return bits && earlier[bits.indexOf(1n)]?.query;
}

function sizeOf({ engine, rows }: Query, set: Shared): Shared {
  const ones = { rows: 1, cols: rows, words: new BigUint64Array(rows).fill(1n) };
  return engine.local(1, 1, () => engine.ring.multiply(ones, set));
}
