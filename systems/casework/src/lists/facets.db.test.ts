import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ring } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { type Someone, testCasework } from '../testing.ts';
import type { FilterQuery } from './contract.ts';

const free = { ...grant, steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } } };
const { someone, clock, ctx } = await testCasework([free]);
const firm = await someone('firm:1', 'owner');
const stranger = await someone('firm:2', 'owner');
const clerk = await someone('hub', 'clerk');
const other = await someone('hub', 'clerk');
const experts = [
  await someone('lab', 'expert'),
  await someone('lab', 'expert'),
  await someone('lab', 'expert'),
];
const everybody = [firm, stranger, clerk, other, ...experts];
const queues = ['mine', 'unassigned', 'office', 'applied', 'seat', 'watching'] as const;

async function filed(name: string, by = firm): Promise<string> {
  const { id } = (await by.client.postCase({ body: { procedure: 'grant' } })).body;
  await by.client.postStep({
    params: { id, step: 'file' },
    body: { form: { name, yuan: 900, kind: 'new' } },
  });
  return id;
}
const facets = async ({ client }: Someone, query: FilterQuery) => (await client.getFacets({ query })).body;

const [kept, , judged] = [await filed('海港金科'), await filed('滨江支付'), await filed('海港物流')];
await firm.client.postCase({ body: { procedure: 'grant' } });
await clerk.client.postAssignee({ params: { id: kept }, body: { to: 'me' } });
await clerk.client.postStep({ params: { id: judged, step: 'judge' }, body: {} });
await clerk.client.postSeats({
  params: { id: judged },
  body: { seats: experts.map(({ account }) => ({ account: account.id })) },
});

/** What is counted is what the list holds, whoever asks and however they filter. */
async function agree(): Promise<void> {
  const filters = [
    {},
    { ended: 'any' },
    { state: 'filed' },
    { procedure: 'grant' },
    { overdue: 'yes' },
  ] as const;
  const more = [{ dueThisWeek: 'yes' }, { text: '海港' }, { text: 'gr-2026' }] as const;
  for (const one of everybody)
    for (const queue of queues)
      for (const filter of [...filters, ...more]) {
        const query: FilterQuery = { queue, ...filter };
        const { items } = (await one.client.listCases({ query })).body;
        const found = await facets(one, query);
        const say = `${one.account.login} ${JSON.stringify(query)}`;
        assert.deepEqual(found.total, { count: items.length, isMore: false }, say);
        const states = Object.fromEntries(found.states.map(({ name, count }) => [name, count]));
        assert.deepEqual(states, tally(items.map(({ state }) => state.name)), say);
        const overdue = items.filter(({ dueMs }) => dueMs !== null && dueMs <= clock.nowMs());
        assert.equal(found.overdue.count, overdue.length, say);
        const people = tally(items.flatMap(({ assignee }) => assignee ?? []));
        if (found.assignees)
          assert.deepEqual(
            Object.fromEntries(found.assignees.map(({ account, count }) => [account, count])),
            people,
            say,
          );
        const isOffice = one.account.party === 'hub';
        if (!isOffice || queue !== 'office') assert.equal(found.assignees, null, say);
      }
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

test('what is counted is what the list of the same filter holds, for the office, applicants, seats and strangers', async () => {
  await agree();
  const office = await facets(clerk, { queue: 'office' });
  assert.deepEqual(
    office.states.map(({ name, count }) => [name, count]),
    [
      ['filed', 2],
      ['judged', 1],
    ],
  );
  assert.deepEqual(office.assignees, [{ account: clerk.account.id, count: 2, isMore: false }]);
  assert.equal((await facets(experts[0]!, { queue: 'seat' })).total.count, 1);
  assert.equal((await facets(stranger, { queue: 'office' })).total.count, 0);
  const asked = firm.client.getFacets({ query: { queue: 'applied', assignee: clerk.account.id } });
  assert.equal(await asked.catch(codeOf), 'case.filter_not_yours');
});

test('an opinion of a blind panel moves no count but the office’s own', async () => {
  const before = await Promise.all([firm, experts[1]!].map((one) => counts(one)));
  const form = { verdict: 'for', why: 'Sound.' };
  await experts[0]!.client.postOpinion({ params: { id: judged }, body: { form } });
  assert.deepEqual(await Promise.all([firm, experts[1]!].map((one) => counts(one))), before);
});

async function counts(one: Someone): Promise<readonly unknown[]> {
  return Promise.all(queues.map((queue) => facets(one, { queue, ended: 'any' })));
}

test('whoever is excluded, or applied themselves, is not of those for whom a case counts', async () => {
  await other.client.postExclusion({ params: { id: kept }, body: { account: 'me', reason: 'Kin.' } });
  assert.equal((await facets(other, { queue: 'office' })).total.count, 2);
  assert.deepEqual((await facets(other, { queue: 'office' })).assignees, [
    { account: clerk.account.id, count: 1, isMore: false },
  ]);
  assert.equal((await facets(other, { queue: 'office', text: '金科' })).total.count, 0);
  const both = await someone('hub', 'clerk', 'owner');
  const own = await filed('自己的事', both);
  everybody.push(both);
  assert.equal(
    (await facets(both, { queue: 'office' })).total.count,
    3,
    'nobody is the office of their own case',
  );
  assert.equal((await facets(clerk, { queue: 'office' })).total.count, 4);
  await clerk.client.postAssignee({ params: { id: own }, body: { to: 'me' } });
  const mine = (await both.client.listCases({ query: { queue: 'applied' } })).body.items;
  assert.deepEqual(
    mine.map(({ assignee, revision }) => ({ assignee, revision })),
    [{ assignee: null, revision: null }],
  );
  await agree();
});

test('what is overdue stays so after the clock has told of it', async () => {
  clock.advance(40 * 86_400_000);
  everybody.splice(0, everybody.length, await someone('hub', 'clerk'), await someone('firm:1', 'owner'));
  const [late, applicant] = everybody as [Someone, Someone];
  assert.equal((await facets(late, { queue: 'office' })).overdue.count, 4);
  await ring(ctx.cases);
  const told = await facets(late, { queue: 'office' });
  assert.equal(told.overdue.count, 3, 'the panel’s own term has ended its case');
  assert.equal(told.total.count, 3);
  assert.equal((await facets(applicant, { queue: 'applied', overdue: 'yes' })).total.count, 2);
  await agree();
});
