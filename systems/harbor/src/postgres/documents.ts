import type { SignedDocument } from '@finharbor/access';
import { type Clock, canonicalJson, type Json, sha256 } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Body, DocumentType, Verified } from '../documents.ts';
import type { Projecting } from '../search/project.ts';
import type { DocumentFilter, DocumentStore, FeedRequest, Refusal } from '../store.ts';
import { project } from './project.ts';

/** When it is, and which party lists products. */
export type Listing = { readonly clock: Clock; readonly registry: string };

/** The document store on PostgreSQL. */
export function documentStore(db: Kysely<HarborTables>, listing: Listing): DocumentStore {
  const { clock } = listing;
  return {
    put: (doc) =>
      db.isTransaction
        ? put(projectingIn(db, listing), doc)
        : db.transaction().execute((tx) => put(projectingIn(tx, listing), doc)),
    async get(id) {
      const row = await db.selectFrom('document').select('signed').where('id', '=', id).executeTakeFirst();
      return row && (row.signed as unknown as SignedDocument);
    },
    find: (type, where) => find(db, type, where ?? {}),
    async count(type) {
      const { n } = await db
        .selectFrom('document')
        .select((on) => on.fn.countAll<string>().as('n'))
        .where('type', '=', type)
        .executeTakeFirstOrThrow();
      return Number(n);
    },
    feed: (request) => feed(db, request),
    async recordedMs(id) {
      const row = await db
        .selectFrom('document')
        .select('recorded_at_ms')
        .where('id', '=', id)
        .executeTakeFirst();
      return row && Number(row.recorded_at_ms);
    },
    async positionOf(id) {
      const row = await db.selectFrom('document').select('seq').where('id', '=', id).executeTakeFirst();
      return row && Number(row.seq);
    },
    ...refusedDocuments(db, clock),
  };
}

function refusedDocuments(
  db: Kysely<HarborTables>,
  clock: Clock,
): Pick<DocumentStore, 'refuse' | 'refusals' | 'judgeAgain'> {
  return {
    async refuse(doc, code) {
      await db
        .insertInto('refused_document')
        .values({
          // Not by the document's own id: a forged one may bear the id of the real one, and must not stand in its way.
          id: Buffer.from(sha256(canonicalJson(doc as unknown as Json))).toString('hex'),
          type: doc.type,
          issuer: doc.issuer,
          code,
          seen_at_ms: BigInt(clock.nowMs()),
          signed: JSON.stringify(doc),
        })
        .onConflict((on) => on.column('id').doUpdateSet({ code }))
        .execute();
    },
    async refusals() {
      const rows = await db
        .selectFrom('refused_document')
        .select(['signed', 'type', 'issuer', 'code', 'seen_at_ms'])
        .orderBy('seen_at_ms', 'desc')
        .limit(200)
        .execute();
      return rows.map(
        ({ seen_at_ms, signed, ...rest }): Refusal => ({
          ...rest,
          id: (signed as unknown as SignedDocument).id,
          seenAtMs: Number(seen_at_ms),
        }),
      );
    },
    async judgeAgain(judge) {
      const rows = await db
        .selectFrom('refused_document')
        .select(['id', 'signed'])
        .orderBy('seen_at_ms')
        .execute();
      for (const row of rows) {
        const admission = await judge(row.signed as unknown as SignedDocument);
        const kept = db.updateTable('refused_document').where('id', '=', row.id);
        if (admission.kind === 'refused') await kept.set({ code: admission.code }).execute();
        else await db.deleteFrom('refused_document').where('id', '=', row.id).execute();
      }
    },
  };
}

/** What is derived from documents as a transaction sees them. */
export function projectingIn(tx: Kysely<HarborTables>, listing: Listing): Projecting {
  const { clock, registry } = listing;
  return { tx, documents: documentStore(tx, listing), terms: { registry, nowMs: clock.nowMs() } };
}

/** Any fixed number that nothing else in the database locks. */
const feedLock = 4_801_772_093n;

/**
 * Lets one transaction write documents or what is derived from them at a time. Numbers are given in the order of the inserts, but seen in
 * the order of the commits: without the lock a reader could go past a number whose transaction is still open, and never come back for it.
 */
export async function lockFeed(tx: Kysely<HarborTables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${feedLock})`.execute(tx);
}

async function put(parts: Projecting, doc: SignedDocument): Promise<'stored' | 'already_there'> {
  const db = parts.tx;
  await lockFeed(db);
  const body = doc.body as Readonly<
    Partial<Record<'contract' | 'job' | 'uscc' | 'subject' | 'proposal' | 'product', unknown>>
  >;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const done = await db
    .insertInto('document')
    .values({
      id: doc.id,
      type: doc.type,
      issuer: doc.issuer,
      audience: [...doc.audience],
      issued_at_ms: BigInt(doc.issuedAtMs),
      recorded_at_ms: BigInt(parts.terms.nowMs),
      contract_id: text(body.contract),
      job_id: text(body.job),
      uscc: text(body.uscc) ?? text(body.subject),
      proposal_id: text(body.proposal),
      product_id: text(body.product),
      signed: JSON.stringify(doc),
    })
    .onConflict((on) => on.column('id').doNothing())
    .executeTakeFirst();
  if (done.numInsertedOrUpdatedRows !== 1n) return 'already_there';
  await project(parts, doc);
  return 'stored';
}

async function find<T extends DocumentType>(
  db: Kysely<HarborTables>,
  type: T,
  where: DocumentFilter,
): Promise<Verified<T>[]> {
  let query = db.selectFrom('document').select('signed').where('type', '=', type).orderBy('seq');
  if (where.id !== undefined) query = query.where('id', '=', where.id);
  if (where.contract !== undefined) query = query.where('contract_id', '=', where.contract);
  if (where.job !== undefined) query = query.where('job_id', '=', where.job);
  if (where.uscc !== undefined) query = query.where('uscc', '=', where.uscc);
  if (where.proposal !== undefined) query = query.where('proposal_id', '=', where.proposal);
  if (where.product !== undefined) query = query.where('product_id', '=', where.product);
  if (where.madeFrom !== undefined)
    query = query.where(
      sql<boolean>`signed #> '{body,derivedFrom}' @> ${JSON.stringify([{ product: where.madeFrom }])}::jsonb`,
    );
  if (where.previous !== undefined)
    query = query.where(sql<boolean>`signed #>> '{body,previous}' = ${where.previous}`);
  if (where.issuer !== undefined) query = query.where('issuer', '=', where.issuer);
  const rows = await query.execute();
  return rows.map((row) => verifiedOf(row.signed as unknown as SignedDocument) as Verified<T>);
}

async function feed(db: Kysely<HarborTables>, request: FeedRequest) {
  const rows = await db
    .selectFrom('document')
    .select(['seq', 'signed'])
    .where('seq', '>', BigInt(request.after))
    .where(sql<boolean>`audience && ${[...request.audience, '*']}::text[]`)
    .orderBy('seq')
    .limit(request.limit)
    .execute();
  return rows.map((row) => ({ seq: Number(row.seq), document: row.signed as unknown as SignedDocument }));
}

/** A stored document as the rest of the harbor reads it; it was verified before it was stored. */
export function verifiedOf(doc: SignedDocument): Verified<DocumentType> {
  return {
    id: doc.id,
    type: doc.type as DocumentType,
    issuer: doc.issuer,
    audience: doc.audience,
    issuedAtMs: doc.issuedAtMs,
    body: doc.body as unknown as Body<DocumentType>,
  };
}
