import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { pilot, type Someone } from './pilot-testing.ts';

// A pilot joint with Hong Kong or Macao: the second regulator works by an account of its own, over the same routes as everybody.
after(() => pilot.stop());
const { bank, board, secretary, supervisor, stranger, experts, someone, filed, reviewed, at, until } = pilot;
const hongKong = await someone('hkma', 'regulator:hk', 'resident');
const macao = await someone('amcm', 'regulator:mo', 'resident');
const third = await someone('expert-3', 'person:4', 'resident');

const code = (call: Promise<unknown>) => call.then(() => 'done', codeOf);
const minutes = { heldOn: '2026-03-02', present: '工作组', discussed: '讨论', conclusion: '同意' };
const opinion = (verdict: 'for' | 'against', why: string) => ({ verdict, reference: 'HK/2026/1', why });
const read = async (by: Someone, id: string) => (await by.client.getCase({ params: { id } })).body;
const gives = (by: Someone, id: string, form: object) =>
  by.client.postOpinion({ params: { id }, body: { form: { ...form } } });
/** The cases somebody has a seat in, as their own system would ask. */
const queue = async (by: Someone) =>
  (await by.client.listCases({ query: { queue: 'seat' } })).body.items.map(({ id }) => id);

/** A joint declaration before its supervisors, of whom the second is named by how it signs in. */
async function before(regulator: string): Promise<string> {
  const id = await filed('pilot-joint');
  await reviewed(id, undefined, [...experts, third]);
  await at(board, id)('meet', minutes);
  await board.client.postSeats({
    ...{ params: { id }, body: { seats: [{ account: supervisor.id }, { login: regulator }] } },
  });
  return id;
}

test('the second regulator finds its case, reads the file and agrees with its own reference; nothing is announced before both have', async () => {
  const id = await before('hkma');
  assert.deepEqual(await queue(hongKong), [id]);
  const seen = await read(hongKong, id);
  assert.deepEqual([seen.standing, seen.may.opine, seen.steps], ['seat', 'supervision', []]);
  assert.ok(seen.forms.declaration && seen.forms.safeguards, 'it reads what was declared');
  assert.equal(await code(macao.client.getCase({ params: { id } })), 'case.not_found');

  await gives(supervisor, id, opinion('for', '无异议'));
  assert.equal((await read(board, id)).state.name, 'supervising');
  assert.ok(!JSON.stringify(await read(hongKong, id)).includes('无异议'), 'it knows nothing of the other');
  await gives(hongKong, id, opinion('for', 'No objection under our sandbox.'));
  assert.equal(await code(gives(hongKong, id, opinion('against', 'Changed my mind.'))), 'case.no_panel');
  assert.equal((await read(board, id)).state.name, 'agreed');

  assert.equal(await code(at(hongKong, id)('announce')), 'case.step_not_yours');
  await at(board, id)('announce');
  await until(id, 'announced');
  const { number } = (await read(bank, id)).forms.registration as { readonly number: string };
  const shown = (await pilot.anybody.getPilot({ params: { number } })).body;
  assert.deepEqual([shown.track, shown.stage], ['joint', 'announced']);
  const open = JSON.stringify([shown, await read(bank, id)]);
  for (const hidden of [hongKong.id, supervisor.id, 'our sandbox']) assert.ok(!open.includes(hidden), hidden);
});

test('where the second regulator disagrees the file goes back to the meeting, with a reason that the board alone reads, and comes again', async () => {
  const id = await before('amcm');
  await gives(macao, id, opinion('against', 'Settlement in patacas is not covered.'));
  assert.equal((await read(board, id)).state.name, 'supervising', 'each of them is heard');
  await gives(supervisor, id, opinion('for', '无异议'));
  assert.equal((await read(board, id)).state.name, 'meeting');
  assert.ok(JSON.stringify(await read(board, id)).includes('patacas'));
  for (const who of [bank, supervisor, ...experts])
    assert.ok(!JSON.stringify(await read(who, id).catch(codeOf)).includes('patacas'));
  assert.equal(await code(stranger.client.getCase({ params: { id } })), 'case.not_found');
  await at(board, id)('meet', { ...minutes, conclusion: '补充结算安排' });
  assert.deepEqual(await queue(macao), [id]);
  await gives(macao, id, opinion('for', 'Covered now.'));
  assert.equal((await read(board, id)).state.name, 'supervising');
  await gives(supervisor, id, opinion('for', '无异议'));
  assert.equal((await read(board, id)).state.name, 'agreed');
});

test('a second regulator that is silent until its term is over has not agreed', async () => {
  const id = await before('hkma');
  await gives(supervisor, id, opinion('for', '无异议'));
  pilot.clock.advance(60 * 86_400_000);
  await secretary.client.postComment({ params: { id }, body: { text: '期限已过。' } });
  assert.equal((await read(board, id)).state.name, 'meeting');
  assert.equal(await code(gives(hongKong, id, opinion('for', 'Late.'))), 'case.no_panel');
});

test('who reviewed as an expert does not speak for the supervisors, whose seats are not named yet', async () => {
  const id = await filed('pilot-joint');
  await reviewed(id, undefined, [...experts, third]);
  await read(third, id);
  await at(board, id)('meet', minutes);
  assert.deepEqual(
    (await read(board, id)).panel!.seats!.map(({ weight }) => weight),
    [0, 0, 0],
  );
  for (const expert of [...experts, third]) {
    assert.equal(await code(gives(expert, id, opinion('for', '同意'))), 'case.not_found');
    assert.deepEqual(await queue(expert), []);
  }
  await board.client.postSeats({
    ...{ params: { id }, body: { seats: [{ account: supervisor.id }, { account: third.id }] } },
  });
  await gives(supervisor, id, opinion('for', '无异议'));
  await gives(third, id, opinion('for', '无异议'));
  assert.equal((await read(board, id)).state.name, 'agreed', 'named anew, somebody speaks again');
});

test('whoever applies together with the institution that files reads the case once it is filed, and does nothing in its place', async () => {
  const { technology, institution, declaration, safeguards, attached } = pilot;
  const { id } = (await bank.client.postCase({ body: { procedure: 'pilot-joint' } })).body;
  const applied = async (by: Someone) =>
    (await by.client.listCases({ query: { queue: 'applied' } })).body.items.some((one) => one.id === id);
  for (const [step, at_, kind] of [
    ['lead', 0, 'licensed'],
    ['second', 1, 'technology'],
  ] as const)
    await at(bank, id)(step, institution(at_, kind));
  await at(bank, id)('declare', declaration);
  await at(bank, id)('secure', safeguards);
  await attached(bank, id, 'licence', 'assessment', 'agreement');
  assert.equal(
    await code(technology.client.getCase({ params: { id } })),
    'case.not_found',
    'named, not sent',
  );
  assert.equal(await applied(technology), false);
  assert.equal(await code(secretary.client.getCase({ params: { id } })), 'case.not_found');

  await at(bank, id)('file');
  const seen = await read(technology, id);
  assert.deepEqual([seen.standing, seen.steps, seen.may.attach, seen.may.opine], ['applicant', [], [], null]);
  assert.deepEqual([await applied(technology), await applied(stranger)], [true, false]);
  assert.equal(await code(at(technology, id)('withdraw')), 'case.step_not_yours');
  const file = { params: { id, document: 'agreement' }, query: { name: 'other.pdf' } };
  const body = new Blob(['%PDF-1.7 of somebody else']);
  assert.equal(await code(technology.client.postFile({ ...file, body })), 'case.step_not_yours');
  const seats = [technology, ...experts].map((one) => ({ account: one.id }));
  assert.equal(
    await code(secretary.client.postSeats({ params: { id }, body: { seats } })),
    'case.person_unfit',
  );
  await reviewed(id, undefined, [...experts, third]);
  const told = JSON.stringify([
    await read(technology, id),
    (await technology.client.listCaseEvents({ params: { id }, query: {} })).body,
  ]);
  for (const hidden of [...experts, third].map((one) => one.id)) assert.ok(!told.includes(hidden), hidden);
  assert.ok(!told.includes('A hidden reason'));
});
