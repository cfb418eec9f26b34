import { type Cursor, decodeCursor, encodeCursor, instantMs } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DataspaceTables } from '../database.gen.ts';
import { datasetOf } from './entry.ts';
import type { FederatedDataset, FederatedPage, FederatedQuery } from './port.ts';

/** What is thought of as fresh, and now. */
export type Freshness = { readonly nowMs: number; readonly staleMs: number };

const mostItems = 200;
const mostTerms = 8;
const keyset = z.tuple([z.string(), z.string(), z.string()]);

/** Finds data sets of all connectors, in the order of their titles. */
export async function searchFederation(
  db: Kysely<DataspaceTables>,
  { text = '', peers, formats, cursor, limit }: FederatedQuery,
  { nowMs, staleMs }: Freshness,
): Promise<FederatedPage> {
  const most = Math.min(limit, mostItems);
  let found = datasets(db)
    .orderBy('d.title')
    .orderBy('d.peer')
    .orderBy('d.id')
    .limit(most + 1);
  for (const term of text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, mostTerms))
    found = found.where('d.words', 'like', `%${term.replace(/[\\%_]/g, '\\$&')}%`);
  if (peers) found = found.where('d.peer', 'in', peers.length > 0 ? peers : ['']);
  if (formats) found = found.where(sql<boolean>`d.formats && ${[...formats]}::text[]`);
  if (cursor !== undefined) {
    const [title, peer, id] = decodeCursor(cursor as Cursor, keyset);
    found = found.where(sql<boolean>`(d.title, d.peer, d.id) > (${title}, ${peer}, ${id})`);
  }
  const rows = await found.execute();
  const items = rows.slice(0, most).map((row) => shown(row, { nowMs, staleMs }));
  const last = rows.length > most ? rows[most - 1] : undefined;
  return { items, next: last && encodeCursor([last.title, last.peer, last.id]) };
}

/** A data set by its id. */
export async function findFederated(
  db: Kysely<DataspaceTables>,
  id: string,
  freshness: Freshness,
): Promise<FederatedDataset | undefined> {
  const row = await datasets(db).where('d.id', '=', id).orderBy('d.peer').limit(1).executeTakeFirst();
  return row && shown(row, freshness);
}

function datasets(db: Kysely<DataspaceTables>) {
  return db
    .selectFrom('federation_dataset as d')
    .innerJoin('federation_source as s', 's.peer', 'd.peer')
    .select(['d.peer', 's.address', 'd.id', 'd.title', 'd.document', 'd.changed_at', 's.crawled_at']);
}

type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof datasets>['executeTakeFirst']>>>;

function shown(row: Row, { nowMs, staleMs }: Freshness): FederatedDataset {
  const { peer, address, title } = row;
  const crawledMs = row.crawled_at === null ? 0 : instantMs(row.crawled_at);
  const asOfMs = Math.max(crawledMs, instantMs(row.changed_at));
  const dataset = { ...datasetOf(row.document), source: { peer, address } };
  return { peer, address, title, dataset, asOfMs, isStale: nowMs - asOfMs > staleMs };
}
