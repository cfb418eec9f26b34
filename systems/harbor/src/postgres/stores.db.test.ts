import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { generateSigningKey } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import type { HarborTables } from '../database.gen.ts';
import type { Job, JobEvent, Row } from '../store.ts';
import { signed, type TestNode, testNode, uscc } from '../testing.ts';
import { postgresStore } from './index.ts';

let node: TestNode;
before(async () => {
  node = await testNode('tax');
});
after(() => node[Symbol.asyncDispose]());

function job(change: Partial<Job> = {}): Job {
  return {
    id: crypto.randomUUID(),
    kind: 'train',
    contractId: 'c'.repeat(64),
    status: 'waiting',
    attempt: 1,
    session: crypto.randomUUID(),
    request: { attempt: 1 },
    ownRow: { Amount: 7 },
    stage: 'agree',
    error: null,
    result: null,
    createdAtMs: 1,
    updatedAtMs: 1,
    ...change,
  };
}

test('an attempt of a job begins once, however many deliveries race, and no older attempt ever takes its place', async () => {
  const { jobs } = node.ctx.store;
  const first = job();
  const races = await Promise.all(Array.from({ length: 6 }, () => jobs.begin(first)));
  assert.equal(races.filter((one) => one === 'begun').length, 1);
  await jobs.change(first.id, { status: 'failed', error: { code: 'link.peer_gone', message: 'gone' } });
  const third = { ...first, attempt: 3, session: crypto.randomUUID() };
  assert.equal(await jobs.begin(third), 'begun');
  assert.equal(await jobs.begin({ ...first, attempt: 2 }), 'already_begun');
  assert.equal(await jobs.begin(first), 'already_begun');
  const { updatedAtMs: _updatedAtMs, ...kept } = (await jobs.get(first.id))!;
  const { updatedAtMs: _other, ...expected } = third;
  assert.deepEqual(kept, expected);
});

test('a job’s events are read on from the last one seen, in order and without those of other jobs', async () => {
  const { jobs } = node.ctx.store;
  const [one, other] = [job(), job()];
  for (const each of [one, other]) await jobs.begin(each);
  const stage = (done: number): JobEvent => ({ kind: 'stage', stage: 'align', done, total: 3 });
  for (const done of [0, 1, 2, 3]) {
    await jobs.addEvent(one.id, stage(done));
    await jobs.addEvent(other.id, stage(done));
  }
  const all = await jobs.events(one.id, 0);
  assert.deepEqual(
    all.map(({ event }) => event),
    [0, 1, 2, 3].map(stage),
  );
  assert.deepEqual(await jobs.events(one.id, all[1]!.seq), all.slice(2));
  assert.deepEqual(await jobs.events(one.id, all[3]!.seq), []);
});

test('a change and its event are written both or neither', async () => {
  const { jobs } = node.ctx.store;
  const one = job();
  await jobs.begin(one);
  const done: JobEvent = { kind: 'status', status: 'done', code: null };
  await jobs.change(one.id, { status: 'done', result: { points: 5 } }, done);
  assert.deepEqual((await jobs.get(one.id))?.result, { points: 5 });
  assert.deepEqual(
    (await jobs.events(one.id, 0)).map(({ event }) => event),
    [done],
  );
  const unwritable: JobEvent = { kind: 'stage', stage: '\0', done: 0, total: 0 };
  await assert.rejects(jobs.change(one.id, { status: 'failed' }, unwritable));
  assert.equal((await jobs.get(one.id))?.status, 'done');
});

test('jobs that a killed process left open fail as interrupted and tell it; those that had ended stay as they were', async () => {
  const { jobs } = node.ctx.store;
  const [waiting, running, done] = [job(), job(), job()];
  for (const each of [waiting, running, done]) await jobs.begin(each);
  await jobs.change(running.id, { status: 'running' });
  await jobs.change(done.id, { status: 'done', result: null });
  assert.ok((await jobs.failInterrupted()) >= 2);
  assert.equal(await jobs.failInterrupted(), 0);
  for (const { id } of [waiting, running]) {
    const failed = await jobs.get(id);
    assert.deepEqual([failed?.status, failed?.error?.code], ['failed', 'job.interrupted']);
    const events = await jobs.events(id, 0);
    assert.deepEqual(events.at(-1)?.event, { kind: 'status', status: 'failed', code: 'job.interrupted' });
  }
  assert.equal((await jobs.get(done.id))?.status, 'done');
});

test('loading rows puts new ones in, replaces those that are there, and touches no other data set', async () => {
  const { data } = node.ctx.store;
  const [product, other] = [crypto.randomUUID(), crypto.randomUUID()];
  const rows = (from: number, count: number, value: string) =>
    new Map<string, Row>(
      Array.from({ length: count }, (_, at) => [`firm ${String(from + at).padStart(5, '0')}`, { value }]),
    );
  await data.load(other, rows(0, 3, 'other'));
  assert.equal(await data.load(product, rows(0, 4500, 'old')), 4500);
  await data.load(product, rows(4400, 200, 'new'));
  assert.equal(await data.count(product), 4600);
  const loaded = await data.rows(product);
  assert.deepEqual([...loaded.keys()], [...loaded.keys()].toSorted());
  assert.deepEqual(
    [loaded.get('firm 04399'), loaded.get('firm 04400')],
    [{ value: 'old' }, { value: 'new' }],
  );
  assert.deepEqual(await data.rows(other), rows(0, 3, 'other'));
  assert.equal(await data.row(product, 'nobody'), undefined);
});

test('the feed’s position only moves forward, also when two readers overlap', async () => {
  const { peers } = node.ctx.store;
  await Promise.all([7, 3, 9, 5].map((seq) => peers.advance(seq)));
  assert.equal(await peers.position(), 9);
  await peers.advance(8);
  assert.equal(await peers.position(), 9);
});

test('a reader never goes past a document whose transaction is still open', async () => {
  const { db, url } = node.database;
  await using second = openDatabase<HarborTables>(url, { maxConnections: 2, applicationName: 'second' });
  const docs = [1, 2].map((n) =>
    signed(node.keys.tax!, {
      type: 'withdrawal',
      issuer: 'tax',
      body: { uscc, nonce: `${n}`.repeat(22) },
      audience: ['reader'],
    }),
  );
  const hasPut = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const slow = db.transaction().execute(async (tx) => {
    await postgresStore(tx, node.clock, 'hub').documents.put(docs[0]!);
    hasPut.resolve();
    await mayCommit.promise;
  });
  await hasPut.promise;
  let quickIsDone = false;
  const quick = postgresStore(second, node.clock, 'hub')
    .documents.put(docs[1]!)
    .finally(() => {
      quickIsDone = true;
    });
  const isWaiting = sql`select 1 from pg_stat_activity where application_name = 'second' and wait_event_type = 'Lock'`;
  while (!quickIsDone && (await isWaiting.execute(db)).rows.length === 0);
  const { documents } = node.ctx.store;
  const early = await documents.feed({ audience: ['reader'], after: 0, limit: 10 });
  mayCommit.resolve();
  await Promise.all([slow, quick]);
  const after = early.at(-1)?.seq ?? 0;
  const late = await documents.feed({ audience: ['reader'], after, limit: 10 });
  assert.deepEqual(
    [...early, ...late].map(({ document }) => document.id),
    docs.map(({ id }) => id),
  );
});

test('a forged document that bears the id of a real one does not stand in its way', async () => {
  const { documents } = node.ctx.store;
  const key = generateSigningKey();
  const real = signed(key, {
    type: 'termination',
    issuer: 'office',
    body: { contract: 'c'.repeat(64), reason: 'x' },
  });
  const forged = { ...real, signature: 'A'.repeat(86) };
  for (const doc of [forged, real, forged]) await documents.refuse(doc, 'document.unknown_issuer');
  const judged: string[] = [];
  await documents.judgeAgain(async (doc) => {
    judged.push(doc.signature);
    return doc.signature === real.signature
      ? { kind: 'admitted' }
      : { kind: 'refused', code: 'document.bad_signature' };
  });
  assert.deepEqual(judged.toSorted(), [forged.signature, real.signature].toSorted());
  const left = (await documents.refusals()).map(({ id, code }) => [id, code]);
  assert.deepEqual(left, [[real.id, 'document.bad_signature']]);
});

test('a list of jobs or receipts goes on behind the last one that was given, newest first, and leaves none out', async () => {
  const { jobs, results } = node.ctx.store;
  for (let serial = 0; serial < 5; serial += 1) {
    const one = job();
    await jobs.begin(one);
    await results.putReceipt({
      id: crypto.randomUUID(),
      jobId: one.id,
      session: one.session,
      body: {},
      salt: 'a'.repeat(64),
      logIndex: serial,
      proof: 'p',
    });
  }
  const allJobs = (await jobs.list(1000)).map(({ id }) => id);
  assert.deepEqual(await pages((before) => jobs.list(2, before)), allJobs);
  assert.deepEqual(allJobs, allJobs.toSorted().toReversed());
  const allReceipts = (await results.receipts({ limit: 1000 })).map(({ id }) => id);
  assert.equal(allReceipts.length, 5);
  assert.deepEqual(await pages((before) => results.receipts({ limit: 2, before })), allReceipts);
});

async function pages(
  read: (before: string | undefined) => Promise<readonly { readonly id: string }[]>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await read(ids.at(-1));
    if (page.length === 0) return ids;
    ids.push(...page.map(({ id }) => id));
  }
}
