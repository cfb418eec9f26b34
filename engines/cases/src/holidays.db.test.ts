import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { act, openCase, ring } from './cases.ts';
import type { Command } from './machine/command.ts';
import type { Person } from './machine/state.ts';
import type { StoredCase } from './store.ts';
import { grant, testCases } from './testing/index.ts';
import { person } from './testing/test-cases.ts';

const firm = person('ma', 'firm:1', 'owner');
const clerk = person('li', 'hub', 'clerk');
const plan = { sha256: 'aa'.repeat(32), name: 'plan.pdf', type: 'application/pdf', bytes: 10 };
/** The end of a day in Shanghai. */
const endOf = (day: string): number => Date.parse(`${day}T16:00:00Z`);
const noonOf = (day: string): number => Date.parse(`${day}T04:00:00Z`);

/** Cases whose clock stands at an instant. */
async function standingAt(ms: number) {
  const cases = await testCases([grant]);
  after(() => cases[Symbol.asyncDispose]());
  const { ctx, clock } = cases;
  const at = (next: number): void => clock.advance(next - clock.nowMs());
  at(ms);
  const done = async (id: string, by: Person, command: Command): Promise<StoredCase> => {
    const result = await act(ctx, { id, by, command });
    assert.ok(result.kind === 'done', JSON.stringify(result));
    return result.case;
  };
  const filed = async (): Promise<StoredCase> => {
    const opened = await openCase(ctx, 'grant', firm);
    assert.ok(opened.kind === 'done');
    await done(opened.case.id, firm, { type: 'attach', document: 'plan', file: plan });
    const form = { name: '海港', yuan: 900, kind: 'new' };
    return done(opened.case.id, firm, { type: 'step', step: 'file', form });
  };
  return { ...cases, at, done, filed };
}

// Off from 15 to 23 February 2026; Saturdays 14 and 28 are worked for it.
test('a term goes over the Spring Festival and the Saturdays that are worked for it', async () => {
  const { filed } = await standingAt(noonOf('2026-02-13'));
  const { handling } = (await filed()).state.terms;
  assert.equal(handling!.promisedMs, endOf('2026-02-27'), '14, 24, 25, 26, 27 February');
  assert.equal(handling!.dueMs, endOf('2026-03-19'));
});

test('a term that stands still over the holiday has lost none of its days', async () => {
  const { at, done, filed } = await standingAt(noonOf('2026-02-13'));
  const { id } = await filed();
  const asked = await done(id, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  assert.deepEqual(asked.state.terms.handling!.suspended, { days: 20, promisedDays: 5 });
  at(noonOf('2026-02-24'));
  const { handling } = (await done(id, firm, { type: 'step', step: 'answer' })).state.terms;
  assert.equal(handling!.promisedMs, endOf('2026-03-02'), '25, 26, 27, 28 February, 2 March');
  assert.equal(handling!.dueMs, endOf('2026-03-23'));
});

test('what came due while nobody was there happens once, however late', async () => {
  const { at, done, filed, ctx, database } = await standingAt(noonOf('2026-02-13'));
  const { id } = await filed();
  const asked = await done(id, clerk, { type: 'step', step: 'ask', reason: 'More.' });
  assert.equal(asked.state.terms.answering!.dueMs, endOf('2026-03-05'));
  at(endOf('2026-03-05') - 1);
  assert.equal(await ring(ctx), 0);
  at(noonOf('2026-04-01'));
  assert.equal(
    (await Promise.all([ring(ctx), ring(ctx), ring(ctx)])).reduce((sum, n) => sum + n, 0),
    1,
  );
  assert.equal((await ctx.store.read(id))!.state.state, 'lapsed');
  const rows = await database.db
    .selectFrom('case_event')
    .select(['at_ms', 'by_whom', 'body'])
    .where('case_id', '=', id)
    .orderBy('seq')
    .execute();
  const late = rows.filter(({ by_whom }) => by_whom === 'clock');
  assert.deepEqual(
    late.map(({ at_ms, body }) => [Number(at_ms), (body as { type: string }).type]),
    [
      [noonOf('2026-04-01'), 'term_over'],
      [noonOf('2026-04-01'), 'stepped'],
    ],
  );
});

test('numbers begin anew with the year, where the calendar is kept', async () => {
  const { at, filed } = await standingAt(endOf('2026-12-31') - 1);
  assert.match((await filed()).number, /^GR-2026-\d+$/);
  at(endOf('2026-12-31'));
  const { number, state } = await filed();
  assert.equal(number, 'GR-2027-000001');
  assert.ok(state.terms.handling!.isProvisional, 'the holidays of 2027 are not announced yet');
});
