import { instantText } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { DataspaceTables } from '../database.gen.ts';
import type { DataAddress } from '../domain.ts';
import type { Incoming, Lease, Outgoing, PlaneStore, Postponement } from './store.ts';

type Db = Kysely<DataspaceTables>;
type Table = 'plane_outgoing' | 'plane_incoming';

/** Keeps what planes keep in PostgreSQL. */
export function planeStore(db: Db): PlaneStore {
  return { outgoing: outgoingStore(db), incoming: incomingStore(db) };
}

function outgoingStore(db: Db): PlaneStore['outgoing'] {
  return {
    ...work(db, 'plane_outgoing'),
    find: async (transferId) => {
      const row = await outgoingRows(db).where('transfer', '=', transferId).executeTakeFirst();
      return row && outgoingOf(row);
    },
    claim: async (lease) => {
      const transfer = await claim(db, 'plane_outgoing', lease);
      if (transfer === undefined) return undefined;
      return outgoingOf(await outgoingRows(db).where('transfer', '=', transfer).executeTakeFirstOrThrow());
    },
    start: async (outgoing, dueMs) => {
      await startOutgoing(db, outgoing, dueMs);
      const row = await outgoingRows(db)
        .where('transfer', '=', outgoing.transferId)
        .executeTakeFirstOrThrow();
      return outgoingOf(row);
    },
    begin: async (transferId, nowMs) => {
      await db
        .updateTable('plane_outgoing')
        .set({ began_at: instantText(nowMs) })
        .where('transfer', '=', transferId)
        .where('began_at', 'is', null)
        .execute();
    },
    served: async (transferId, { from, to }) => {
      const { bytes } = await db
        .updateTable('plane_outgoing')
        .set({ served: sql`served + int8multirange(int8range(${from}, ${to}))` })
        .where('transfer', '=', transferId)
        .returning(servedBytes.as('bytes'))
        .executeTakeFirstOrThrow();
      return Number(bytes);
    },
    use: async (transferId, nowMs, record) => {
      await db.transaction().execute(async (tx) => {
        // Whoever marks the row first records the use; a second transaction waits here for the first and then finds it marked.
        const row = await tx
          .updateTable('plane_outgoing')
          .set({ used_at: instantText(nowMs) })
          .where('transfer', '=', transferId)
          .where('used_at', 'is', null)
          .where('began_at', 'is not', null)
          .returning(['agreement', 'consumer', 'dataset', servedBytes.as('bytes')])
          .executeTakeFirst();
        if (!row) return;
        const { agreement: agreementId, consumer, dataset: datasetId, bytes } = row;
        await record({ transferId, agreementId, consumer, datasetId, bytes: Number(bytes) }, tx);
      });
    },
    unrecorded: async () => {
      const rows = await db
        .selectFrom('plane_outgoing')
        .select('transfer')
        .where('state', '=', 'ended')
        .where('used_at', 'is', null)
        .where('began_at', 'is not', null)
        .execute();
      return rows.map(({ transfer }) => transfer);
    },
  };
}

const servedBytes = sql<string>`(select coalesce(sum(upper(part) - lower(part)), 0) from unnest(served) part)`;

function outgoingRows(db: Db) {
  return db.selectFrom('plane_outgoing').selectAll().select(servedBytes.as('bytes'));
}

async function startOutgoing(
  db: Db,
  outgoing: Parameters<PlaneStore['outgoing']['start']>[0],
  dueMs: number | undefined,
): Promise<void> {
  const { version } = outgoing;
  const again = {
    state: 'started',
    renewal_hash: outgoing.renewalHash ?? null,
    due_at: dueMs === undefined ? null : instantText(dueMs),
  };
  await db
    .insertInto('plane_outgoing')
    .values({
      transfer: outgoing.transferId,
      mode: outgoing.mode,
      agreement: outgoing.agreementId,
      consumer: outgoing.consumer,
      dataset: outgoing.datasetId,
      size: BigInt(version.size),
      etag: version.etag,
      media_type: version.mediaType,
      sha256: version.sha256,
      endpoint: outgoing.endpoint ?? null,
      endpoint_token: outgoing.endpointToken ?? null,
      ...again,
    })
    .onConflict((conflict) =>
      conflict.column('transfer').doUpdateSet(again).where('plane_outgoing.state', '!=', 'ended'),
    )
    .execute();
}

type OutgoingRow = Awaited<ReturnType<ReturnType<typeof outgoingRows>['executeTakeFirstOrThrow']>>;

function outgoingOf(row: OutgoingRow): Outgoing {
  return {
    transferId: row.transfer,
    mode: row.mode as Outgoing['mode'],
    state: row.state as Outgoing['state'],
    agreementId: row.agreement,
    consumer: row.consumer,
    datasetId: row.dataset,
    version: { size: Number(row.size), etag: row.etag, mediaType: row.media_type, sha256: row.sha256 },
    renewalHash: row.renewal_hash ?? undefined,
    endpoint: row.endpoint ?? undefined,
    endpointToken: row.endpoint_token ?? undefined,
    servedBytes: Number(row.bytes),
    attempts: row.attempts,
    fault: row.fault ?? undefined,
  };
}

function incomingStore(db: Db): PlaneStore['incoming'] {
  const find = async (transferId: string): Promise<Incoming | undefined> => {
    const row = await db
      .selectFrom('plane_incoming')
      .selectAll()
      .where('transfer', '=', transferId)
      .executeTakeFirst();
    return row && incomingOf(row);
  };
  const change = async (
    transferId: string,
    set: Partial<Selectable<Omit<DataspaceTables['plane_incoming'], 'address'>>>,
  ): Promise<void> => {
    await db.updateTable('plane_incoming').set(set).where('transfer', '=', transferId).execute();
  };
  return {
    ...work(db, 'plane_incoming'),
    find,
    claim: async (lease) => {
      const transfer = await claim(db, 'plane_incoming', lease);
      return transfer === undefined ? undefined : find(transfer);
    },
    start: async (incoming, dueMs) => {
      const again = {
        state: incoming.state,
        address: incoming.address ? JSON.stringify(incoming.address) : null,
        due_at: dueMs === undefined ? null : instantText(dueMs),
      };
      await db
        .insertInto('plane_incoming')
        .values({
          transfer: incoming.transferId,
          mode: incoming.mode,
          agreement: incoming.agreementId,
          provider: incoming.provider,
          token_hash: incoming.tokenHash ?? null,
          ...again,
        })
        .onConflict((conflict) =>
          conflict
            .column('transfer')
            .doUpdateSet(again)
            .where('plane_incoming.state', 'not in', ['ended', 'whole']),
        )
        .execute();
    },
    announce: (transferId, { size, etag, sha256 }) =>
      change(transferId, {
        size: size === undefined ? null : BigInt(size),
        etag: etag ?? null,
        sha256: sha256 ?? null,
      }),
    // Progress: the pauses between attempts begin small again.
    received: (transferId, bytes) => change(transferId, { received: BigInt(bytes), attempts: 0 }),
    address: async (transferId, address) => {
      await db
        .updateTable('plane_incoming')
        .set({ address: JSON.stringify(address) })
        .where('transfer', '=', transferId)
        .execute();
    },
  };
}

function incomingOf(row: Selectable<DataspaceTables['plane_incoming']>): Incoming {
  return {
    transferId: row.transfer,
    mode: row.mode as Incoming['mode'],
    state: row.state as Incoming['state'],
    agreementId: row.agreement,
    provider: row.provider,
    address: (row.address as DataAddress | null) ?? undefined,
    tokenHash: row.token_hash ?? undefined,
    size: row.size === null ? undefined : Number(row.size),
    etag: row.etag ?? undefined,
    sha256: row.sha256 ?? undefined,
    received: Number(row.received),
    attempts: row.attempts,
    fault: row.fault ?? undefined,
  };
}

type Common = Pick<PlaneStore['outgoing'], 'renew' | 'postpone' | 'rest'> & {
  readonly setState: (transferId: string, state: string) => Promise<void>;
};

function work(db: Db, table: Table): Common {
  const change = async (transferId: string, set: object): Promise<void> => {
    await db.updateTable(table).set(set).where('transfer', '=', transferId).execute();
  };
  return {
    setState: async (transferId, state) => {
      await db
        .updateTable(table)
        .set({ state })
        .where('transfer', '=', transferId)
        .where('state', 'not in', ['ended', 'whole'])
        .execute();
    },
    renew: (transferId, { nowMs, leaseMs }) =>
      change(transferId, { leased_until: instantText(nowMs + leaseMs) }),
    postpone: (transferId, { dueMs, fault }: Postponement) =>
      change(transferId, {
        due_at: instantText(dueMs),
        leased_until: null,
        attempts: sql`attempts + 1`,
        fault,
      }),
    rest: (transferId, fault) =>
      change(transferId, { due_at: null, leased_until: null, fault: fault ?? null }),
  };
}

async function claim(db: Db, table: Table, { nowMs, leaseMs }: Lease): Promise<string | undefined> {
  const now = instantText(nowMs);
  // Two processes look for work at once: each passes over the row that the other is just claiming.
  const row = await db
    .updateTable(table)
    .set({ leased_until: instantText(nowMs + leaseMs) })
    .where(
      'transfer',
      '=',
      db
        .selectFrom(table)
        .select('transfer')
        .where('state', '=', 'started')
        .where('due_at', '<=', now)
        .where((is) => is.or([is('leased_until', 'is', null), is('leased_until', '<=', now)]))
        .orderBy('due_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning('transfer')
    .executeTakeFirst();
  return row?.transfer;
}
