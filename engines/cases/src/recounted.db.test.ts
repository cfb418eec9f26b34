import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { calendarOf } from './calendar/calendar.ts';
import { chineseHolidays } from './calendar/china.ts';
import { act, type CasesContext, openCase, ring } from './cases.ts';
import type { Command } from './machine/command.ts';
import type { Person } from './machine/state.ts';
import type { StoredCase } from './store.ts';
import { grant, testCases } from './testing/index.ts';
import { person } from './testing/test-cases.ts';
import { recountCases } from './work/recount.ts';

const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
/** The end of a day in Shanghai. */
const endOf = (day: string): number => Date.parse(`${day}T16:00:00Z`);
const noonOf = (day: string): number => Date.parse(`${day}T04:00:00Z`);
/** A notice made up for these tests: eight days off, six of them Monday to Friday, and a Saturday that is worked for one. */
const announced = calendarOf('Asia/Shanghai', {
  ...chineseHolidays,
  2027: { off: '02-05/02-12', worked: '01-30' },
});

/** A grant filed on a Monday of 2027, of whose holidays nothing is known; `later` has their notice. */
async function filed(day: string) {
  const cases = await testCases([grant]);
  after(() => cases[Symbol.asyncDispose]());
  const { ctx, clock, database, jobs } = cases;
  const at = (ms: number): void => clock.advance(ms - clock.nowMs());
  const done = async (by: Person, command: Command, on: CasesContext = ctx): Promise<StoredCase> => {
    const result = await act(on, { id, by, command });
    assert.ok(result.kind === 'done', JSON.stringify(result));
    return result.case;
  };
  at(noonOf(day));
  const opened = await openCase(ctx, 'grant', firm);
  assert.ok(opened.kind === 'done');
  const { id } = opened.case;
  await done(firm, { type: 'attach', document: 'plan', file: plan });
  const form = { name: '海港', yuan: 900, kind: 'new' };
  await done(firm, { type: 'step', step: 'file', form });
  const terms = async () => (await ctx.store.read(id))!.state.terms;
  const types = async (): Promise<readonly string[]> => {
    const rows = await database.db
      .selectFrom('case_event')
      .select(['body'])
      .where('case_id', '=', id)
      .orderBy('seq')
      .execute();
    return rows.map(({ body }) => (body as { type: string }).type);
  };
  return { id, at, done, terms, types, db: database.db, jobs, ctx, later: { ...ctx, calendar: announced } };
}

test('days counted over a year of unknown holidays are counted anew once its notice is there, once, and people are told', async () => {
  const { terms, types, db, ctx, later, jobs } = await filed('2027-01-25');
  const before = (await terms()).handling!;
  assert.equal(before.dueMs, endOf('2027-02-22'), 'by weekends alone');
  assert.equal(await recountCases(ctx, db), 0, 'nothing is known yet');
  jobs.length = 0;
  const counts = await Promise.all([recountCases(later, db), recountCases(later, db)]);
  assert.equal(counts[0]! + counts[1]!, 1);
  const { counted, ...anew } = (await terms()).handling!;
  assert.deepEqual(
    [anew.dueMs, anew.promisedMs, anew.isProvisional, counted],
    [endOf('2027-03-01'), endOf('2027-01-30'), false, undefined],
    '26 to 30 January, 1 to 4, 15 to 19, 22 to 26 February, 1 March',
  );
  assert.deepEqual((await types()).slice(-1), ['recounted']);
  assert.deepEqual(
    jobs.map(({ task, payload }) => [task, (payload as { event: object }).event]),
    [['case-notice', { type: 'recounted', audience: 'all' }]],
  );
  assert.equal(await recountCases(later, db), 0);
  assert.equal(await ring(later), 0);
  assert.equal((await types()).filter((type) => type === 'recounted').length, 1);
});

test('whoever acts on a case before its turn has come finds its days counted anew', async () => {
  const { done, types, terms, db, later } = await filed('2027-01-25');
  await done(clerk, { type: 'assign', to: 'li' }, later);
  assert.deepEqual((await types()).slice(-2), ['recounted', 'assigned']);
  assert.ok(!(await terms()).handling!.isProvisional);
  assert.equal(await recountCases(later, db), 0);
});

test('a term that stood still is counted anew from the day on which it went on', async () => {
  const { at, done, terms, db, later } = await filed('2027-01-25');
  await done(clerk, { type: 'step', step: 'ask', reason: 'More.' });
  assert.ok((await terms()).answering!.isProvisional);
  at(noonOf('2027-02-01'));
  await done(firm, { type: 'step', step: 'answer' });
  assert.equal((await terms()).handling!.dueMs, endOf('2027-03-01'));
  const reason = 'Much to read.';
  await done(clerk, { type: 'extend', term: 'handling', reason });
  assert.equal((await terms()).handling!.dueMs, endOf('2027-03-15'));
  await recountCases(later, db);
  assert.equal((await terms()).handling!.dueMs, endOf('2027-03-23'), '20 days to 9 March, and ten more');
});

test('nobody is late by a notice that comes late', async () => {
  const { at, terms, db, later } = await filed('2027-01-25');
  assert.equal((await terms()).handling!.promisedMs, endOf('2027-02-01'));
  at(noonOf('2027-01-31'));
  await recountCases(later, db);
  assert.equal(
    (await terms()).handling!.promisedMs,
    endOf('2027-01-31'),
    'by the notice it was over on the 30th',
  );
});
