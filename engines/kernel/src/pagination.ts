import { z } from 'zod';
import { canonicalJson, type Json } from './canonical.ts';
import { fail } from './errors.ts';
import { queryInteger } from './wire.ts';

/** Where a page ends, opaque to the client: the sort key of its last row. It is not signed: treat what it holds as input. */
export type Cursor = string & { readonly __cursor: true };

/** What a list is asked for. */
export type PageRequest = { readonly limit?: number | undefined; readonly cursor?: Cursor | undefined };

/** One page of a list in a stable order; `next` is null on the last. */
export type Page<T> = { readonly items: readonly T[]; readonly next: Cursor | null };

/** Rows of a page when the client names no number, and the most it may ask for. */
export const pageLimits: { readonly usual: number; readonly most: number } = { usual: 50, most: 200 };

/** The cursor of a keyset: the values the list is sorted by, the last of them unique. */
export function encodeCursor(keyset: readonly Json[]): Cursor {
  return Buffer.from(canonicalJson(keyset), 'utf8').toString('base64url') as Cursor;
}

/** Reads a cursor as the keyset a list expects. Errors: `page.bad_cursor` for one that another list made, or nobody. */
export function decodeCursor<T>(cursor: Cursor, keyset: z.ZodType<T>): T {
  try {
    return keyset.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    return fail(
      'page.bad_cursor',
      'This cursor does not belong to this list. Start from its first page.',
      cause,
    );
  }
}

/**
 * Makes a page of rows read with `limit + 1`: the one row too many says that there is more.
 * `keysetOf` gives the sort key of a row.
 */
export function pageOf<T>(rows: readonly T[], limit: number, keysetOf: (row: T) => readonly Json[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, next: more ? encodeCursor(keysetOf(last)) : null };
}

/** The query of a paged list, as fields for a `z.strictObject`. */
export const pageQuery: {
  readonly limit: z.ZodOptional<z.ZodType<number, string>>;
  readonly cursor: z.ZodOptional<z.ZodType<Cursor, string>>;
} = {
  limit: queryInteger(1, pageLimits.most).optional(),
  cursor: (z.base64url().max(1024) as unknown as z.ZodType<Cursor, string>).optional(),
};

/** The answer of a paged list. */
export function pageSchema<T>(item: z.ZodType<T>): z.ZodType<Page<T>> {
  const cursor = z.base64url() as unknown as z.ZodType<Cursor>;
  return z.strictObject({ items: z.array(item).readonly(), next: cursor.nullable() });
}
