import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Json } from '@finharbor/kernel';
import { sql } from 'kysely';
import { act, openCase } from '../cases.ts';
import { brokenAt } from '../chain.ts';
import type { Procedure } from '../definition/procedure.ts';
import type { Command } from '../machine/command.ts';
import type { Person } from '../machine/state.ts';
import { grant, tablesWith, testCases } from '../testing/index.ts';
import { person } from '../testing/test-cases.ts';
import { handOver } from '../work/hand-over.ts';
import { migrateQueue } from '../work/queue.ts';
import { forgetCases } from './forget.ts';

const cases = await testCases([grant]);
after(() => cases[Symbol.asyncDispose]());
const { ctx, clock, database } = cases;
const { db } = database;
const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const dayMs = 86_400_000;

async function done(id: string, by: Person, command: Command): Promise<void> {
  assert.equal((await act(ctx, { id, by, command })).kind, 'done');
}

/** A grant that lapsed. */
async function lapsed(): Promise<string> {
  const opened = await openCase(ctx, 'grant', firm);
  assert.ok(opened.kind === 'done');
  const { id } = opened.case;
  const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
  await done(id, firm, { type: 'attach', document: 'plan', file: plan });
  await done(id, firm, { type: 'step', step: 'file', form: { name: '海港', yuan: 900, kind: 'new' } });
  await done(id, clerk, { type: 'step', step: 'ask', reason: 'Secret.' });
  clock.advance(60 * dayMs);
  await act(ctx, { id, by: clerk, command: { type: 'comment', text: 'Secret.' } });
  assert.equal((await ctx.store.read(id))!.state.state, 'lapsed');
  return id;
}

test('the contents of a case go when its years are over, and its chain stays whole', async () => {
  const id = await lapsed();
  const { state, number, head } = (await ctx.store.read(id))!;
  const end = Temporal.Instant.fromEpochMilliseconds(state.ended!.atMs).toZonedDateTimeISO('Asia/Shanghai');
  const lastDay = end.add({ years: grant.keptYears }).startOfDay().epochMilliseconds;
  clock.advance(lastDay - clock.nowMs());
  assert.equal(await forgetCases(ctx, db), 0, 'not on the day itself');
  clock.advance(dayMs);
  assert.deepEqual(
    await Promise.all([forgetCases(ctx, db), forgetCases(ctx, db)]).then((all) => all.toSorted()),
    [0, 1],
  );
  const kept = (await ctx.store.read(id))!;
  assert.deepEqual([kept.number, kept.head, kept.state.ended, kept.subject], [number, head, state.ended, '']);
  const rows = await db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', id)
    .orderBy('seq')
    .execute();
  assert.equal(
    brokenAt(
      id,
      rows.map((row) => ({ ...row, atMs: Number(row.at_ms), byWhom: row.by_whom })),
      head.hash,
    ),
    undefined,
  );
  const file = await db.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const left = JSON.stringify([rows, file], (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  for (const gone of ['Secret', '海港', '"ma"', '"li"', 'firm:1', 'plan.pdf'])
    assert.ok(!left.includes(gone), gone);
});

test('a process that remembers a case as it was cannot go on with it', async () => {
  const id = await lapsed();
  assert.ok(ctx.store.recall(id), 'it remembers it');
  clock.advance((grant.keptYears * 366 + 2) * dayMs);
  assert.equal(await forgetCases(ctx, db), 1);
  const tried = await act(ctx, { id, by: clerk, command: { type: 'comment', text: 'More.' } });
  assert.deepEqual([tried.kind, tried.kind === 'refused' && tried.code], ['refused', 'case.forgotten']);
  assert.equal(await forgetCases(ctx, db), 0);
});

/** A grant whose effect says what was filed. */
const telling: Procedure = {
  ...grant,
  name: 'telling',
  prefix: 'TE',
  steps: {
    ...grant.steps,
    pay: {
      ...grant.steps.pay!,
      effects: ({ forms }) => [{ port: 'ledger', body: forms.application as Json }],
    },
  },
};
const mark = 'MARK-7f3a 标记';

test('nothing of it stands in any table, also where what was to follow from it failed or never began', async () => {
  await migrateQueue(database.url);
  const own = { ...ctx, procedures: [telling] };
  const did = async (id: string, by: Person, command: Command) => {
    const result = await act(own, { id, by, command });
    assert.ok(result.kind === 'done', JSON.stringify(result));
  };
  const paid = async (): Promise<string> => {
    const opened = await openCase(own, 'telling', firm);
    assert.ok(opened.kind === 'done');
    const { id } = opened.case;
    const plan = { sha256: 'aa'.repeat(32), name: `${mark}.pdf`, type: 'application/pdf', bytes: 10 };
    await did(id, firm, { type: 'attach', document: 'plan', file: plan });
    await did(id, firm, { type: 'step', step: 'file', form: { name: mark, yuan: 900, kind: 'new' } });
    await did(id, clerk, { type: 'exclude', account: 'barred', reason: mark });
    const seats = ['e1', 'e2', 'e3'].map((account) => ({ account, weight: 1 }));
    await did(id, clerk, { type: 'seat', seats });
    await did(id, clerk, { type: 'step', step: 'judge' });
    for (const { account } of seats)
      await did(id, person(account, 'hub', 'guest'), { type: 'opine', form: { verdict: 'for', why: mark } });
    await did(id, person('wang', 'hub', 'chief'), { type: 'step', step: 'pay' });
    return id;
  };
  await paid();
  await handOver(db);
  // As a worker leaves it that has tried: given up, with its code.
  await sql`select graphile_worker.permanently_fail_jobs(array(select id from graphile_worker.jobs), 'ledger.away')`.execute(
    db,
  );
  const last = await paid();
  await db
    .insertInto('case_receipt')
    .values({ reference: mark, case_id: last, secret_sha256: Buffer.alloc(32) })
    .execute();
  const before = await tablesWith(db, mark);
  for (const table of ['case_event', 'case_file', 'case_outbox', 'case_public', 'case_receipt'])
    assert.ok(before.includes(`public.${table}`), `${table} of ${before.join()}`);
  assert.ok(
    before.some((table) => table.startsWith('graphile_worker.')),
    before.join(),
  );
  clock.advance((grant.keptYears * 366 + 2) * dayMs);
  assert.equal(await forgetCases(own, db), 2);
  assert.deepEqual(await tablesWith(db, mark), []);
  assert.deepEqual(await tablesWith(db, 'barred'), [], 'nor who was excluded');
});

test('of a case whose job is just being done, it goes the next time', async () => {
  const rows = async () => (await sql`select from graphile_worker.jobs`.execute(db)).rows.length;
  const { rows: files } = await sql<{ readonly id: string }>`
    select id from case_file where forgotten_at_ms is not null limit 1`.execute(db);
  await sql`select graphile_worker.add_job('case-effect', '{}', job_key => ${`${files[0]!.id}/9/0`})`.execute(
    db,
  );
  await sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'somebody'`.execute(db);
  await forgetCases(ctx, db);
  assert.equal(await rows(), 1);
  await sql`select graphile_worker.force_unlock_workers(array['somebody'])`.execute(db);
  await forgetCases(ctx, db);
  assert.equal(await rows(), 0);
});
