import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { postComment } from '../people/comments.ts';
import { complaintCame } from '../people/course.ts';
import { testRegister } from '../testing.ts';
import { putRecord } from '../watch/records.ts';
import { versionOf } from './changes.ts';
import { wholeProject } from './whole.ts';

const register = await testRegister(Date.UTC(2026, 4, 20, 4));
const { ctx, newId } = register;
after(() => register[Symbol.asyncDispose]());

/** The tables that what everybody may read of a project is read from. */
async function tablesRead(number: string): Promise<readonly string[]> {
  const names = new Set<string>();
  const db = ctx.db.withPlugin({
    transformQuery({ node }) {
      for (const [, name] of JSON.stringify(node).matchAll(/"name":"(pilot_\w+)"/g)) names.add(name!);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  assert.ok(await wholeProject({ ...ctx, db }, number));
  return [...names].toSorted();
}

test('a change in any table that a project’s page is read from changes its version and the list’s, and no other project’s', async () => {
  const [number, other] = [await register.running(), await register.running()];
  assert.equal(await versionOf(ctx, '91350100M000100Y43-2026-0001'), undefined);
  await postComment(ctx, { id: newId(), number, body: 'Well done.' });
  await complaintCame(ctx, { ...complaint('SDT-2026-000001'), project: number });
  const { party } = await ctx.db
    .selectFrom('pilot_project')
    .select('party')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  await putRecord(ctx, {
    id: newId(),
    number,
    party,
    body: { kind: 'disclosure', title: 'A report', text: 'It runs.' },
  });

  const tables = await tablesRead(number);
  assert.ok(tables.length >= 7, tables.join(', '));
  for (const table of tables) {
    const column = table === 'pilot_complaint_course' ? 'project' : 'number';
    const [was, list, others] = await Promise.all(
      [number, undefined, other].map((one) => versionOf(ctx, one)),
    );
    const { numAffectedRows } =
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)}
      where ${sql.ref(column)} = ${number}`.execute(ctx.db);
    assert.ok(numAffectedRows! > 0n, table);
    assert.notEqual(await versionOf(ctx, number), was, table);
    assert.notEqual(await versionOf(ctx, undefined), list, table);
    assert.equal(await versionOf(ctx, other), others, table);
  }
});

test('a complaint about a number that is no project’s changes nothing', async () => {
  const list = await versionOf(ctx, undefined);
  const project = 'no project at all';
  await complaintCame(ctx, { ...complaint('SDT-2026-000002'), project });
  assert.equal(await versionOf(ctx, undefined), list);
  assert.equal(await versionOf(ctx, project), undefined);
});

function complaint(reference: string) {
  return { kind: 'complaint', caseId: newId(), reference, course: 'filed' } as const;
}
