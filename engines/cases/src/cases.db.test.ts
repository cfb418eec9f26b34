import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { act, openCase, ring } from './cases.ts';
import { brokenAt } from './chain.ts';
import type { Command } from './machine/command.ts';
import type { Attached, Person } from './machine/state.ts';
import type { StoredCase } from './store.ts';
import { grant, testCases } from './testing/index.ts';
import { person } from './testing/test-cases.ts';

const cases = await testCases([grant]);
after(() => cases[Symbol.asyncDispose]());
const { ctx, clock, database } = cases;

const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const second = person('wu', 'hub', 'clerk');
const experts = ['e1', 'e2', 'e3'].map((account) => person(account, 'hub', 'guest'));
const plan: Attached = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
const day = 86_400_000;

async function opened(): Promise<string> {
  const done = await openCase(ctx, 'grant', firm);
  assert.equal(done.kind, 'done');
  return (done as { case: StoredCase }).case.id;
}
const tried = async (id: string, by: Person, command: Command) => {
  const done = await act(ctx, { id, by, command });
  return done.kind === 'done' ? done.case.state.state : done.code;
};
const step = (name: string, more: object = {}): Command => ({ type: 'step', step: name, ...more });
const application = { name: '海港', yuan: 900, kind: 'new' } as const;

async function filed(): Promise<string> {
  const id = await opened();
  await tried(id, firm, { type: 'attach', document: 'plan', file: plan });
  assert.equal(await tried(id, firm, step('file', { form: application })), 'filed');
  return id;
}
async function judged(): Promise<string> {
  const id = await filed();
  await tried(id, clerk, { type: 'seat', seats: experts.map(({ account }) => ({ account, weight: 1 })) });
  assert.equal(await tried(id, clerk, step('judge')), 'judged');
  return id;
}
const says = (verdict: string): Command => ({ type: 'opine', form: { verdict, why: 'x' } });
const read = async (id: string) => (await ctx.store.read(id))!;

async function chainOf(id: string): Promise<string | undefined> {
  const rows = await database.db
    .selectFrom('case_event')
    .selectAll()
    .where('case_id', '=', id)
    .orderBy('seq')
    .execute();
  const links = rows.map((row) => ({ ...row, atMs: Number(row.at_ms), byWhom: row.by_whom }));
  return brokenAt(id, links, (await read(id)).head.hash);
}

test('a case goes from its first state to its end, by those whose steps they are, and its chain verifies', async () => {
  const id = await judged();
  assert.match((await read(id)).number, /^GR-2026-\d{6}$/);
  assert.equal(await tried(id, experts[0]!, says('for')), 'judged');
  assert.equal(await tried(id, experts[0]!, says('against')), 'case.opinion_given');
  assert.equal(await tried(id, experts[1]!, says('for')), 'judged', 'one more against would change it');
  assert.equal(
    await tried(id, experts[2]!, says('against')),
    'refused',
    'two of three are under 667 thousandths',
  );
  assert.equal(await tried(id, firm, step('answer')), 'case.ended');
  assert.equal(await chainOf(id), undefined);
});

test('what a panel has settled is settled before the last has spoken', async () => {
  const id = await judged();
  await tried(id, experts[0]!, says('abstain'));
  await tried(id, experts[1]!, says('for'));
  assert.equal((await read(id)).state.state, 'judged');
  assert.equal(await tried(id, experts[2]!, says('for')), 'passed');
  const early = await judged();
  await tried(early, experts[0]!, says('against'));
  assert.equal(await tried(early, experts[1]!, says('against')), 'refused');
});

test('four eyes: whoever sent a case to the panel does not pay it out; its effects are begun with it', async () => {
  const id = await judged();
  for (const expert of experts) await tried(id, expert, says('for'));
  assert.equal(await tried(id, clerk, step('pay')), 'case.step_not_yours');
  assert.equal(await tried(id, second, step('pay')), 'paid');
  const { number, state } = await read(id);
  assert.equal(state.published?.facts[0]?.value, '海港');
  const effects = cases.jobs.filter(({ task, key }) => task === 'case-effect' && key.startsWith(id));
  assert.deepEqual(
    effects.map(({ payload }) => (payload as { body: unknown }).body),
    [{ number, yuan: 900 }],
  );
});

test('a step asks for its documents, its form, its reason and its guard, field by field', async () => {
  const id = await opened();
  assert.equal(await tried(id, firm, step('file', { form: application })), 'case.documents_missing');
  await tried(id, firm, { type: 'attach', document: 'plan', file: plan });
  const done = await act(ctx, {
    id,
    by: firm,
    command: step('file', { form: { name: ' ', yuan: 1.5, kind: 'new' } }),
  });
  assert.deepEqual(done.kind === 'refused' && done.fields?.map(({ pointer }) => pointer), [
    '/form/name',
    '/form/yuan',
  ]);
  const large = { ...application, kind: 'old', yuan: 1_001 };
  assert.equal(await tried(id, firm, step('file', { form: large })), 'grant.old_is_small');
  assert.equal(await tried(id, firm, step('file', { form: application })), 'filed');
});

test('who is not of the case does not learn that it is there; an excluded person neither', async () => {
  const id = await filed();
  assert.equal(await tried(id, person('x', 'firm:2', 'owner'), step('answer')), 'case.not_found');
  assert.equal(
    await tried(id, person('x', 'hub', 'guest'), { type: 'comment', text: 'x' }),
    'case.not_found',
  );
  await tried(id, clerk, { type: 'exclude', account: 'li', reason: 'My brother’s firm.' });
  assert.equal(await tried(id, clerk, step('judge')), 'case.not_found');
  assert.equal(await tried(id, second, step('judge')), 'judged');
  assert.equal((await read(id)).state.assignee, 'wu', 'whoever takes a step of what nobody has, has it');
  assert.equal(await tried(id, person('zz', 'hub', 'clerk'), { type: 'comment', text: 'Seen.' }), 'judged');
});

test('while the firm is awaited the office’s term does not run, and what is not answered lapses', async () => {
  const id = await filed();
  assert.equal(
    (await read(id)).state.terms.handling?.dueMs,
    Date.UTC(2026, 2, 30, 16),
    'twenty business days',
  );
  clock.advance(day);
  assert.equal(await tried(id, clerk, step('ask')), 'case.reason_missing');
  assert.equal(await tried(id, clerk, step('ask', { reason: 'The plan has no figures.' })), 'waiting');
  clock.advance(7 * day);
  const { revision } = (await read(id)).head;
  while ((await ring(ctx)) > 0);
  assert.equal((await read(id)).head.revision, revision, 'no term is over');
  await tried(id, firm, step('answer'));
  assert.equal(
    (await read(id)).state.terms.handling?.dueMs,
    Date.UTC(2026, 3, 7, 16),
    'nineteen days after the answer',
  );
  await tried(id, clerk, step('ask', { reason: 'Again.' }));
  clock.advance(30 * day);
  while ((await ring(ctx)) > 0);
  const { state } = await read(id);
  assert.deepEqual([state.state, state.ended?.outcome], ['lapsed', 'lapsed']);
  assert.equal(await chainOf(id), undefined);
});

test('two people at one case: who saw an older one is told, and nothing is done twice', async () => {
  const id = await filed();
  const { revision } = (await read(id)).head;
  const both = await Promise.allSettled(
    [clerk, second].map((by) => act(ctx, { id, by, command: step('judge'), revision })),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  const many = await Promise.all(
    Array.from({ length: 20 }, (_, at) => tried(id, clerk, { type: 'comment', text: `${at}` })),
  );
  assert.ok(many.every((state) => state === 'judged' || state === 'case.not_found'));
  assert.equal(await chainOf(id), undefined);
});

test('the history of a case is not changed in the database either', async () => {
  const id = await filed();
  const changed = database.db
    .updateTable('case_event')
    .set({ at_ms: 1n })
    .where('case_id', '=', id)
    .execute();
  await assert.rejects(changed, /history of a case/);
});

test('an officer who applies is an applicant and nothing else: nobody decides their own case', async () => {
  const id = await filed();
  const officer = person('ma', 'hub', 'clerk');
  assert.equal(
    await tried(id, officer, step('judge')),
    'case.not_found',
    'not by the account’s other party either',
  );
  assert.equal(await tried(id, clerk, { type: 'assign', to: firm.account }), 'case.assignee_excluded');
});

test('the applicant is not excluded from their own case, nor mentioned within the office; who is excluded is not mentioned', async () => {
  const id = await filed();
  const exclude = (account: string): Command => ({ type: 'exclude', account, reason: 'A relative.' });
  assert.equal(await tried(id, clerk, exclude('ma')), 'case.person_unfit');
  assert.equal(await tried(id, firm, exclude('ma')), 'case.person_unfit');
  assert.equal(await tried(id, clerk, exclude('wu')), 'filed');
  const mention = (account: string, isInternal: boolean): Command => ({
    ...{ type: 'comment', text: 'Look.', mentions: [account], isInternal },
  });
  assert.equal(await tried(id, clerk, mention('ma', true)), 'case.person_unfit');
  assert.equal(await tried(id, clerk, mention('ma', false)), 'filed');
  assert.equal(await tried(id, clerk, mention('wu', false)), 'case.person_unfit');
  // An applicant does not learn who has stepped back.
  assert.equal(await tried(id, firm, mention('wu', false)), 'filed');
});

test('what a seat of a blind panel says is for the office alone, mentions nobody, and nobody is told of it', async () => {
  const id = await judged();
  const before = cases.jobs.length;
  await tried(id, experts[0]!, { type: 'comment', text: 'I know them.', mentions: ['ma', 'e2'] });
  const { audience, body } = await database.db
    .selectFrom('case_event')
    .select(['audience', 'body'])
    .where('case_id', '=', id)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  assert.deepEqual([audience, (body as { mentions: unknown }).mentions], ['seat:0', []]);
  assert.equal(cases.jobs.length, before);
});

test('who stands in for somebody works on their cases, and nobody else does', async () => {
  const id = await filed();
  await tried(id, clerk, { type: 'assign', to: clerk.account });
  assert.equal(await tried(id, second, step('judge')), 'case.step_not_yours');
  const deputy = { ...second, standsFor: [clerk.account] };
  const guest = { ...person('gu', 'hub', 'guest'), standsFor: [clerk.account] };
  assert.equal(await tried(id, guest, step('judge')), 'case.not_found');
  assert.equal(await tried(id, deputy, step('judge')), 'judged');
  assert.equal((await read(id)).state.assignee, clerk.account);
});

test('a notice says what a mail needs and nothing of what was filed', async () => {
  const before = cases.jobs.length;
  const id = await judged();
  await tried(id, clerk, { type: 'comment', text: 'A secret of 海港.', mentions: [] });
  const notices = cases.jobs.slice(before).filter(({ task }) => task === 'case-notice');
  assert.ok(notices.length > 3);
  assert.ok(!JSON.stringify(notices).match(/secret|海港|900/));
});
