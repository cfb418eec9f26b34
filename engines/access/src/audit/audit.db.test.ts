import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { idSource, manualClock, systemRandom } from '@finharbor/kernel';
import type { AuditEntry, Caller } from '@finharbor/kernel/http';
import { type TestDatabase, testDatabase } from '@finharbor/kernel/testing';
import { sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';
import type { AuditQuery } from './event.ts';
import type { Anchor } from './seal.ts';
import { type AuditTrail, auditTrail } from './trail.ts';

const clock = manualClock(1_795_248_000_000);
const newId = idSource(clock, systemRandom);
const ann = newId();

type Kept = AsyncDisposable & {
  readonly db: TestDatabase<AccessTables>['db'];
  readonly trail: AuditTrail;
  readonly anchored: { body: unknown; salt: string }[];
  readonly anchor: Anchor;
};

/** A trail on a database of its own, for its rows cannot be deleted. */
async function keptTrail(): Promise<Kept> {
  const database = await testDatabase<AccessTables>([accessMigrations]);
  const anchored: { body: unknown; salt: string }[] = [];
  return {
    db: database.db,
    trail: auditTrail(database.db, { party: 'bank', clock, random: systemRandom }),
    anchored,
    anchor: async (body, salt) => {
      anchored.push({ body, salt });
      return { index: anchored.length - 1, proof: 'proof' };
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

const caller: Caller = {
  kind: 'account',
  account: ann,
  login: 'ann',
  session: 's',
  party: 'bank',
  roles: ['analyst'],
  provenAtMs: 0,
};

function entry(more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    phase: 'done',
    action: 'contract.read',
    caller,
    requestId: newId(),
    atMs: clock.nowMs(),
    address: '203.0.113.7',
    facts: { id: 'c1' },
    status: 200,
    code: undefined,
    ...more,
  };
}

/** Seals once no older transaction runs: other test files have theirs on the same server, and a seal waits for them. */
async function sealed(kept: Kept): Promise<void> {
  await settled(kept);
  await kept.trail.seal(kept.anchor);
}

async function settled({ db }: Kept): Promise<void> {
  for (;;) {
    const { rows } =
      await sql`select 1 from audit_event where xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint`.execute(
        db,
      );
    if (rows.length === 0) return;
    await setTimeout(5);
  }
}

const listed = async ({ trail }: Kept, query: AuditQuery): Promise<readonly string[]> =>
  (await trail.search(query, { limit: 100 })).map(({ action, phase }) => `${action} ${phase}`);

test('the trail is searched by action, account, object, outcome and time, the latest first', async () => {
  await using kept = await keptTrail();
  const { trail } = kept;
  await trail.record(entry({ action: 'a.first', facts: { id: 'c1' } }));
  await trail.record(
    entry({ action: 'a.second', facts: { id: 'c2', job: 'j9' }, caller: { kind: 'public' } }),
  );
  await trail.record(
    entry({ action: 'a.third', status: 403, code: 'access.forbidden', atMs: clock.nowMs() + 1000 }),
  );
  assert.deepEqual(await listed(kept, {}), ['a.third done', 'a.second done', 'a.first done']);
  assert.deepEqual(await listed(kept, { action: 'a.first' }), ['a.first done']);
  assert.deepEqual(await listed(kept, { account: ann }), ['a.third done', 'a.first done']);
  assert.deepEqual(await listed(kept, { object: 'j9' }), ['a.second done']);
  assert.deepEqual(await listed(kept, { outcome: 'refused' }), ['a.third done']);
  assert.deepEqual(await listed(kept, { fromMs: clock.nowMs() + 1 }), ['a.third done']);
  assert.deepEqual(await listed(kept, { untilMs: clock.nowMs() + 1 }), ['a.second done', 'a.first done']);
  assert.deepEqual(await listed(kept, { party: 'bank', object: 'j9' }), []);
  const [latest] = await trail.search({}, { limit: 1 });
  const older = await trail.search({}, { limit: 1, before: latest!.seq });
  assert.equal(older[0]!.action, 'a.second');
});

test('what was begun shows until its outcome does', async () => {
  await using kept = await keptTrail();
  const requestId = newId();
  await kept.trail.record(entry({ action: 'pay', phase: 'begun', requestId, status: undefined }));
  assert.deepEqual(await listed(kept, { outcome: 'unknown' }), ['pay begun']);
  await kept.trail.record(entry({ action: 'pay', requestId }));
  assert.deepEqual(await listed(kept, {}), ['pay done']);
});

test('no statement changes or removes a row', async () => {
  await using kept = await keptTrail();
  await kept.trail.record(entry());
  await sealed(kept);
  for (const table of ['audit_event', 'audit_seal', 'audit_anchor']) {
    const change = sql`update ${sql.table(table)} set ${sql.ref(table === 'audit_event' ? 'action' : 'seal')} = default`;
    await assert.rejects(change.execute(kept.db), /only ever added to|can only be updated to DEFAULT/);
    await assert.rejects(sql`delete from ${sql.table(table)}`.execute(kept.db), /only ever added to/);
    await assert.rejects(sql`truncate ${sql.table(table)} cascade`.execute(kept.db), /only ever added to/);
  }
});

test('a seal covers all rows so far, is brought to the log once, and is checked against the rows', async () => {
  await using kept = await keptTrail();
  const { trail, anchored } = kept;
  for (let n = 0; n < 3; n++) await trail.record(entry({ facts: { n: String(n) } }));
  await sealed(kept);
  await sealed(kept);
  await trail.record(entry());
  await sealed(kept);
  assert.equal(anchored.length, 2);
  const [newest, first] = await trail.seals(10);
  assert.deepEqual([newest!.rows, newest!.logIndex, first!.rows, first!.logIndex], [4, 1, 3, 0]);
  assert.deepEqual(anchored[1], {
    body: { type: 'finharbor/audit-seal/1', party: 'bank', seal: '2', rows: '4', head: newest!.head },
    salt: newest!.salt,
  });
  assert.deepEqual(await trail.verify(), { kind: 'intact', seals: 2, rows: 4 });
});

test('whoever owns the database and rewrites, drops or adds a row is shown by the seals', async () => {
  for (const tamper of [
    sql`update audit_event set actor = 'public' where facts ->> 'n' = '1'`,
    sql`delete from audit_event where facts ->> 'n' = '1'`,
    sql`insert into audit_event (xid, at, request_id, phase, action, actor, party, roles, facts, objects)
        overriding system value
        select xid, at, gen_random_uuid(), phase, 'forged', actor, party, roles, facts, objects
        from audit_event where facts ->> 'n' = '0'`,
  ]) {
    await using kept = await keptTrail();
    for (let n = 0; n < 3; n++) await kept.trail.record(entry({ facts: { n: String(n) } }));
    await sealed(kept);
    await sql`alter table audit_event disable trigger all`.execute(kept.db);
    await tamper.execute(kept.db);
    assert.deepEqual(await kept.trail.verify(), { kind: 'broken', seal: 1 });
  }
});

test('a row whose transaction ends late is under the next seal, not under none', async () => {
  await using kept = await keptTrail();
  const { db, trail, anchor } = kept;
  const mayEnd = Promise.withResolvers<void>();
  const isWritten = Promise.withResolvers<void>();
  const slow = db.transaction().execute(async (tx) => {
    await auditTrail(tx, { party: 'bank', clock, random: systemRandom }).record(entry({ action: 'slow' }));
    isWritten.resolve();
    await mayEnd.promise;
  });
  await isWritten.promise;
  await trail.record(entry({ action: 'quick' }));
  await trail.seal(anchor);
  mayEnd.resolve();
  await slow;
  await sealed(kept);
  assert.deepEqual(await trail.verify(), { kind: 'intact', seals: 1, rows: 2 });
});

test('a seal the log did not take is brought again at the next turn', async () => {
  await using kept = await keptTrail();
  await kept.trail.record(entry());
  await settled(kept);
  const away: Anchor = async () => {
    throw new Error('the log is away');
  };
  for (let turn = 0; turn < 2; turn += 1) await assert.rejects(kept.trail.seal(away), /the log is away/);
  assert.equal((await kept.trail.seals(1))[0]!.logIndex, null);
  await kept.trail.seal(kept.anchor);
  assert.equal((await kept.trail.seals(1))[0]!.logIndex, 0);
  assert.equal(kept.anchored.length, 1);
});

test('where a call came from can be forgotten; the trail stays whole', async () => {
  await using kept = await keptTrail();
  await kept.trail.record(entry());
  await sealed(kept);
  assert.equal((await kept.trail.search({}, { limit: 1 }))[0]!.address, '203.0.113.7');
  await sql`delete from audit_source`.execute(kept.db);
  assert.equal((await kept.trail.search({}, { limit: 1 }))[0]!.address, null);
  assert.deepEqual(await kept.trail.verify(), { kind: 'intact', seals: 1, rows: 1 });
});
