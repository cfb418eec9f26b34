import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { RemoteProblem } from '@finharbor/kernel/http';
import { type Someone, testCasework } from '../testing.ts';

// Its first step asks for a document; here that is put there by the engine itself.
const free = { ...grant, steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } } };
const cases = await testCasework([free]);
const { ctx, someone } = cases;
const firm = await someone('firm:91440300MA5EXAMPL1', 'owner');
const clerk = await someone('hub', 'clerk');
const other = await someone('hub', 'clerk');
const experts = [await someone('hub', 'guest'), await someone('hub', 'guest'), await someone('hub', 'guest')];
const application = { name: '海港金科', yuan: 900, kind: 'new' };

async function begun(by: Someone = firm): Promise<string> {
  return (await by.client.postCase({ body: { procedure: 'grant' } })).body.id;
}
async function filed(): Promise<string> {
  const id = await begun();
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form: application } });
  return id;
}
async function judged(): Promise<string> {
  const id = await filed();
  const seats = experts.map(({ account }) => ({ account: account.id }));
  await clerk.client.postSeats({ params: { id }, body: { seats } });
  await clerk.client.postStep({ params: { id, step: 'judge' }, body: {} });
  return id;
}
const read = async (id: string, by: Someone) => (await by.client.getCase({ params: { id } })).body;
const events = async (id: string, by: Someone) =>
  (await by.client.listCaseEvents({ params: { id }, query: {} })).body;
const problem = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => assert.fail('It was not refused.'),
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof RemoteProblem, String(error));
  return error.problem;
};

test('a procedure is served as data, with the JSON Schema of each form, and says who may begin one', async () => {
  const { body } = await firm.client.getProcedure({ params: { name: 'grant' }, query: {} });
  const form = body.forms.find(({ name }) => name === 'application')!.schema as {
    readonly properties: Record<string, { readonly words: object }>;
    readonly required: readonly string[];
  };
  assert.deepEqual(form.required, ['name', 'yuan', 'kind']);
  assert.deepEqual(form.properties.kind!.words, { en: 'Kind', zh: '类别' });
  assert.equal(body.states[0]!.name, 'draft');
  assert.equal(body.mayBegin, true);
  const seen = (await clerk.client.listProcedures({})).body.items;
  assert.deepEqual(
    seen.map(({ name, mayBegin }) => [name, mayBegin]),
    [['grant', false]],
  );
  assert.equal(
    await codeFrom(clerk.client.getProcedure({ params: { name: 'none' }, query: {} })),
    'case.procedure_unknown',
  );
});

const codeFrom = (call: Promise<unknown>) => call.then(() => 'done', codeOf);

test('a case is begun once under one id, filed, judged and decided, each by whose turn it is', async () => {
  const id = ctx.cases.newId();
  const first = (await firm.client.postCase({ body: { procedure: 'grant', id } })).body;
  const again = (await firm.client.postCase({ body: { procedure: 'grant', id } })).body;
  assert.deepEqual([again.id, again.number], [first.id, first.number]);
  const stranger = await someone('firm:2', 'owner');
  assert.equal(
    await codeFrom(stranger.client.postCase({ body: { procedure: 'grant', id } })),
    'case.id_taken',
  );
  assert.deepEqual(
    first.steps.map(({ name, form }) => [name, form]),
    [['file', 'application']],
  );
  const filing = await firm.client.postStep({ params: { id, step: 'file' }, body: { form: application } });
  assert.deepEqual([filing.body.state.name, filing.body.steps.length], ['filed', 0]);
  const atOffice = await read(id, clerk);
  assert.deepEqual(atOffice.steps.map(({ name }) => name).toSorted(), ['ask', 'judge']);
  assert.deepEqual(atOffice.forms.application, application);
  assert.deepEqual([atOffice.terms[0]!.name, atOffice.terms[0]!.isSuspended], ['handling', false]);
});

test('a refusal names its code, both languages, and each field', async () => {
  const id = await begun();
  const file = (form: object) =>
    problem(firm.client.postStep({ params: { id, step: 'file' }, body: { form: { ...form } } }));
  const invalid = await file({ name: ' ', yuan: 1.5, kind: 'new' });
  assert.deepEqual([invalid.status, invalid.code], [422, 'case.form_invalid']);
  assert.deepEqual(
    invalid.errors?.map(({ pointer }) => pointer),
    ['/form/name', '/form/yuan'],
  );
  const notYet = await file({ ...application, kind: 'old', yuan: 1_001 });
  assert.deepEqual(
    [notYet.status, notYet.code, notYet.errors?.[0]?.detail],
    [409, 'case.not_yet', 'grant.old_is_small'],
  );
  assert.match(notYet.detail, /At most 1,000.*旧项目/);
  assert.equal(
    await codeFrom(firm.client.postStep({ params: { id, step: 'nothing' }, body: {} })),
    'case.step_unknown',
  );
});

test('who saw an older case is told; what happens out of sight does not stand in anybody’s way', async () => {
  const id = await filed();
  await clerk.client.postAssignee({ params: { id }, body: { to: 'me' } });
  const ask = { params: { id, step: 'ask' }, body: { reason: 'The plan has no figures.' } };
  await clerk.client.postStep(ask);
  const { revision } = await read(id, firm);
  await clerk.client.postComment({ params: { id }, body: { text: 'Odd.', isInternal: true } });
  assert.equal((await read(id, firm)).revision, revision);
  await firm.client.postComment({ params: { id }, body: { text: 'Soon.' } });
  const answer = { params: { id, step: 'answer' }, body: { revision } };
  assert.equal(await codeFrom(firm.client.postStep(answer)), 'case.changed');
  const now = await read(id, firm);
  await clerk.client.postComment({ params: { id }, body: { text: 'Odder.', isInternal: true } });
  await firm.client.postStep({ params: { id, step: 'answer' }, body: { revision: now.revision } });
});

test('of a blind panel an applicant and another seat see neither seats, opinions, authors, nor how many there are', async () => {
  const id = await judged();
  const before = { firm: await read(id, firm), third: await read(id, experts[2]!) };
  const said = { verdict: 'for', why: 'A secret reason.' };
  await experts[0]!.client.postOpinion({ params: { id }, body: { form: said } });
  assert.deepEqual(await read(id, firm), before.firm);
  assert.deepEqual(await read(id, experts[2]!), before.third);
  assert.equal((await read(id, experts[0]!)).panel?.opinions.length, 1);
  assert.equal((await read(id, clerk)).panel?.opinions.length, 1);
  assert.equal(
    await codeFrom(experts[0]!.client.postComment({ params: { id }, body: { text: 'It was me.' } })),
    'case.step_not_yours',
  );
  for (const expert of experts.slice(1))
    await expert.client.postOpinion({ params: { id }, body: { form: said } });
  const seen = JSON.stringify([await events(id, firm), await read(id, firm)]);
  for (const { account } of experts) assert.ok(!seen.includes(account.id) && !seen.includes(account.name));
  assert.ok(!seen.includes('secret'));
  const history = await events(id, firm);
  assert.deepEqual(
    history.items.map(({ seq, type }) => [seq, type]),
    [
      [1, 'opened'],
      [2, 'stepped'],
      [3, 'stepped'],
      [4, 'stepped'],
    ],
  );
  assert.equal(history.items.at(-1)!.by, 'clock');
});

test('an excluded person has no case; assigning, seating and mentioning ask who somebody is', async () => {
  const id = await filed();
  await clerk.client.postExclusion({ params: { id }, body: { account: 'me', reason: 'My brother’s firm.' } });
  for (const call of [
    () => clerk.client.getCase({ params: { id } }),
    () => clerk.client.listCaseEvents({ params: { id }, query: {} }),
    () => clerk.client.postStep({ params: { id, step: 'judge' }, body: {} }),
    () => clerk.client.putWatch({ params: { id } }),
  ])
    assert.equal(await codeFrom(call()), 'case.not_found');
  const assign = (to: string) => codeFrom(other.client.postAssignee({ params: { id }, body: { to } }));
  assert.equal(await assign(clerk.account.id), 'case.person_unfit');
  assert.equal(await assign(firm.account.id), 'case.person_unfit');
  assert.equal(await assign('01937f00-0000-7000-8000-0000000000ff'), 'case.person_unfit');
  assert.equal(await assign('me'), 'done');
  const seat = (account: string) =>
    codeFrom(other.client.postSeats({ params: { id }, body: { seats: [{ account }] } }));
  assert.equal(await seat(clerk.account.id), 'case.person_unfit');
  assert.equal(await seat(firm.account.id), 'case.person_unfit');
  const byLogin = (login: string) =>
    codeFrom(other.client.postSeats({ params: { id }, body: { seats: [{ login }] } }));
  // A panel of three: who is right for it is asked first, and then how many they are.
  assert.equal(await byLogin(experts[0]!.account.login), 'case.seats_wrong');
  assert.equal(await byLogin(firm.account.login), 'case.person_unfit');
  assert.equal(await byLogin('nobody-at-all'), 'case.person_unfit');
  const mention = (by: Someone, account: string) =>
    codeFrom(by.client.postComment({ params: { id }, body: { text: 'x', mentions: [account] } }));
  assert.equal(await mention(firm, other.account.id), await mention(firm, clerk.account.id));
  assert.equal(await mention(other, clerk.account.id), 'case.person_unfit');
  assert.equal(await mention(other, firm.account.id), 'done');
});

test('the next case of those nobody has is one for each who asks', async () => {
  const ids = await Promise.all([filed(), filed(), filed(), filed()]);
  const takers = await Promise.all(Array.from({ length: 4 }, () => someone('hub', 'clerk')));
  const taken = await Promise.all(
    takers.map(({ client }) => client.postNext({ body: { procedure: 'grant' } })),
  );
  const numbers = taken.map(({ body }) => body.id);
  assert.equal(new Set(numbers).size, 4);
  assert.deepEqual(
    taken.map(({ body }) => body.assignee),
    takers.map(({ account }) => account.id),
  );
  assert.ok(ids.some((id) => numbers.includes(id)));
  assert.equal(await codeFrom(firm.client.postNext({ body: { procedure: 'grant' } })), 'case.none_waiting');
});
