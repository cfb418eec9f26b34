import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { grant } from '@finharbor/cases/testing';
import { codeOf, instantText } from '@finharbor/kernel';
import { testCasework } from './testing.ts';

const steps = { ...grant.steps, file: { ...grant.steps.file!, needs: [] } };
const { someone, clock, db } = await testCasework([{ ...grant, steps }]);
const loanMs = 600_000;

test('who has lent a role has their cases in the queue of who stands in, who works on them until the loan is over', async () => {
  const firm = await someone('firm:1', 'owner');
  const clerk = await someone('hub', 'clerk');
  const deputy = await someone('hub', 'guest');
  const { id } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
  const form = { name: '海港', yuan: 900, kind: 'new' };
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
  await clerk.client.postAssignee({ params: { id }, body: { to: 'me' } });
  const mine = async () => (await deputy.client.listCases({ query: { queue: 'mine' } })).body.items.length;
  assert.equal(await mine(), 0);
  const nowMs = clock.nowMs();
  await db
    .insertInto('access_delegation')
    .values({
      ...{ id: randomUUID(), from_user: clerk.account.id, to_user: deputy.account.id, roles: 'clerk' },
      ...{ reason: 'Away', starts_at: instantText(nowMs), ends_at: instantText(nowMs + loanMs) },
      created_at: instantText(nowMs),
    })
    .execute();
  assert.equal(await mine(), 1);
  const assign = (to: string) => clerk.client.postAssignee({ params: { id }, body: { to } });
  assert.equal((await assign(deputy.account.id)).body.assignee, deputy.account.id);
  assert.equal((await assign(clerk.account.id)).body.assignee, clerk.account.id);
  const ask = { params: { id, step: 'ask' }, body: { reason: 'More.' } };
  assert.equal((await deputy.client.postStep(ask)).body.state.name, 'waiting');
  await firm.client.postStep({ params: { id, step: 'answer' }, body: {} });
  clock.advance(loanMs);
  assert.equal(await deputy.client.postStep(ask).catch(codeOf), 'case.not_found');
  assert.equal(await mine(), 0);
});
