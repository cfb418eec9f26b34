import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grant } from '@finharbor/cases/testing';
import { codeOf } from '@finharbor/kernel';
import { type Someone, testCasework } from '../testing.ts';
import type { CaseQuery } from './contract.ts';

const free = { ...grant, steps: { ...grant.steps, file: { ...grant.steps.file!, needs: [] } } };
const { someone, clock } = await testCasework([free]);
const firm = await someone('firm:1', 'owner');
const stranger = await someone('firm:2', 'owner');
const clerk = await someone('hub', 'clerk');
const other = await someone('hub', 'clerk');

async function filed(name: string): Promise<string> {
  const { id } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
  const form = { name, yuan: 900, kind: 'new' };
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
  return id;
}
const found = async ({ client }: Someone, query: CaseQuery) =>
  (await client.listCases({ query })).body.items.map(({ subject }) => subject);

test('a case is found in the queues of those it is for, and by its words; by nobody else', async () => {
  const first = await filed('海港金科');
  clock.advance(60_000);
  await filed('滨江支付');
  await firm.client.postCase({ body: { procedure: 'grant' } });
  assert.deepEqual(
    await found(clerk, { queue: 'unassigned' }),
    ['海港金科', '滨江支付'],
    'due first comes first',
  );
  assert.equal((await found(firm, { queue: 'applied' })).length, 3);
  for (const queue of ['mine', 'unassigned', 'office', 'applied', 'seat', 'watching'] as const)
    assert.deepEqual(await found(stranger, { queue }), [], queue);
  assert.deepEqual(await found(clerk, { queue: 'office', text: '港金' }), ['海港金科']);
  assert.deepEqual(await found(clerk, { queue: 'office', text: 'bjzf' }), ['滨江支付']);
  assert.equal((await found(clerk, { queue: 'office', text: 'gr-2026' })).length, 2);
  assert.deepEqual(await found(stranger, { queue: 'applied', text: '海港' }), []);
  await clerk.client.postAssignee({ params: { id: first }, body: { to: 'me' } });
  assert.deepEqual(await found(clerk, { queue: 'mine' }), ['海港金科']);
  assert.deepEqual(await found(other, { queue: 'unassigned' }), ['滨江支付']);
  const applied = (await firm.client.listCases({ query: { queue: 'applied' } })).body.items;
  assert.ok(applied.every(({ assignee }) => assignee === null));
  const byAssignee = firm.client.listCases({ query: { queue: 'applied', assignee: clerk.account.id } });
  assert.equal(await byAssignee.catch(codeOf), 'case.filter_not_yours');
  await other.client.postExclusion({ params: { id: first }, body: { account: 'me', reason: 'Kin.' } });
  assert.deepEqual(await found(other, { queue: 'office' }), ['滨江支付']);
  assert.deepEqual(await found(other, { queue: 'office', text: '海港' }), []);
});

test('pages follow one another without a gap, in either order', async () => {
  for (const sort of ['due', 'opened'] as const) {
    const whole = (await clerk.client.listCases({ query: { queue: 'office', sort } })).body.items;
    const one = await clerk.client.listCases({ query: { queue: 'office', sort, limit: 1 } });
    const two = await clerk.client.listCases({
      query: { queue: 'office', sort, limit: 1, cursor: one.body.next! },
    });
    assert.deepEqual([...one.body.items, ...two.body.items], whole);
    assert.equal(two.body.next, null);
  }
});
