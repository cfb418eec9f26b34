import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { act, openCase } from '../cases.ts';
import { brokenAt } from '../chain.ts';
import type { Command } from '../machine/command.ts';
import type { Person } from '../machine/state.ts';
import { grant, testCases } from '../testing/index.ts';
import { person } from '../testing/test-cases.ts';
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
  assert.deepEqual([tried.kind, tried.kind === 'refused' && tried.code], ['refused', 'case.not_found']);
  assert.equal(await forgetCases(ctx, db), 0);
});
