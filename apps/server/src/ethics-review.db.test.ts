import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { onePage } from './demo/one-page.ts';
import { type Someone, testEthics, until } from './ethics-testing.ts';

const { someone, anybody, logged, page } = await testEthics();
const code = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', codeOf);

const bureau = await someone('bureau-1', 'hub', 'bureau');
const secretary = await someone('secretary', 'hub', 'operator');
const firmCode = '91350100M000100Y43';
const firm = await someone('firm-owner', `firm:${firmCode}`, 'owner');
const fieldNames = ['industry', 'technology', 'law', 'security', 'academia'] as const;
type FieldName = (typeof fieldNames)[number];
type Member = Someone & { readonly field: FieldName; readonly id: string };

async function member(login: string, field: FieldName, ...roles: readonly string[]): Promise<Member> {
  const one = await someone(login, 'hub', ...roles);
  const id = randomUUID();
  await bureau.client.postMember({
    body: {
      ...{ id, account: one.account.id, name: `Member ${login}`, field, employer: 'A university' },
      ...{ employerUscc: null, fromOn: '2026-01-01', untilOn: '2028-01-01', office: 'member' },
    },
  });
  return { ...one, field, id };
}
const members: Member[] = [];
for (const field of fieldNames)
  for (const nth of [1, 2]) members.push(await member(`${field}-${nth}`, field));
/** Somebody of the bureau who also sits on the committee, and whom the firm has paid for advice. */
const adviser = await member('adviser', 'law', 'bureau');

const assessment = Object.fromEntries(
  ['integrity', 'data', 'inclusion', 'openness', 'competition', 'risk', 'green'].map((head) => [
    head,
    `On ${head}.`,
  ]),
);
const opinion = (
  verdict: string,
  dissent = 'unnamed',
  why = 'As I see it.',
): { readonly form: Readonly<Record<string, string>> } => ({
  form: {
    ...{ verdict, dissent, why, integrity: 'met', data: 'partly', inclusion: 'met', openness: 'partly' },
    ...{ competition: 'met', risk: 'met', green: 'met' },
  },
});

async function step(by: Someone, id: string, name: string | readonly [string, object]): Promise<string> {
  const [wanted, body] = typeof name === 'string' ? [name, {}] : name;
  return (await by.client.postStep({ params: { id, step: wanted }, body })).body.state.name;
}
async function filed(product: string): Promise<{ readonly id: string; readonly number: string }> {
  const { id, number } = (await firm.client.postCase({ body: { procedure: 'ethics-review' } })).body;
  await firm.client.postFile({
    params: { id, document: 'description' },
    query: { name: 'description.pdf' },
    body: new Blob([onePage('What it does (made up)')]),
  });
  const form = {
    ...{ firm: 'Harbour Tech', product, stage: 'design', summary: 'Scores loans.', technology: 'Trees.' },
  };
  await step(firm, id, ['describe', { form }]);
  assert.equal(await step(firm, id, ['file', { form: assessment }]), 'filed');
  return { id, number };
}
async function seated(id: string): Promise<readonly Member[]> {
  const reads = await Promise.all(members.map(({ client }) => code(client.getCase({ params: { id } }))));
  return members.filter((_, at) => reads[at] === 'done');
}
async function convened(id: string, convene: string): Promise<readonly Member[]> {
  await secretary.client.postPanel({ params: { id }, body: {} });
  await step(secretary, id, convene);
  return seated(id);
}
async function say(who: readonly Member[], id: string, verdicts: readonly string[]): Promise<void> {
  for (const [at, { client }] of who.entries())
    await client.postOpinion({
      params: { id },
      body: opinion(verdicts[at]!, at === 0 ? 'named' : 'unnamed', `Reason ${at}.`),
    });
}

test('for a member with an interest in the firm its review is not there, on no board and for no panel', async () => {
  await secretary.client.postConflict({
    body: {
      id: randomUUID(),
      member: adviser.id,
      uscc: firmCode as never,
      kind: 'adviser',
      note: 'Advised in 2025',
    },
  });
  const { id } = await filed('Loan scoring');
  assert.equal(await code(adviser.client.getCase({ params: { id } })), 'case.not_found');
  const events = (await secretary.client.listCaseEvents({ params: { id }, query: {} })).body.items;
  const at = (what: string): number => events.findIndex((one) => JSON.stringify(one).includes(what));
  assert.ok(at(adviser.account.id) >= 0, 'the adviser is excluded');
  assert.ok(at(adviser.account.id) < at('"step":"file"'), 'before the office has it, not a moment after');
  const board = async ({ client }: Someone): Promise<string> =>
    JSON.stringify((await client.getBoard({})).body);
  await until('it is on the board', async () =>
    (await board(bureau)).includes('Loan scoring') ? true : undefined,
  );
  assert.doesNotMatch(await board(adviser), /Loan scoring/);

  await step(secretary, id, 'accept');
  const seats = (who: readonly Member[]) =>
    code(
      secretary.client.postSeats({
        params: { id },
        body: { seats: who.map(({ account }) => ({ account: account.id })) },
      }),
    );
  assert.equal(await seats(members.slice(0, 5)), 'case.seats_wrong', 'two of a field');
  assert.equal(
    await seats([...members.filter((one, at) => at % 2 === 0 && one.field !== 'law'), adviser]),
    'case.person_unfit',
  );
  assert.equal((await secretary.client.getCase({ params: { id } })).body.state.name, 'composing');
});

test('a product is reviewed by one member of each field; dissent, conditions and what becomes of them are public', async () => {
  const { id, number } = await filed('Payment by face');
  await step(secretary, id, 'accept');
  const panel = await convened(id, 'convene');
  assert.deepEqual(panel.map(({ field }) => field).toSorted(), [...fieldNames].toSorted());
  assert.equal(await code(firm.client.getOpinion({ params: { number } })), 'ethics.not_found');
  await say(panel, id, ['against', 'for', 'for', 'for', 'for']);

  const conclusion = (conditions: string): object => ({
    form: { text: 'Agreed, if refusals are explained.', kind: 'conditions', conditions },
  });
  await until('the panel agrees', async () =>
    (await secretary.client.getCase({ params: { id } })).body.state.name === 'agreeing' ? true : undefined,
  );
  assert.equal(await code(step(secretary, id, ['propose', conclusion('explain refusals')])), 'case.not_yet');
  const conditions = '2026-06-30 explain refusals\n2026-03-01 name a person to call';
  await step(secretary, id, ['propose', conclusion(conditions)]);
  assert.equal(await code(step(bureau, id, 'issue')), 'case.not_yet');
  await step(bureau, id, 'issue-conditions');
  assert.equal(await step(firm, id, 'accept-conditions'), 'conditional');

  const published = await until('it is published', async () =>
    anybody.getOpinion({ params: { number } }).then(
      ({ body }) => (body.hearings > 0 ? body : undefined),
      () => undefined,
    ),
  );
  assert.deepEqual(published.votes, { for: 4, against: 1, abstain: 0 });
  assert.deepEqual(published.dissents, [
    { member: panel[0]!.account.name.replace(/^/, 'Member '), text: 'Reason 0.' },
  ]);
  assert.deepEqual(
    published.conditions.map(({ standing }) => standing),
    ['open', 'overdue'],
  );
  const place = { number, place: '1' };
  const check = { isMet: true, answer: 'Seen.' };
  assert.equal(
    await code(secretary.client.postCheck({ params: place, body: check })),
    'ethics.nothing_reported',
  );
  await firm.client.putReport({ params: place, body: { report: 'Every refusal now gives its reasons.' } });
  const { body: met } = await secretary.client.postCheck({ params: place, body: check });
  assert.deepEqual([met.standing, met.metOn], ['met', '2026-03-02']);
  assert.ok(
    await until('it is in the evidence log', async () =>
      logged.some((key) => key.includes(id)) ? true : undefined,
    ),
  );
  const { body: page } = await anybody.getPublicCase({ params: { number } });
  assert.match(JSON.stringify(page), /name a person to call/);
  assert.doesNotMatch(
    JSON.stringify([page, published]),
    new RegExp(panel.map(({ account }) => account.id).join('|')),
  );
});

test('who is not agreed with is heard again by five others, and dissent that is not to be named is of one member', async () => {
  const { id, number } = await filed('Advice by chat');
  await step(secretary, id, 'accept');
  const first = await convened(id, 'convene');
  await say(first, id, ['against', 'against', 'for', 'against', 'against']);
  await step(secretary, id, ['propose-refusal', { form: { text: 'It advises whom it does not know.' } }]);
  assert.equal(await code(step(secretary, id, 'issue-refusal')), 'case.step_not_yours');
  assert.equal(await step(bureau, id, 'issue-refusal'), 'disagreed');
  await step(firm, id, ['appeal-refusal', { reason: 'Users are asked first.' }]);
  await until('who was heard is on record', async () => {
    const again = first.map(({ account }) => ({ account: account.id }));
    const said = await code(secretary.client.postSeats({ params: { id }, body: { seats: again } }));
    return said === 'case.seats_wrong' ? true : undefined;
  });
  const all = await convened(id, 'rehear-refusal');
  const others = all.filter((one) => !first.includes(one));
  assert.equal(others.length, 5);
  await say(others, id, ['for', 'for', 'for', 'against', 'for']);
  await step(secretary, id, ['propose', { form: { text: 'Agreed.', kind: 'plain', conditions: '无' } }]);
  assert.equal(await step(bureau, id, 'issue'), 'agreed');
  const published = await until('it is published', async () =>
    anybody.getOpinion({ params: { number } }).then(
      ({ body }) => (body.hearings === 2 ? body : undefined),
      () => undefined,
    ),
  );
  assert.deepEqual(
    [published.outcome, published.votes, published.dissents],
    ['agreed', { for: 4, against: 1, abstain: 0 }, [{ member: null, text: 'Reason 3.' }]],
  );
  const unnamed = members.flatMap(({ account }) => [account.id, account.name]);
  for (const [path, say] of [
    [`/open/en/ethics/${number}`, 'One member'],
    [`/open/zh/ethics/${number}`, '一名委员'],
    [`/open/zh/ethics?q=${number}&kind=design`, '产品设计'],
    ['/open/data/ethics.json', '"agreed"'],
    ['/open/en/ethics/feed.atom', number],
  ] as const) {
    const { status, text } = await page(path);
    assert.deepEqual([status, text.includes(number), text.includes(say)], [200, true, true], path);
    for (const one of unnamed) assert.ok(!text.includes(one), `${path} has ${one}`);
  }
  assert.ok(
    (await anybody.listOpinions({ query: { stage: 'design' } })).body.items.some(
      (one) => one.number === number,
    ),
  );
});

test('a session counts where members of all five fields, in office that day, were there', async () => {
  const place = { en: 'Room 1', zh: '一号会议室' };
  const agenda = [{ en: 'Rules of procedure', zh: '议事规则' }];
  const id = randomUUID();
  await secretary.client.postSession({ body: { id, heldOn: '2026-03-02', place, agenda } });
  const keep = (attended: readonly string[], minutes = 'All agreed.') =>
    code(secretary.client.putMinutes({ params: { id }, body: { attended, minutes } }));
  const first = members.filter((_, at) => at % 2 === 0).map((one) => one.id);
  assert.equal(await keep(first.slice(1)), 'ethics.no_quorum');
  assert.equal(await keep([...first, randomUUID()]), 'ethics.no_quorum');
  assert.equal(await keep(first), 'done');
  assert.equal(await keep(first), 'done', 'the same again is the same');
  assert.equal(await keep(first, 'Something else.'), 'ethics.session_over');
  const { items } = (await anybody.listSessions({})).body;
  assert.deepEqual([items[0]!.state, items[0]!.present.length, items[0]!.attended], ['held', 5, 5]);
  const read = ({ client }: Someone): Promise<string> => code(client.getMinutes({ params: { id } }));
  assert.deepEqual(await Promise.all([secretary, members[0]!, firm].map(read)), [
    'done',
    'done',
    'ethics.not_found',
  ]);
  const later = randomUUID();
  await secretary.client.postSession({ body: { id: later, heldOn: '2026-09-01', place, agenda } });
  assert.equal(
    (await secretary.client.postSessionCancellation({ params: { id: later } })).body.state,
    'cancelled',
  );
});

test('members declare interests of their own, terms of one member do not overlap, and nobody else appoints', async () => {
  const { id: case_ } = await filed('Insurance by telematics');
  await step(secretary, case_, 'accept');
  const [own] = (await convened(case_, 'convene')) as readonly [Member];
  const stated = {
    id: randomUUID(),
    uscc: firmCode as never,
    kind: 'shares' as const,
    note: 'A hundred shares',
  };
  assert.equal((await own.client.postOwnConflict({ body: stated })).body.isDeclared, true);
  assert.equal(
    await code(own.client.getCase({ params: { id: case_ } })),
    'case.not_found',
    'the seat is gone at once',
  );
  assert.equal((await own.client.listOwnConflicts({})).body.items.length, 1);
  assert.equal(await code(firm.client.listOwnConflicts({})), 'ethics.not_a_member');
  const term = (fromOn: string, untilOn: string, by = bureau) =>
    code(by.client.putTerm({ params: { id: own.id, fromOn }, body: { untilOn, office: 'chair' } }));
  assert.equal(await term('2027-06-01', '2029-01-01'), 'ethics.terms_overlap');
  assert.equal(await term('2028-01-01', '2030-01-01'), 'done');
  assert.equal(await term('2028-01-01', '2030-01-01', secretary), 'access.forbidden');
  const { items } = (await anybody.getCommittee({})).body;
  assert.equal(items.length, 11);
  assert.equal(items.find(({ id }) => id === own.id)!.terms.length, 2);
});
