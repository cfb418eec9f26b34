import type { SignedDocument } from '@finharbor/access';
import { pageLimits } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Verified } from '../documents.ts';
import { type Listing, verifiedOf } from '../postgres/documents.ts';
import type { Asked, Cards, Hit } from './cards.ts';
import { cardReader, recheckOffers } from './keep-cards.ts';
import { pageOf } from './pages.ts';
import type { CatalogueStore, Offered, OfferState, ProductQuery, Sees } from './query.ts';
import { exactly, type Lookup, loosely, misspellable, plain } from './words.ts';

type Db = Kysely<HarborTables>;

/** The catalogue on the table that is written with each document; its words are searched in memory. */
export function catalogueStore(db: Db, listing: Listing): CatalogueStore {
  const read = cardReader(db, listing);
  return {
    async find({ cursor, limit = pageLimits.usual, sort = 'relevance', ...query }, sees) {
      const cards = await read();
      const { hits, loose } = await hitsOf(db, cards, { query, sees });
      const { items, next } = pageOf(cards.chosen(hits, query), { sort, limit, cursor });
      const rows = await db
        .selectFrom('document')
        .select(['id', 'signed'])
        .where(sql<boolean>`id = any (${items.map(({ version }) => version)}::text[])`)
        .execute();
      const signed = new Map(rows.map((row) => [row.id, row.signed]));
      const found = items.map(({ version, state }) => offeredOf({ state, signed: signed.get(version) }));
      return { items: found, next, loose };
    },
    async facets(query, sees) {
      const cards = await read();
      return cards.counted((await hitsOf(db, cards, { query, sees })).hits, query);
    },
    async fits(query, { holder, product }) {
      const cards = await read();
      const hits = cards
        .hits(await exact(db, query), () => false)
        .filter(({ entry }) => entry.holder === holder && entry.product === product);
      return cards.chosen(hits, query).length > 0;
    },
    async offered(states) {
      await recheckOffers(db, listing);
      const rows = await offers(db)
        .where(sql<boolean>`state = any (${[...states]}::text[])`)
        .orderBy('document.seq')
        .execute();
      return rows.map(offeredOf);
    },
    async offer({ holder, product }) {
      await recheckOffers(db, listing);
      const row = await offers(db)
        .where('holder', '=', holder)
        .where('product', '=', product)
        .executeTakeFirst();
      return row && offeredOf(row);
    },
  };
}

function offers(db: Db) {
  return db
    .selectFrom('product_card')
    .innerJoin('document', 'document.id', 'product_card.version')
    .select(['state', 'signed']);
}

function offeredOf({ state, signed }: { readonly state: string; readonly signed: unknown }): Offered {
  return {
    state: state as OfferState,
    version: verifiedOf(signed as SignedDocument) as Verified<'product'>,
  };
}

type Found = { readonly hits: readonly Hit[]; readonly loose: boolean };

/** Looks to the letter first, and where no product at all fits so, again with slips of the hand allowed. */
async function hitsOf(
  db: Db,
  cards: Cards,
  { query, sees }: { readonly query: ProductQuery; readonly sees: Sees },
): Promise<Found> {
  const { q = '' } = query;
  const asked = await exact(db, query);
  const hits = cards.hits(asked, sees);
  if (hits.length > 0 || q.trim() === '') return { hits, loose: false };
  const known = new Map(misspellable(q).map((word) => [word, cards.alike(word)]));
  return { hits: cards.hits({ ...asked, lookups: loosely(q, known) }, sees), loose: true };
}

/** What is asked for to the letter. */
async function exact(db: Db, { q = '' }: ProductQuery): Promise<Asked> {
  if (q.trim() === '') return { isAnything: true, lookups: [], holders: () => [] };
  const peers = await db.selectFrom('peer').select(['party', 'name']).execute();
  const names = peers.map(({ party, name }) => {
    const { en, zh } = name as { readonly en: string; readonly zh: string };
    return { party, name: plain([en, zh]) };
  });
  const holders = ({ word }: Lookup): readonly string[] =>
    names.flatMap(({ party, name }) => (name.includes(word) ? [party] : []));
  return { isAnything: false, lookups: exactly(q), holders };
}
