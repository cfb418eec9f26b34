import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { composed, type PrivacyCost } from '@finharbor/fusion';
import { syntheticUscc, systemRandom } from '@finharbor/kernel';
import { signed, type TestNode, testNode } from '../testing.ts';
import { viewBudget } from './budget.ts';
import { previewOf, propose } from './propose.ts';
import { contract as contractOf, draft, taxOffer } from './testing.ts';

const limit = { epsilonMicro: 1_000_000, delta: 1e-6 };
const product = crypto.randomUUID();
let node: TestNode;
let contract: string;

before(async () => {
  node = await testNode('bank');
  await node.ctx.store.data.load(product, new Map([[syntheticUscc('one'), { Loan: 1 }]]));
  const offer = signed(node.keys.tax!, { type: 'product', issuer: 'tax', body: taxOffer.body });
  const agreed = signed(node.keys.bank!, {
    type: 'contract',
    issuer: 'bank',
    body: { ...contractOf('statistics').body, products: [offer.id] },
  });
  contract = agreed.id;
  const body = { contract, decision: 'approved', reason: '' } as const;
  const approval = signed(node.keys.tax!, { type: 'approval', issuer: 'tax', body });
  for (const doc of [offer, agreed, approval]) await node.ctx.store.documents.put(doc);
});
after(() => node[Symbol.asyncDispose]());

const asked = () => ({ ...draft('statistics'), contract, product });
const ofDraft: PrivacyCost = { epsilonMicro: 1000, rhoMicro: 1000 };

async function spend(query: string, cost: PrivacyCost): Promise<void> {
  const ledger = node.ctx.store.computations.budget(systemRandom);
  assert.equal((await ledger.claim({ contract, query, plan: query, cost, limit })).kind, 'granted');
}

test('a preview says what the ledger will charge beside all that was spent, for either kind of noise', async () => {
  const first = await previewOf(node.ctx, asked());
  assert.deepEqual(first.budget, { costMicro: composed([ofDraft], limit.delta), leftMicro: 1_000_000 });
  const earlier = { epsilonMicro: 0, rhoMicro: 4000 };
  await spend('earlier', earlier);
  const before = composed([earlier], limit.delta);
  const { budget, noise } = await previewOf(node.ctx, asked());
  const costMicro = composed([earlier, ofDraft], limit.delta) - before;
  assert.deepEqual(budget, { costMicro, leftMicro: 1_000_000 - before });
  assert.ok(costMicro < first.budget!.costMicro, 'Gaussian noise costs less beside other noise');
  assert.deepEqual(
    noise.map(({ statistic, other }) => [statistic, other.protection.kind]),
    [
      ['tax', 'gaussian'],
      ['firms by industry', 'laplace'],
    ],
  );
});

test('what is shown as spent on each query adds up to what all tell together', async () => {
  const { id } = await propose(node.ctx, asked());
  const [made] = await node.ctx.store.documents.find('proposal', { id });
  await spend(made!.body.proposal, ofDraft);
  const view = await viewBudget(node.ctx, contract);
  assert.equal(view.spentMicro, composed([{ epsilonMicro: 0, rhoMicro: 4000 }, ofDraft], limit.delta));
  assert.equal(view.leftMicro, limit.epsilonMicro - view.spentMicro);
  const state = await node.ctx.store.computations.budget(systemRandom).left(contract);
  assert.equal(state?.spentMicro, view.spentMicro);
  const [query, ...others] = view.queries;
  assert.deepEqual([query!.proposal, others], [id, []]);
  assert.equal(
    query!.costMicro,
    view.spentMicro - composed([{ epsilonMicro: 0, rhoMicro: 4000 }], limit.delta),
  );
});
