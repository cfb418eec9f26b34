import { type Cursor, decodeCursor, encodeCursor, fail } from '@finharbor/kernel';
import { z } from 'zod';
import type { Entry, Hit } from './cards.ts';
import type { Sort } from './query.ts';

type Key = string | number;
type Order = { readonly key: (entry: Entry) => Key; readonly isDescending: boolean };
type Position = {
  readonly tier: number;
  readonly key: Key;
  readonly holder: string;
  readonly product: string;
};

const orders: Readonly<Record<Exclude<Sort, 'relevance'>, Order>> = {
  newest: { key: ({ issuedAtMs }) => issuedAtMs, isDescending: true },
  size: { key: ({ rows }) => rows, isDescending: true },
  name_en: { key: ({ name_en }) => name_en, isDescending: false },
  name_zh: { key: ({ name_zh }) => name_zh, isDescending: false },
};

const keyset = z.tuple([
  z.int().min(0).max(2),
  z.union([z.int().nonnegative(), z.string().max(12_000)]),
  z.string().max(200),
  z.string().max(200),
]);

/** A page of hits in an order; the best first where that is by relevance, and then the newest. Errors: `page.bad_cursor`. */
export function pageOf(
  hits: readonly Hit[],
  {
    sort,
    limit,
    cursor,
  }: { readonly sort: Sort; readonly limit: number; readonly cursor?: Cursor | undefined },
): { readonly items: readonly Entry[]; readonly next: Cursor | null } {
  const order = orders[sort === 'relevance' ? 'newest' : sort];
  const positionOf = ({ entry, tier }: Hit): Position => ({
    tier: sort === 'relevance' ? tier : 0,
    key: order.key(entry),
    holder: entry.holder,
    product: entry.product,
  });
  const from = cursor && readCursor(cursor, sort);
  const best: { readonly entry: Entry; readonly at: Position }[] = [];
  // Only as many are kept in order as the page needs: sorting all hits of a common word takes longer than finding them.
  for (const hit of hits) {
    const at = positionOf(hit);
    if (from && compare(at, from, order) <= 0) continue;
    if (best.length > limit && compare(at, best.at(-1)!.at, order) > 0) continue;
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(best[middle]!.at, at, order) < 0) low = middle + 1;
      else high = middle;
    }
    best.splice(low, 0, { entry: hit.entry, at });
    if (best.length > limit + 1) best.pop();
  }
  const last = best[limit - 1]?.at;
  return {
    items: best.slice(0, limit).map(({ entry }) => entry),
    next: best.length > limit && last ? encodeCursor([last.tier, last.key, last.holder, last.product]) : null,
  };
}

function readCursor(cursor: Cursor, sort: Sort): Position {
  const [tier, key, holder, product] = decodeCursor(cursor, keyset);
  const isNamed = sort === 'name_en' || sort === 'name_zh';
  if ((typeof key === 'string') !== isNamed) fail('page.bad_cursor', 'This page is of another order.');
  return { tier, key, holder, product };
}

function compare(a: Position, b: Position, { isDescending }: Order): number {
  const byKey = order(a.key, b.key);
  return (
    a.tier - b.tier ||
    (isDescending ? -byKey : byKey) ||
    order(a.holder, b.holder) ||
    order(a.product, b.product)
  );
}

function order(a: Key, b: Key): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
