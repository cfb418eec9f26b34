import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fail } from '@finharbor/kernel';
import { act, openCase } from '../cases.ts';
import type { Command } from '../machine/command.ts';
import type { CaseState, Person } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';
import { grantMigration, nextGrant, sketchedGrant } from '../testing/grant-next.ts';
import { person, testCases } from '../testing/test-cases.ts';
import { migrateCases } from './migrate.ts';

const cases = await testCases([sketchedGrant, nextGrant]);
after(() => cases[Symbol.asyncDispose]());
const { ctx, database, jobs } = cases;
const older = { ...ctx, procedures: [sketchedGrant] };
const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const chief = person('wang', 'hub', 'chief');
const experts = ['e1', 'e2', 'e3'].map((account) => person(account, 'hub', 'guest'));

async function done(id: string, by: Person, command: Command): Promise<StoredCase> {
  const result = await act(ctx, { id, by, command });
  assert.ok(result.kind === 'done', JSON.stringify(result));
  return result.case;
}

/** One that is filed under the older version, with these files beside its plan. */
async function filed(...more: readonly string[]): Promise<string> {
  const opened = await openCase(older, 'grant', firm);
  assert.ok(opened.kind === 'done');
  const { id } = opened.case;
  for (const [at, document] of ['plan', ...more].entries()) {
    const file = { sha256: `${at}a`.repeat(32), name: `${document}.pdf`, type: 'application/pdf', bytes: 10 };
    await done(id, firm, { type: 'attach', document, file });
  }
  await done(id, firm, { type: 'step', step: 'file', form: { name: '海港', yuan: 900, kind: 'new' } });
  return id;
}

/** One before its panel, of which two have spoken. */
async function judged(...verdicts: readonly string[]): Promise<string> {
  const id = await filed();
  await done(id, clerk, { type: 'seat', seats: experts.map(({ account }) => ({ account, weight: 1 })) });
  await done(id, clerk, { type: 'step', step: 'judge' });
  for (const [at, verdict] of verdicts.entries())
    await done(id, experts[at]!, { type: 'opine', form: { verdict, why: 'x' } });
  return id;
}

async function stateOf(id: string): Promise<CaseState> {
  return (await ctx.store.read(id))!.state;
}

const move = () => migrateCases(ctx, database.db, grantMigration);

test('defaults of the new forms are kept; files go where the migration says, or the case stays', async () => {
  const both = await filed('sketch', 'poster');
  const [photographed, many] = [await filed('photo'), await filed('sketch', 'sketch')];
  const emptied = await filed('photo');
  const sha256 = '1a'.repeat(32);
  await done(emptied, firm, { type: 'detach', document: 'photo', sha256 });
  const { stayed } = await move();
  const numbers = new Map(stayed.map(({ number, code }) => [number, code]));
  const codeOf = async (id: string) => numbers.get((await ctx.store.read(id))!.number);
  assert.deepEqual(await Promise.all([both, photographed, many, emptied].map(codeOf)), [
    ...[undefined, 'migration.document_gone', 'migration.document_misfit', undefined],
  ]);
  const { forms, documents, state } = await stateOf(both);
  assert.deepEqual(
    [forms.application, state],
    [{ name: '海港', yuan: 900, kind: 'new', region: 'bay' }, 'received'],
  );
  assert.deepEqual(
    Object.entries(documents).map(([name, files]) => [name, files.map((file) => file.name)]),
    [['outline', ['plan.pdf', 'sketch.pdf']]],
  );
  assert.deepEqual(Object.keys((await stateOf(emptied)).documents), ['outline']);
  assert.deepEqual((await stateOf(photographed)).version, 1);
});

test('a panel that suffices by the new rule is settled in the move, and who sent it there still pays nothing out', async () => {
  const [divided, waiting] = [await judged('for', 'abstain'), await judged('for')];
  assert.equal((await stateOf(divided)).state, 'judged', 'two thirds are open');
  const begun = jobs.length;
  assert.equal((await move()).moved, 2);
  const state = await stateOf(divided);
  assert.deepEqual([state.state, state.took], ['passed', { file: ['ma'], refer: ['li'], pass: ['clock'] }]);
  assert.ok(
    jobs.slice(begun).some(({ key }) => key.startsWith(divided)),
    'whose turn it is are told',
  );
  assert.deepEqual([(await stateOf(waiting)).state, (await stateOf(waiting)).opinions.length], ['judged', 1]);
  const both = person('li', 'hub', 'clerk', 'chief');
  const tried = await act(ctx, { id: divided, by: both, command: { type: 'step', step: 'pay' } });
  assert.equal(tried.kind === 'refused' && tried.code, 'case.step_not_yours');
  assert.equal((await done(divided, chief, { type: 'step', step: 'pay' })).state.state, 'paid');
});

test('what was due under the older version comes before the move', async () => {
  const id = await filed();
  await done(id, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  cases.clock.advance(60 * 86_400_000);
  await move();
  assert.deepEqual([(await stateOf(id)).state, (await stateOf(id)).version], ['lapsed', 1]);
});

test('a store that fails is no case that stays', async () => {
  const id = await filed();
  const store = { ...ctx.store, write: async () => fail('database.gone', 'The database is gone.') };
  await assert.rejects(migrateCases({ ...ctx, store }, database.db, grantMigration), {
    code: 'database.gone',
  });
  assert.equal((await stateOf(id)).version, 1);
});

test('a form or a name that its author’s function throws at keeps its case, and no other', async () => {
  const [good, bad] = [await filed(), await filed()];
  const worse = {
    ...grantMigration,
    to: nextGrant,
    forms: (forms: CaseState['forms']) => forms,
  };
  let times = 0;
  const throwing = {
    ...worse,
    forms: (forms: CaseState['forms']) => {
      times += 1;
      if (times % 2 === 0) throw new Error('Nobody thought of this.');
      return forms;
    },
  };
  const { stayed } = await migrateCases(ctx, database.db, throwing);
  assert.ok(stayed.some(({ code }) => code === 'migration.form_misfit'));
  await move();
  assert.deepEqual([(await stateOf(good)).version, (await stateOf(bad)).version], [2, 2]);
});
