import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { type Someone, testCasework } from '../testing.ts';

const { file, judge } = grant.steps;
// The first step asks for no document here, and one of the office's has a form.
const steps = { ...grant.steps, file: { ...file!, needs: [] }, judge: { ...judge!, form: 'application' } };
const cases = await testCasework([{ ...grant, steps }]);
const { someone, clock, db } = cases;
const firm = await someone('firm:1', 'owner');
const colleague = await someone('firm:1', 'owner');
const staff = await someone('firm:1', 'guest');
const stranger = await someone('firm:2', 'owner');
const clerk = await someone('hub', 'clerk');
const other = await someone('hub', 'clerk');
const experts = await Promise.all([1, 2, 3].map(() => someone('hub', 'guest')));
const application = { name: '海港金科', yuan: 900, kind: 'new' };

type Values = Readonly<Record<string, unknown>>;
const begun = async () => (await firm.client.postCase({ body: { procedure: 'grant' } })).body.id;
const get = async (who: Someone, id: string, step = 'file') =>
  (await who.client.getCaseDraft({ params: { id, step } })).body.draft;
const put = async (
  who: Someone,
  id: string,
  { step = 'file', form, revision = 0 }: { step?: string; form: Values; revision?: number },
) =>
  (await who.client.putCaseDraft({ params: { id, step }, body: { form, revision, reason: '' } })).body.draft;
const discard = (who: Someone, id: string, revision: number) =>
  who.client.deleteCaseDraft({ params: { id, step: 'file' }, query: { revision } });
const code = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
async function filed(): Promise<string> {
  const id = await begun();
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form: application } });
  return id;
}
async function judged(): Promise<string> {
  const id = await filed();
  const seats = experts.map(({ account }) => ({ account: account.id }));
  await clerk.client.postSeats({ params: { id }, body: { seats } });
  await clerk.client.postStep({ params: { id, step: 'judge' }, body: { form: application } });
  return id;
}

test('a half-filled form is kept for those of its side who could send it, and for nobody else', async () => {
  const id = await begun();
  assert.equal(await get(firm, id), null);
  const kept = await put(firm, id, { form: { name: '海港' } });
  assert.deepEqual([kept?.revision, kept?.isOpen, kept?.others], [1, true, []]);
  const theirs = await get(colleague, id);
  assert.deepEqual(theirs?.form, { name: '海港' });
  assert.deepEqual(theirs?.others, [
    { account: firm.account.id, name: firm.account.name, sinceMs: clock.nowMs() },
  ]);
  assert.equal(await code(get(clerk, id)), 'case.not_found', 'what is not sent is not the office’s yet');
  assert.equal(await code(get(staff, id)), 'case.not_found');
  assert.equal(await code(get(stranger, id)), 'case.not_found');
  assert.equal(await code(get(firm, id, 'judge')), 'case.step_not_yours');
  assert.equal(await code(get(firm, id, 'opinion')), 'case.no_panel');
  for (const step of ['ask', 'nothing', 'constructor'])
    assert.equal(await code(get(firm, id, step)), 'case.step_unknown');
});

test('of two who save at once one is told, and reads what the other saved and when', async () => {
  const id = await begun();
  await put(firm, id, { form: { name: 'A' } });
  const both = await Promise.all([
    code(put(firm, id, { form: { name: 'B' }, revision: 1 })),
    code(put(colleague, id, { form: { name: 'C' }, revision: 1 })),
  ]);
  assert.deepEqual(both.toSorted(), ['case.draft_changed', 'done']);
  const now = await get(firm, id);
  assert.equal(now?.revision, 2);
  assert.equal(now?.savedBy.account, (both[0] === 'done' ? firm : colleague).account.id);
  await put(firm, id, { form: { name: 'D' }, revision: 2 });
  // The answer was lost and it is sent again.
  assert.equal((await put(firm, id, { form: { name: 'D' }, revision: 2 }))?.revision, 3);
  assert.equal(await code(put(colleague, id, { form: { name: 'E' } })), 'case.draft_changed');
  clock.advance(121_000);
  assert.deepEqual((await get(colleague, id))?.others, []);
  assert.equal(await code(discard(colleague, id, 2)), 'case.draft_changed');
  await discard(colleague, id, 3);
  await discard(colleague, id, 3);
  assert.equal(await get(firm, id), null);
  assert.equal(await code(put(firm, id, { form: { name: 'F' }, revision: 3 })), 'case.draft_changed');
});

test('a draft is of the form’s fields and at most 64 kB, whatever else is in them', async () => {
  const id = await begun();
  assert.equal(await code(put(firm, id, { form: { nothing: 1 } })), 'case.form_invalid');
  assert.equal(await code(put(firm, id, { form: { name: '税'.repeat(22_000) } })), 'case.draft_large');
  const form = { name: '\0<script>\u202e', yuan: -1, kind: null };
  await put(firm, id, { form });
  assert.deepEqual((await get(firm, id))?.form, form);
});

test('a draft goes with the step that is taken; one of a step that is not open stays and says so', async () => {
  const id = await filed();
  await put(clerk, id, { step: 'judge', form: { name: 'half' } });
  await clerk.client.postStep({ params: { id, step: 'ask' }, body: { reason: 'More.' } });
  const [waiting] = (await other.client.listCaseDrafts({ params: { id } })).body.items;
  assert.equal(waiting, undefined, 'the case is assigned to somebody else');
  const [own] = (await clerk.client.listCaseDrafts({ params: { id } })).body.items;
  assert.deepEqual([own?.step, own?.isOpen, own?.form], ['judge', false, { name: 'half' }]);
  await firm.client.postStep({ params: { id, step: 'answer' }, body: {} });
  assert.equal((await get(clerk, id, 'judge'))?.isOpen, true);
  await clerk.client.postStep({ params: { id, step: 'judge' }, body: { form: application } });
  assert.deepEqual((await clerk.client.listCaseDrafts({ params: { id } })).body.items, []);
  assert.deepEqual(await db.selectFrom('case_draft').select('step').where('case_id', '=', id).execute(), []);
});

test('what a seat of a blind panel has begun to write is seen and counted by nobody else', async () => {
  const id = await judged();
  const seen = async () =>
    JSON.stringify(
      await Promise.all(
        [firm, clerk, experts[1]!].flatMap(({ client }) => [
          client.getCase({ params: { id } }),
          client.listCaseEvents({ params: { id }, query: {} }),
          client.listCaseDrafts({ params: { id } }),
          client.listCases({ query: { queue: 'office' } }).catch(codeOf),
          client.listCases({ query: { queue: 'seat' } }).catch(codeOf),
        ]),
      ),
    );
  const before = await seen();
  const jobs = cases.jobs.length;
  await put(experts[0]!, id, { step: 'opinion', form: { why: 'A secret.' } });
  assert.equal(await seen(), before);
  assert.equal(cases.jobs.length, jobs);
  assert.equal(await get(experts[1]!, id, 'opinion'), null);
  for (const one of [firm, clerk]) assert.equal(await code(get(one, id, 'opinion')), 'case.no_panel');
  assert.deepEqual((await get(experts[0]!, id, 'opinion'))?.form, { why: 'A secret.' });
  await put(experts[1]!, id, { step: 'opinion', form: { why: 'Mine.' } });
  const form = { verdict: 'for', why: 'Said.' };
  await experts[0]!.client.postOpinion({ params: { id }, body: { form } });
  assert.equal(await get(experts[0]!, id, 'opinion'), null);
  assert.deepEqual((await get(experts[1]!, id, 'opinion'))?.form, { why: 'Mine.' });
  assert.ok(!JSON.stringify(cases.written).includes('secret'));
});

test('for who is excluded there is no draft either, and with the contents of a case its drafts go', async () => {
  const id = await filed();
  await put(clerk, id, { step: 'judge', form: { name: 'half' } });
  await clerk.client.postExclusion({ params: { id }, body: { account: 'me', reason: 'A relative.' } });
  for (const call of [
    () => get(clerk, id, 'judge'),
    () => put(clerk, id, { step: 'judge', form: {}, revision: 1 }),
    () => clerk.client.listCaseDrafts({ params: { id } }),
  ])
    assert.equal(await code(call()), 'case.not_found');
  assert.deepEqual((await get(other, id, 'judge'))?.form, { name: 'half' });
  await db.updateTable('case_event').set({ body: null, salt: null }).where('case_id', '=', id).execute();
  assert.equal(await get(other, id, 'judge'), null);
});

test('a draft of a closed case is not written any more', async () => {
  const id = await filed();
  await db
    .updateTable('case_file')
    .set({ snapshot: JSON.stringify({ ...(await stateOf(id)), ended: { outcome: 'refused', atMs: 1 } }) })
    .where('id', '=', id)
    .execute();
  assert.equal(await code(put(firm, id, { form: {} })), 'case.ended');
});

const stateOf = async (id: string) => (await cases.ctx.cases.store.read(id))!.state;
