import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openDatabase } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import { act, openCase } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';
import { grant, testCases } from '../testing/index.ts';
import { person } from '../testing/test-cases.ts';
import { catchUp } from './listed.ts';

const cases = await testCases([grant]);
const { ctx, clock, database } = cases;
const other = openDatabase<CasesTables>(database.url, { maxConnections: 4 });
after(async () => {
  await other.destroy();
  await cases[Symbol.asyncDispose]();
});
const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };

async function filed(): Promise<string> {
  const opened = await openCase(ctx, 'grant', firm);
  assert.ok(opened.kind === 'done');
  const { id } = opened.case;
  await act(ctx, { id, by: firm, command: { type: 'attach', document: 'plan', file: plan } });
  const form = { name: '海港', yuan: 900, kind: 'new' };
  await act(ctx, { id, by: firm, command: { type: 'step', step: 'file', form } });
  return id;
}

/** Cases of which lists say something else than the case does. */
async function differing(): Promise<number> {
  const { rows } = await sql<{ readonly n: number }>`
    select count(*)::int as n from case_file f left join case_listed l on l.id = f.id left join case_search s on s.id = f.id
    where (f.revision, f.procedure, f.state, f.applicant_party, f.applicant_account, f.assignee, f.excluded, f.seats, f.is_ended, f.alarm_at_ms,
        coalesce(f.due_at_ms, 9223372036854775807), f.is_ended)
      is distinct from (l.revision, l.procedure, l.state, l.applicant_party, l.applicant_account, l.assignee, l.excluded, l.seats, l.is_ended,
        l.alarm_at_ms, l.due_sort, s.is_ended)`.execute(database.db);
  return rows[0]!.n;
}

test('lists know what was done before they were asked, and nothing is left to tell them', async () => {
  const id = await filed();
  assert.notEqual(await differing(), 0, 'they follow when they are asked');
  await catchUp(database.db);
  assert.equal(await differing(), 0);
  await act(ctx, { id, by: clerk, command: { type: 'step', step: 'ask', reason: 'No figures.' } });
  clock.advance(60 * 86_400_000);
  await act(ctx, { id, by: clerk, command: { type: 'comment', text: 'Nobody answers.' } });
  assert.notEqual((await ctx.store.read(id))!.state.ended, null);
  await catchUp(database.db);
  assert.equal(await differing(), 0, 'ended in between');
  assert.deepEqual(await database.db.selectFrom('case_changed').selectAll().execute(), []);
});

test('however many bring them up to date at once while cases go on, no older state stays', async () => {
  const ids = await Promise.all(Array.from({ length: 12 }, filed));
  let isOver = false;
  const following = [database.db, other, other].map(async (db) => {
    while (!isOver) await catchUp(db);
  });
  await Promise.all(
    ids.map(async (id) => {
      for (let turn = 0; turn < 20; turn++) {
        await act(ctx, { id, by: clerk, command: { type: 'step', step: 'ask', reason: 'No figures.' } });
        await act(ctx, { id, by: firm, command: { type: 'step', step: 'answer' } });
      }
      // Whoever has done something finds it, whatever the others are at.
      await catchUp(other);
      const { revision } = (await ctx.store.read(id))!.head;
      const listed = await database.db
        .selectFrom('case_listed')
        .select('revision')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      assert.equal(listed.revision, revision);
    }),
  );
  isOver = true;
  await Promise.all(following);
  await catchUp(other);
  assert.equal(await differing(), 0);
});

test('histories are in parts by their case, and a case is in one of them', async () => {
  const { rows } = await sql<{ readonly parts: number; readonly split: number }>`
    select count(distinct part)::int as parts, count(distinct case_id)::int - count(distinct (case_id, part))::int as split
    from (select case_id, tableoid::regclass::text as part from case_event) e`.execute(database.db);
  assert.equal(rows[0]!.split, 0);
  assert.ok(rows[0]!.parts > 1, 'the cases above are in several');
});
