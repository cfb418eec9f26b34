import type { Clock, Json, PublicKey } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Bilingual } from '../documents.ts';
import type {
  DataStore,
  DatasetSummary,
  PeerStore,
  ResultStore,
  Row,
  StoredModel,
  StoredReceipt,
  Use,
  UseStore,
} from '../store.ts';
import { usableRows } from './usable-rows.ts';

const feedName = 'hub';
const loadBatch = 2000;
/** Rows whose columns stand for a data set's. */
const described = 2000;

/** Peers and the feed's position on PostgreSQL. */
export function peerStore(db: Kysely<HarborTables>): PeerStore {
  return {
    async pin(peer) {
      const values = {
        name: JSON.stringify(peer.name),
        public_key: peer.publicKey,
        link_host: peer.linkHost,
        link_port: peer.linkPort,
        url: peer.url,
        registrar: peer.registrar,
        note_key: peer.noteKey,
        pinned_at_ms: BigInt(peer.pinnedAtMs),
      };
      await db
        .insertInto('peer')
        .values({ party: peer.party, ...values })
        .onConflict((on) => on.column('party').doUpdateSet(values))
        .execute();
    },
    async list() {
      const rows = await db.selectFrom('peer').selectAll().orderBy('party').execute();
      return rows.map((row) => ({
        party: row.party,
        name: row.name as unknown as Bilingual,
        publicKey: row.public_key as PublicKey,
        linkHost: row.link_host,
        linkPort: row.link_port,
        url: row.url,
        registrar: row.registrar,
        noteKey: row.note_key,
        pinnedAtMs: Number(row.pinned_at_ms),
      }));
    },
    async position() {
      const row = await db
        .selectFrom('feed_position')
        .select('seq')
        .where('name', '=', feedName)
        .executeTakeFirst();
      return row ? Number(row.seq) : 0;
    },
    async advance(seq) {
      await db
        .insertInto('feed_position')
        .values({ name: feedName, seq: BigInt(seq) })
        .onConflict((on) =>
          on
            .column('name')
            .doUpdateSet({ seq: BigInt(seq) })
            .where('feed_position.seq', '<', BigInt(seq)),
        )
        .execute();
    },
  };
}

/** Data sets on PostgreSQL: one row per firm, the columns as JSON. */
export function dataStore(db: Kysely<HarborTables>, clock: Clock): DataStore {
  return {
    load: (product, rows, name) => load(db, { product, rows, name, atMs: BigInt(clock.nowMs()) }),
    async rows(product) {
      const rows = await db
        .selectFrom('dataset_row')
        .select(['uscc', 'columns'])
        .where('product', '=', product)
        .orderBy('uscc')
        .execute();
      return new Map(rows.map((row) => [row.uscc, row.columns as Row]));
    },
    usable: (product) => usableRows(db, product),
    async row(product, uscc) {
      const row = await db
        .selectFrom('dataset_row')
        .select('columns')
        .where('product', '=', product)
        .where('uscc', '=', uscc)
        .executeTakeFirst();
      return row && (row.columns as Row);
    },
    async count(product) {
      const row = await db
        .selectFrom('dataset_row')
        .select(({ fn }) => fn.countAll<bigint>().as('n'))
        .where('product', '=', product)
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    async nameOf(product) {
      const row = await db
        .selectFrom('dataset')
        .select('name')
        .where('product', '=', product)
        .executeTakeFirst();
      return row?.name ?? undefined;
    },
    async columns(product) {
      const first = db
        .selectFrom('dataset_row')
        .select('columns')
        .where('product', '=', product)
        .orderBy('uscc')
        .limit(described)
        .as('first');
      const rows = await db
        .selectFrom(first)
        .select(sql<string>`jsonb_object_keys(first.columns)`.as('name'))
        .distinct()
        .orderBy('name')
        .execute();
      return rows.map(({ name }) => name);
    },
    async loadedAtMs(product) {
      const row = await db
        .selectFrom('dataset')
        .select('loaded_at_ms')
        .where('product', '=', product)
        .executeTakeFirst();
      return row && Number(row.loaded_at_ms);
    },
    list: (sample) => list(db, sample),
  };
}

async function list(db: Kysely<HarborTables>, sample: number): Promise<readonly DatasetSummary[]> {
  const sets = await db
    .selectFrom('dataset_row')
    .leftJoin('dataset', 'dataset.product', 'dataset_row.product')
    .select(({ fn }) => ['dataset_row.product', 'name', 'loaded_at_ms', fn.countAll<bigint>().as('n')])
    .groupBy(['dataset_row.product', 'name', 'loaded_at_ms'])
    .orderBy('dataset_row.product')
    .execute();
  return Promise.all(
    sets.map(async ({ product, name, loaded_at_ms, n }) => {
      const rows = await db
        .selectFrom('dataset_row')
        .select('columns')
        .where('product', '=', product)
        .orderBy('uscc')
        .limit(sample)
        .execute();
      return {
        product,
        name,
        loadedAtMs: loaded_at_ms === null ? null : Number(loaded_at_ms),
        rows: Number(n),
        sample: rows.map((row) => row.columns as Row),
      };
    }),
  );
}

type ModelRow = {
  readonly id: string;
  readonly job_id: string;
  readonly contract_id: string;
  readonly share: Json;
  readonly binnings: unknown;
  readonly report: unknown;
  readonly record: unknown;
  readonly record_salt: string | null;
};

function modelOf(row: ModelRow): StoredModel {
  return {
    id: row.id,
    jobId: row.job_id,
    contractId: row.contract_id,
    share: row.share,
    binnings: row.binnings as Json,
    report: row.report as Json | null,
    record: row.record as Json | null,
    recordSalt: row.record_salt,
  };
}

type Load = {
  readonly product: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly name: string | undefined;
  readonly atMs: bigint;
};

async function load(
  db: Kysely<HarborTables>,
  { product, rows, name, atMs: loaded_at_ms }: Load,
): Promise<number> {
  const all = [...rows];
  await db.transaction().execute(async (tx) => {
    for (let at = 0; at < all.length; at += loadBatch) {
      const batch = all.slice(at, at + loadBatch);
      const keys = batch.map(([uscc]) => uscc);
      const columns = batch.map(([, row]) => JSON.stringify(row));
      // One statement per batch: a row per round trip would take minutes for a real register.
      await sql`insert into dataset_row (product, uscc, columns)
        select ${product}::uuid, u, c::jsonb from unnest(${keys}::text[], ${columns}::text[]) as t(u, c)
        on conflict (product, uscc) do update set columns = excluded.columns`.execute(tx);
    }
    const entry = { loaded_at_ms, ...(name === undefined ? {} : { name }) };
    await tx
      .insertInto('dataset')
      .values({ product, ...entry })
      .onConflict((on) => on.column('product').doUpdateSet(entry))
      .execute();
  });
  return all.length;
}

/** Uses, sessions and acceptances on PostgreSQL. */
export function useStore(db: Kysely<HarborTables>, clock: Clock): UseStore {
  const nowMs = () => BigInt(clock.nowMs());
  return {
    reserve: (use) => db.transaction().execute((tx) => reserve(tx, use, nowMs())),
    othersUnder: (contractId, jobId) => othersUnder(db, { contractId, jobId }),
    async claimSession(session) {
      const done = await db
        .insertInto('fusion_session')
        .values({ session, claimed_at_ms: nowMs() })
        .onConflict((on) => on.column('session').doNothing())
        .executeTakeFirst();
      return done.numInsertedOrUpdatedRows === 1n ? 'fresh' : 'used';
    },
    async acceptAssumption(digest, account) {
      await db
        .insertInto('assumption_acceptance')
        .values({ digest, accepted_by: account, accepted_at_ms: nowMs() })
        .onConflict((on) => on.column('digest').doNothing())
        .execute();
    },
    async assumptionAccepted(digest) {
      const row = await db
        .selectFrom('assumption_acceptance')
        .select('digest')
        .where('digest', '=', digest)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

async function reserve(db: Kysely<HarborTables>, use: Use, atMs: bigint): Promise<'reserved' | 'exhausted'> {
  const { contractId, jobId, most } = use;
  // Two jobs that start at once would both find the last use free: counting and taking it are one step per contract.
  await sql`select pg_advisory_xact_lock(hashtextextended(${contractId}, 0))`.execute(db);
  if (most !== undefined && (await othersUnder(db, use)) >= most) return 'exhausted';
  await db
    .insertInto('contract_use')
    .values({ contract_id: contractId, job_id: jobId, at_ms: atMs })
    .onConflict((on) => on.columns(['contract_id', 'job_id']).doNothing())
    .execute();
  return 'reserved';
}

async function othersUnder(db: Kysely<HarborTables>, { contractId, jobId }: Use): Promise<number> {
  const row = await db
    .selectFrom('contract_use')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('contract_id', '=', contractId)
    .where('job_id', '!=', jobId)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Models and receipts on PostgreSQL. */
export function resultStore(db: Kysely<HarborTables>, clock: Clock): ResultStore {
  return {
    async putModel(model) {
      const values = {
        job_id: model.jobId,
        contract_id: model.contractId,
        share: JSON.stringify(model.share),
        binnings: JSON.stringify(model.binnings),
        report: model.report === null ? null : JSON.stringify(model.report),
        record: model.record === null ? null : JSON.stringify(model.record),
        record_salt: model.recordSalt,
      };
      await db
        .insertInto('model')
        .values({ id: model.id, ...values, created_at_ms: BigInt(clock.nowMs()) })
        .onConflict((on) => on.column('id').doUpdateSet(values))
        .execute();
    },
    async model(id) {
      const row = await db.selectFrom('model').selectAll().where('id', '=', id).executeTakeFirst();
      return row && modelOf(row);
    },
    async models() {
      return (await db.selectFrom('model').selectAll().execute()).map(modelOf);
    },
    async putReceipt(receipt) {
      const { id, jobId, session, body, salt, logIndex, proof } = receipt;
      await db
        .insertInto('receipt')
        .values({
          id,
          job_id: jobId,
          session,
          body: JSON.stringify(body),
          salt,
          log_index: BigInt(logIndex),
          proof,
        })
        .onConflict((on) => on.column('session').doNothing())
        .execute();
    },
    async receipts({ limit, jobId, before }) {
      const rows = await db
        .selectFrom('receipt')
        .selectAll()
        .$if(jobId !== undefined, (receipts) => receipts.where('job_id', '=', jobId!))
        .$if(before !== undefined, (receipts) => receipts.where('id', '<', before!))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(receiptOf);
    },
    async receipt(id) {
      const row = await db.selectFrom('receipt').selectAll().where('id', '=', id).executeTakeFirst();
      return row && receiptOf(row);
    },
  };
}

function receiptOf(row: {
  id: string;
  job_id: string;
  session: string;
  body: unknown;
  salt: string;
  log_index: bigint;
  proof: string;
}): StoredReceipt {
  return {
    id: row.id,
    jobId: row.job_id,
    session: row.session,
    body: row.body as Json,
    salt: row.salt,
    logIndex: Number(row.log_index),
    proof: row.proof,
  };
}
