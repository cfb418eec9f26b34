import { decodeCursor, pageOf } from '@finharbor/kernel';
import type { Cursor } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { PublicEntry, PublicPage } from './pages.ts';

/** Where a list of the latest goes on: after what was published at this moment under this number. */
export type LatestPlace = { readonly atMs: bigint; readonly number: string };

const keyset = z.tuple([z.string().regex(/^[0-9]{1,16}$/), z.string().max(40)]);

/** Where `latestPage` said that it goes on; undefined at the beginning, null for what no page of ours ended with. */
export function latestAfter(after: string | undefined): LatestPlace | undefined | null {
  if (after === undefined) return undefined;
  try {
    const [atMs, number] = decodeCursor(after as Cursor, keyset);
    return { atMs: BigInt(atMs), number };
  } catch {
    return null;
  }
}

type Shown<T> = {
  readonly limit: number;
  readonly entryOf: (one: T) => PublicEntry;
  readonly placeOf: (one: T) => readonly [atMs: number, number: string];
};

/** A part of a list of the latest, of which one more than `limit` was read. */
export function latestPage<T>(found: readonly T[], { limit, entryOf, placeOf }: Shown<T>): PublicPage {
  const { items, next } = pageOf(found, limit, (one) => {
    const [atMs, number] = placeOf(one);
    return [String(atMs), number];
  });
  return { entries: items.map(entryOf), next };
}
