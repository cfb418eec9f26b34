import type { SignedDocument } from '@finharbor/access';
import { decodeCursor, encodeCursor, pageLimits } from '@finharbor/kernel';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { HarborTables } from '../database.gen.ts';
import type { Verified } from '../documents.ts';
import { verifiedOf } from '../postgres/documents.ts';
import {
  type CatalogueStore,
  type FacetId,
  type Facets,
  facetIds,
  type ProductFind,
  type ProductQuery,
  type Sort,
} from './query.ts';
import { coded, exactly, type Lookup, loosely, misspellable, plain } from './words.ts';

type Db = Kysely<HarborTables>;
/** A letter too many or too few, or two exchanged, in a word of six letters leaves about as much in common. */
const alike = '0.3';
const mostAlike = 3;

/** The catalogue on the table that is written with each product. */
export function catalogueStore(db: Db): CatalogueStore {
  return {
    find: (find) => findProducts(db, find),
    facets: (query) => countFacets(db, query),
    fits: (query, one) => fitsProduct(db, query, one),
  };
}

async function findProducts(db: Db, find: ProductFind): ReturnType<CatalogueStore['find']> {
  const { sort = 'relevance', limit = pageLimits.usual } = find;
  const { key, isDescending, keyset } = orders[sort === 'relevance' ? 'newest' : sort];
  const from = find.cursor && decodeCursor(find.cursor, keyset);
  return loosening(db, find, async (tx, asked) => {
    const tiers = sort === 'relevance' && asked.tiers.length > 0 ? asked.tiers : [asked.fits];
    const rows: FoundRow[] = [];
    for (const [tier, fits] of tiers.entries()) {
      if (rows.length > limit || (from && tier < from[0])) continue;
      const found = await sql<Omit<FoundRow, 'tier'>>`
        select ${key}::text as key, card.holder, card.product, signed
        from product_card card join document on document.id = card.version
        where ${fits} and ${sql.join(Object.values(filtersOf(find)), sql` and `)}
          and ${from?.[0] === tier ? after({ key, isDescending }, from) : sql`true`}
        order by ${key} ${sql.raw(isDescending ? 'desc' : 'asc')}, card.holder, card.product
        limit ${limit + 1 - rows.length}
      `.execute(tx);
      rows.push(...found.rows.map((row) => ({ ...row, tier })));
    }
    const last = rows[limit - 1];
    return {
      items: rows.slice(0, limit).map(({ signed }) => verifiedOf(signed) as Verified<'product'>),
      next:
        rows.length > limit && last ? encodeCursor([last.tier, last.key, last.holder, last.product]) : null,
    };
  });
}

async function fitsProduct(
  db: Db,
  query: ProductQuery,
  { holder, product }: { readonly holder: string; readonly product: string },
): Promise<boolean> {
  const { q = '' } = query;
  const { fits } = askedOf(exactly(q), { q, holders: await holdersNamed(db, q) });
  const { rows } = await sql`
    select 1 from product_card where holder = ${holder} and product = ${product}
      and ${fits} and ${sql.join(Object.values(filtersOf(query)), sql` and `)}
  `.execute(db);
  return rows.length > 0;
}

type FoundRow = {
  readonly tier: number;
  readonly key: string;
  readonly holder: string;
  readonly product: string;
  readonly signed: SignedDocument;
};

async function countFacets(db: Db, query: ProductQuery): Promise<Facets> {
  const counted = await loosening(db, query, async (tx, asked) => {
    const filters = filtersOf(query);
    const missed = facetIds
      .filter((facet) => query[facet] !== undefined)
      .map((facet) => sql`case when not (${filters[facet]}) then ${facet} end`);
    // Whoever chose a value of one facet wants to know what the others of it would give: a product that misses that facet alone counts.
    const { rows } = await sql<{ value: string | null; count: number }>`
      with hit as materialized (
        select facets, array_remove(array[${missed.length > 0 ? sql.join(missed) : sql``}]::text[], null) as missed
        from product_card where ${asked.fits}
      )
      select value, count(*)::int as count from hit cross join lateral unnest(facets) as value
      where missed = '{}' or missed = array[split_part(value, ':', 1)]
      group by value
      union all
      select null, count(*)::int from hit where missed = '{}'
    `.execute(tx);
    return { items: rows };
  });
  const of = (facet: FacetId) =>
    counted.items
      .flatMap(({ value, count }) =>
        value?.startsWith(`${facet}:`) ? [{ value: value.slice(facet.length + 1), count }] : [],
      )
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return {
    total: counted.items.find(({ value }) => value === null)?.count ?? 0,
    facets: Object.fromEntries(facetIds.map((facet) => [facet, of(facet)])) as unknown as Facets['facets'],
  };
}

/**
 * What a query asks for, as conditions on `product_card`; of those that fit, by tiers: all words in the title, all in title, fields or
 * holder, and the rest. A tier is read only where those before it did not fill the page, so that words which stand everywhere are found
 * as fast as rare ones.
 */
type Asked = {
  readonly fits: RawBuilder<boolean>;
  readonly tiers: readonly RawBuilder<boolean>[];
};

/** Looks to the letter first, and where no product at all fits so, again with slips of the hand allowed. */
async function loosening<T>(
  db: Db,
  { q = '' }: ProductQuery,
  look: (tx: Db, asked: Asked) => Promise<T>,
): Promise<T & { readonly loose: boolean }> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const holders = await holdersNamed(tx, q);
      const exact = askedOf(exactly(q), { q, holders });
      if (q.trim() === '' || (await isAnything(tx, exact)))
        return { ...(await look(tx, exact)), loose: false };
      const lookups = loosely(q, await wordsAlike(tx, misspellable(q)));
      return { ...(await look(tx, askedOf(lookups, { q, holders }))), loose: true };
    });
}

async function isAnything(tx: Db, { fits }: Asked): Promise<boolean> {
  const { rows } = await sql`select 1 from product_card where ${fits} limit 1`.execute(tx);
  return rows.length > 0;
}

/** The known words that are spelt most like each of some. */
async function wordsAlike(tx: Db, words: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  await sql`select set_config('pg_trgm.similarity_threshold', ${alike}, true)`.execute(tx);
  const { rows } = await sql<{ word: string; known: string[] }>`
    select word, array(
      select known.word from catalogue_word known where known.word % asked.word
      order by similarity(known.word, asked.word) desc, known.word limit ${mostAlike}
    ) as known
    from unnest(${[...words]}::text[]) as asked (word)
  `.execute(tx);
  return new Map(rows.map(({ word, known }) => [word, known]));
}

/** Holders whose name holds a word of the query: the documents of products name them by their short names only. */
async function holdersNamed(tx: Db, q: string): Promise<ReadonlyMap<string, string>> {
  if (q.trim() === '') return new Map();
  const peers = await tx.selectFrom('peer').select(['party', 'name']).execute();
  return new Map(
    peers.map(({ party, name }) => {
      const { en, zh } = name as { readonly en: string; readonly zh: string };
      return [party, plain([en, zh])];
    }),
  );
}

type Words = { readonly q: string; readonly holders: ReadonlyMap<string, string> };

function askedOf(lookups: readonly Lookup[], { q, holders }: Words): Asked {
  if (lookups.length === 0) return { fits: q.trim() === '' ? sql`true` : sql`false`, tiers: [] };
  const all = (ways: (lookup: Lookup) => readonly RawBuilder<unknown>[]): RawBuilder<boolean> =>
    sql`(${sql.join(
      lookups.map((lookup) => sql`(${sql.join(ways(lookup), sql` or `)})`),
      sql` and `,
    )})`;
  const ofHolder = ({ word }: Lookup): readonly RawBuilder<unknown>[] => {
    const named = [...holders].flatMap(([party, name]) => (name.includes(coded(word)) ? [party] : []));
    return named.length === 0 ? [] : [sql`holder = any (${named}::text[])`];
  };
  const inTitle = all((lookup) => holding(sql`title`, lookup));
  const inNames = all((lookup) => [...holding(sql`names`, lookup), ...ofHolder(lookup)]);
  const fits = all((lookup) => [
    ...holding(sql`names`, lookup),
    ...holding(sql`told`, lookup),
    ...ofHolder(lookup),
  ]);
  return {
    fits,
    tiers: [inTitle, sql`${inNames} and not ${inTitle}`, sql`${fits} and not ${inNames}`],
  };
}

/** Words are letters and digits alone, so that no part means anything to LIKE. */
function holding(column: RawBuilder<unknown>, { parts }: Lookup): readonly RawBuilder<unknown>[] {
  return parts.map((part) => sql`${column} like ${`%${part}%`}`);
}

function filtersOf(query: ProductQuery): Readonly<Record<FacetId, RawBuilder<boolean>>> {
  const entries = facetIds.map((facet) => {
    const values = query[facet]?.map((value) => `${facet}:${value}`);
    return [facet, values ? sql<boolean>`facets && ${values}::text[]` : sql<boolean>`true`] as const;
  });
  return Object.fromEntries(entries) as Record<FacetId, RawBuilder<boolean>>;
}

type Order = { readonly key: RawBuilder<unknown>; readonly isDescending: boolean };
type Keyset = readonly [tier: number, key: string, holder: string, product: string];

const ofText: z.ZodType<Keyset> = z.tuple([
  z.int().nonnegative(),
  z.string().max(12_000),
  z.string(),
  z.string(),
]);
const ofNumber: z.ZodType<Keyset> = z.tuple([
  z.int().nonnegative(),
  z.string().regex(/^\d{1,18}$/),
  z.string(),
  z.string(),
]);

const orders: Readonly<Record<Exclude<Sort, 'relevance'>, Order & { readonly keyset: z.ZodType<Keyset> }>> = {
  newest: { key: sql`card.issued_at_ms`, isDescending: true, keyset: ofNumber },
  size: { key: sql`card.rows`, isDescending: true, keyset: ofNumber },
  name_en: { key: sql`card.name_en`, isDescending: false, keyset: ofText },
  name_zh: { key: sql`card.name_zh`, isDescending: false, keyset: ofText },
};

function after({ key, isDescending }: Order, [, at, holder, product]: Keyset): RawBuilder<unknown> {
  const from = isDescending ? sql`${at}::bigint` : sql`${at}::text collate "C"`;
  const beyond = isDescending ? sql`${key} < ${from}` : sql`${key} > ${from}`;
  return sql`(${beyond} or (${key} = ${from} and (card.holder, card.product) > (${holder}, ${product})))`;
}
