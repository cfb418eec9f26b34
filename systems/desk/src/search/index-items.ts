import { canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import { sql } from 'kysely';
import type { Db } from '../context.ts';
import { audienceOf, type SearchItem, termsOf } from './domain.ts';

/** What can be found in one system's things, kept as they change. */
export type SearchPort = {
  /** Has items found as they are now, new ones and changed ones. */
  readonly put: (source: string, items: readonly SearchItem[]) => Promise<void>;
  /** Makes these all that is found of a source: what is not among them is forgotten. */
  readonly replace: (source: string, items: readonly SearchItem[]) => Promise<void>;
};

const batch = 500;

/** The port by which the systems of a process have their things found. */
export function searchPort(db: Db): SearchPort {
  return {
    put: (source, items) => put(db, source, items),
    replace: (source, items) => replace(db, source, items),
  };
}

async function put(db: Db, source: string, given: readonly SearchItem[]): Promise<void> {
  // Of an item that is named twice the last word counts; one statement cannot write a row twice.
  const items = [...new Map(given.map((item) => [keyOf(item), item])).values()];
  for (let at = 0; at < items.length; at += batch)
    await db
      .insertInto('desk_search')
      .values(items.slice(at, at + batch).map((item) => rowOf(source, item)))
      .onConflict((conflict) =>
        conflict
          .columns(['kind', 'id'])
          .doUpdateSet(({ ref }) => ({
            source: ref('excluded.source'),
            title: ref('excluded.title'),
            detail: ref('excluded.detail'),
            href: ref('excluded.href'),
            audience: ref('excluded.audience'),
            digest: ref('excluded.digest'),
            words: ref('excluded.words'),
            initials: ref('excluded.initials'),
            pinyin: ref('excluded.pinyin'),
            codes: ref('excluded.codes'),
            others: ref('excluded.others'),
          }))
          // What has not changed is not written again: at a start most of it has not.
          .whereRef('desk_search.digest', '<>', 'excluded.digest'),
      )
      .execute();
}

async function replace(db: Db, source: string, items: readonly SearchItem[]): Promise<void> {
  const rows = await db
    .selectFrom('desk_search')
    .select(['kind', 'id', 'digest'])
    .where('source', '=', source)
    .execute();
  const kept = new Map(rows.map(({ kind, id, digest }) => [keyOf({ kind, id }), digest]));
  const changed = items.filter((item) => kept.get(keyOf(item)) !== digestOf(item));
  await put(db, source, changed);
  const wanted = new Set(items.map(keyOf));
  const gone = rows.filter((row) => !wanted.has(keyOf(row)));
  if (gone.length === 0) return;
  await sql`
    delete from desk_search using unnest(
      ${gone.map(({ kind }) => kind)}::text[], ${gone.map(({ id }) => id)}::text[]
    ) as gone (kind, id)
    where desk_search.kind = gone.kind and desk_search.id = gone.id
  `.execute(db);
}

function rowOf(source: string, item: SearchItem) {
  const { kind, id, title, detail, href } = item;
  return {
    source,
    kind,
    id,
    title: JSON.stringify(title),
    detail: detail ? JSON.stringify(detail) : null,
    href,
    audience: [...audienceOf(item)],
    digest: digestOf(item),
    others: item.others ?? false,
    ...termsOf(item),
  };
}

function digestOf(item: SearchItem): string {
  return Buffer.from(sha256(canonicalJson(item as unknown as Json))).toString('base64url');
}

function keyOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return `${kind} ${id}`;
}
