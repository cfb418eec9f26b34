import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { act, openCase, ring } from '../cases.ts';
import { brokenAt } from '../chain.ts';
import { type Procedure, type ProcedureSpec, procedure } from '../definition/procedure.ts';
import type { Command } from '../machine/command.ts';
import type { Person } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';
import { grant, testCases } from '../testing/index.ts';
import { person } from '../testing/test-cases.ts';
import { demandKnownVersions } from './known.ts';
import { migrateCases } from './migrate.ts';
import { caseMigration } from './migration.ts';

const { handling } = grant.terms!;
/** The office has ten days less, and the firm does not answer in a state of its own name any more. */
const next: Procedure = procedure({
  ...(grant as ProcedureSpec),
  version: 2,
  terms: { ...grant.terms!, handling: { ...handling!, days: 10, promisedDays: 5 } },
} as Parameters<typeof procedure>[0]);
const same = Object.fromEntries(
  Object.entries(grant.states).flatMap(([name, { ends }]) => (ends === undefined ? [[name, name]] : [])),
);

const cases = await testCases([grant]);
after(() => cases[Symbol.asyncDispose]());
const { clock, database } = cases;
const both = { ...cases.ctx, procedures: [grant, next] };
const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');

async function done(id: string, by: Person, command: Command): Promise<StoredCase> {
  const result = await act(both, { id, by, command });
  assert.ok(result.kind === 'done', JSON.stringify(result));
  return result.case;
}

async function filed(yuan: number): Promise<string> {
  const opened = await openCase(cases.ctx, 'grant', firm);
  assert.ok(opened.kind === 'done');
  const { id } = opened.case;
  const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
  await done(id, firm, { type: 'attach', document: 'plan', file: plan });
  await done(id, firm, { type: 'step', step: 'file', form: { name: '海港', yuan, kind: 'new' } });
  return id;
}

test('a migration says where a case goes on from each state, and nowhere else', () => {
  const { draft: _draft, ...fewer } = same;
  const wrong = {
    from: grant,
    to: next,
    states: { ...fewer, filed: 'paid', judged: 'nowhere', gone: 'filed' },
  };
  assert.throws(
    () => caseMigration(wrong),
    ({ code, message }: Error & { code: string }) =>
      code === 'migration.unsound' &&
      ['is draft?', 'no state gone', 'no state nowhere', 'paid would end'].every((part) =>
        message.includes(part),
      ),
  );
  assert.throws(() => caseMigration({ from: next, to: grant, states: same }), { code: 'migration.unsound' });
});

test('nor a panel without its step, or days that are counted otherwise, or steps and documents that nothing has', () => {
  const counted = {
    ...next,
    terms: { ...next.terms, handling: { ...next.terms!.handling!, counts: 'calendar' as const } },
  };
  const wrong = {
    ...{ from: grant, to: counted, states: { ...same, passed: 'judged' } },
    ...{ steps: { judge: 'refer' }, documents: { sketch: null } },
  };
  assert.throws(
    () => caseMigration(wrong),
    ({ message }: Error) =>
      [
        'passed would come before a panel',
        'handling, which runs on',
        'no step refer',
        'no document sketch',
        'who took judge',
      ].every((part) => message.includes(part)),
  );
});

test('running cases go on under the next version, by an event of their own, once; who cannot stays and is named', async () => {
  const [going, misfit] = [await filed(900), await filed(901)];
  await done(going, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  const ended = await filed(902);
  await done(ended, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  clock.advance(60 * 86_400_000);
  await ring(both);
  const { state } = (await both.store.read(ended))!;
  assert.equal(state.state, 'lapsed');
  const other = await filed(903);
  const migration = caseMigration({
    ...{ from: grant, to: next, states: same },
    forms: ({ application, ...forms }) => ({
      ...forms,
      application: (application as { yuan: number }).yuan === 901 ? 'none' : application!,
    }),
  });
  const number = async (id: string): Promise<string> => (await both.store.read(id))!.number;
  const results = await Promise.all([1, 2].map(() => migrateCases(both, database.db, migration)));
  assert.deepEqual(results[0]!.stayed, [{ number: await number(misfit), code: 'migration.form_misfit' }]);
  const after = (await both.store.read(other))!;
  assert.deepEqual([after.state.version, after.state.state], [2, 'filed']);
  assert.equal((await both.store.read(misfit))!.state.version, 1);
  assert.equal((await both.store.read(ended))!.state.version, 1);
  const rows = await database.db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', other)
    .orderBy('seq')
    .execute();
  assert.equal(rows.filter(({ body }) => (body as { type: string }).type === 'migrated').length, 1);
  const links = rows.map((row) => ({ ...row, atMs: Number(row.at_ms), byWhom: row.by_whom }));
  assert.equal(brokenAt(other, links, after.head.hash), undefined);
  const { version } = await database.db
    .selectFrom('case_file')
    .select('version')
    .where('id', '=', other)
    .executeTakeFirstOrThrow();
  assert.equal(version, 2);
  assert.deepEqual(await migrateCases(both, database.db, migration), {
    moved: 0,
    stayed: results[0]!.stayed,
  });
  await demandKnownVersions(both, database.db);
  await assert.rejects(demandKnownVersions(cases.ctx, database.db), {
    code: 'case.version_unknown',
    message: /grant, version 2: 1/,
  });
  const asked = await done(other, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  assert.equal(asked.state.state, 'waiting');
});
