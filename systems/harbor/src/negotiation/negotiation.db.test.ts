import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '@finharbor/dataspace/testing';
import { contractBody, signed } from '../testing.ts';
import type { Negotiator } from './negotiator.ts';
import { negotiatingNodes } from './testing.ts';

const nodes = negotiatingNodes();
after(() => nodes[Symbol.asyncDispose]());
const tax = await nodes.open('tax');
const bank = await nodes.open('bank');
const said = { en: 'x', zh: '文' };
const product = signed(tax.node.keys.tax!, {
  type: 'product',
  issuer: 'tax',
  body: {
    ...{ product: '01937f00-0000-7000-8000-0000000000aa', title: said, description: said },
    ...{ fields: [], rowsAtLeast: 100, synthetic: true, licence: 'x' },
  },
});
for (const { node } of [tax, bank]) await node.ctx.store.documents.put(product);

let contracts = 0;
/** A contract that the bank has signed just now. */
async function signedByBank(): Promise<string> {
  contracts += 1;
  const body = { ...contractBody('train', contracts), products: [product.id] };
  const doc = signed(bank.node.keys.bank!, { type: 'contract', issuer: 'bank', body });
  await bank.node.ctx.store.documents.put(doc);
  return doc.id;
}

const stateAt = async (negotiator: Negotiator, id: string) => (await negotiator.ofContract(id))[0]?.state;
const approvalOf = (contract: string) => tax.node.ctx.store.documents.find('approval', { contract });

const consumer = bank.start();
const provider = tax.start();

test('a contract is asked for, waits for the approver, and is signed once both connectors have agreed', async () => {
  const id = await signedByBank();
  consumer.wake();
  await until(
    () => stateAt(consumer, id),
    (state) => state === 'REQUESTED',
  );
  await until(
    async () => (await tax.node.ctx.store.documents.find('contract', { id })).length,
    (count) => count === 1,
  );
  await until(
    () => stateAt(provider, id),
    (state) => state === 'REQUESTED',
  );
  assert.deepEqual(await approvalOf(id), []);
  await provider.decide(id, { decision: 'approved', reason: '' });
  const [approval] = await until(
    () => approvalOf(id),
    (found) => found.length > 0,
  );
  assert.equal(approval!.body.decision, 'approved');
  const [view] = await consumer.ofContract(id);
  assert.equal(view!.state, 'FINALIZED');
  assert.deepEqual(
    view!.steps.map(({ message }) => message),
    ['request', 'agreement', 'verification', 'finalized'],
  );
  await assert.rejects(provider.decide(id, { decision: 'declined', reason: '' }), {
    code: 'contract.decided',
  });
});

test('who is declined reads why', async () => {
  const id = await signedByBank();
  consumer.wake();
  await until(
    () => stateAt(consumer, id),
    (state) => state === 'REQUESTED',
  );
  await until(
    async () => (await tax.node.ctx.store.documents.find('contract', { id })).length,
    (count) => count === 1,
  );
  await provider.decide(id, { decision: 'declined', reason: 'Not for this.' });
  await until(
    () => stateAt(consumer, id),
    (state) => state === 'TERMINATED',
  );
  const [view] = await consumer.ofContract(id);
  assert.deepEqual(view!.reason, { code: 'contract.declined', text: ['Not for this.'] });
  await until(
    () => approvalOf(id),
    (found) => found[0]?.body.decision === 'declined',
  );
});

test('a decision that a killed process had not told yet is told after the next start', async () => {
  const id = await signedByBank();
  consumer.wake();
  await until(
    async () => (await tax.node.ctx.store.documents.find('contract', { id })).length,
    (count) => count === 1,
  );
  await until(
    () => stateAt(provider, id),
    (state) => state === 'REQUESTED',
  );
  await tax.context.decisions.decide(id, { decision: 'approved', reason: '' });
  tax.start();
  await until(
    () => stateAt(consumer, id),
    (state) => state === 'FINALIZED',
  );
});

test('terms whose signed text the provider does not have are refused, and the consumer reads why', async () => {
  nodes.hub.isDeaf = true;
  const id = await signedByBank();
  consumer.wake();
  await until(
    () => stateAt(consumer, id),
    (state) => state === 'TERMINATED',
  );
  const [view] = await consumer.ofContract(id);
  assert.equal(view!.reason!.code, 'dataspace.no_such_offer');
});
