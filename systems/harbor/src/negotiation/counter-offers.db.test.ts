import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { until } from '@finharbor/dataspace/testing';
import { canonicalJson, type Json } from '@finharbor/kernel';
import { contractFile, endContract, requestContract } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import { contractState } from '../domain.ts';
import { contractBody, signed } from '../testing.ts';
import { agreementsOf } from '../transfers/agreements.ts';
import { chosenTerms } from '../usage/chosen-terms.ts';
import { accept } from './accept.ts';
import { counter } from './counter.ts';
import { findCounterOffer } from './counter-offers.ts';
import { moveIn } from './moves.ts';
import { counterOfferIdOf, datasetIdOf, offerIdOf } from './names.ts';
import type { Negotiator } from './negotiator.ts';
import { differencesOf, offerOf } from './offers.ts';
import { type NegotiatingNode, negotiatingNodes } from './testing.ts';

const nodes = negotiatingNodes();
after(() => nodes[Symbol.asyncDispose]());
const bank = await nodes.open('bank');
const tax = await nodes.open('tax');
const social = await nodes.open('social');
const all = [bank, tax, social];

const said = { en: 'x', zh: '文' };
const plan = (name: string, amountMinor: string) =>
  ({ plan: name, kind: 'per_use', amountMinor, currency: 'CNY' }) as const;

async function published(holder: NegotiatingNode, number: string): Promise<string> {
  const { party } = holder.ctx;
  const doc = signed(holder.ctx.key, {
    type: 'product',
    issuer: party,
    body: {
      ...{ product: `01937f00-0000-7000-8000-0000000000${number}`, title: said, description: said },
      ...{ fields: [], rowsAtLeast: 100, synthetic: true, licence: 'x' },
      plans: [plan('plain', '100'), plan('dear', '900')],
    },
  });
  for (const { ctx } of all) await ctx.store.documents.put(doc);
  return doc.id;
}
const taxes = await published(tax, 'aa');
const insurance = await published(social, 'bb');

let asked = 0;
/** A contract that the bank has just signed. */
async function signedByBank(products: readonly string[] = [taxes]): Promise<string> {
  asked += 1;
  const draft = { kind: 'train', products, purpose: said, legalBasis: said } as const;
  return (await requestContract(bank.ctx, { ...draft, uses: asked, smallestGroup: 50, validDays: 90 })).id;
}

const stateOf = async ({ ctx }: NegotiatingNode, id: string) =>
  contractState(await contractFile(ctx, id), ctx.clock.nowMs());
const isIn = (at: NegotiatingNode, id: string, wanted: string) =>
  until(
    () => stateOf(at, id),
    (state) => state === wanted,
  );
const negotiated = (at: Negotiator, id: string, ...states: readonly string[]) =>
  until(
    async () => (await at.ofContract(id)).map(({ state }) => state).toSorted(),
    (found) => found.join() === states.toSorted().join(),
  );
const contractAt = async ({ ctx }: NegotiatingNode, id: string) => (await contractFile(ctx, id)).contract;
const approvals = ({ ctx }: NegotiatingNode, contract: string) =>
  ctx.store.documents.find('approval', { contract });

/** What this provider would agree to: fewer uses, at the dearer price. */
async function otherTerms(at: NegotiatingNode, id: string, product: string) {
  const { body } = await contractAt(at, id);
  const chosen = chosenTerms(body);
  return {
    chosen: { ...chosen, uses: 1000 + chosen.uses, retentionDays: 30, plans: { [product]: 'dear' } },
    reason: 'Too cheap.',
  };
}

const consumer = bank.start();
let provider = tax.start();
const second = social.start();

/** Asks for a contract, and has it answered by the tax office. */
async function countered(
  products?: readonly string[],
): Promise<{ readonly id: string; readonly counterId: string }> {
  const id = await signedByBank(products);
  consumer.wake();
  await negotiated(consumer, id, ...(products ?? [taxes]).map(() => 'REQUESTED'));
  const counterId = await provider.counter(id, await otherTerms(tax, id, taxes));
  return { id, counterId };
}

test('other terms that the consumer accepts come into force at both, without a second approval', async () => {
  const { id, counterId } = await countered();
  await negotiated(consumer, id, 'OFFERED');
  const [offered] = (await bank.connector.negotiations({ about: datasetIdOf(taxes) })).items;
  assert.equal(offered!.offer['@id'], counterOfferIdOf(counterId));
  await assert.rejects(provider.decide(id, { decision: 'approved', reason: '' }), {
    code: 'contract.decided',
  });

  const next = await consumer.accept(counterId);
  assert.equal(await consumer.accept(counterId), next, 'accepted again it is the same contract');
  for (const at of [bank, tax]) {
    await isIn(at, next, 'in_force');
    assert.equal(await stateOf(at, id), 'replaced');
  }
  for (const { context, connector } of [bank, tax]) {
    const [agreed] = await agreementsOf({ ...context, connector }, await contractAt(bank, next));
    assert.equal(agreed?.product, taxes, 'a job under the new contract is a transfer under its agreement');
  }
  const { body } = await contractAt(tax, next);
  const file = await findCounterOffer(tax.ctx, counterId);
  assert.equal(
    canonicalJson(body as unknown as Json),
    canonicalJson(file!.counter.body.terms as unknown as Json),
  );
  assert.equal(body.previous, id);
  assert.deepEqual(
    body.charges!.map((charge) => charge.plan.plan),
    ['dear'],
  );
  const [view] = await provider.ofContract(next);
  assert.deepEqual(
    view!.steps.map(({ message }) => message),
    ['request', 'offer', 'accepted', 'agreement', 'verification', 'finalized'],
  );
  assert.deepEqual(await provider.ofContract(id), []);
  const [agreed] = (await tax.connector.negotiations({ about: datasetIdOf(taxes) })).items;
  assert.deepEqual(differencesOf(agreed!.agreement!, offerOf(await contractAt(tax, next), 'tax')), []);
});

test('who declines other terms ends the contract, and both read why', async () => {
  const { id } = await countered();
  await negotiated(consumer, id, 'OFFERED');
  await endContract(bank.ctx, id, 'Not at that price.');
  const [ended] = await bank.ctx.store.documents.find('termination', { contract: id });
  await consumer.end(ended!);
  for (const side of [consumer, provider]) {
    await negotiated(side, id, 'TERMINATED');
    const [view] = await side.ofContract(id);
    assert.deepEqual(view!.reason, { code: 'contract.counter_declined', text: ['bank: Not at that price.'] });
  }
  assert.deepEqual(await approvals(tax, id), []);
});

test('the consumer may answer with yet other terms, in the same negotiation', async () => {
  const { id } = await countered();
  await negotiated(consumer, id, 'OFFERED');
  const { body } = await contractAt(bank, id);
  const next = await requestContract(bank.ctx, {
    ...{ kind: 'train', products: [taxes], purpose: said, legalBasis: said, previous: id },
    ...chosenTerms(body),
    retentionDays: 60,
  });
  consumer.wake();
  await negotiated(provider, next.id, 'REQUESTED');
  assert.equal(await stateOf(tax, id), 'replaced');
  await provider.decide(next.id, { decision: 'approved', reason: '' });
  await isIn(bank, next.id, 'in_force');
  const [view] = await consumer.ofContract(next.id);
  assert.deepEqual(
    view!.steps.map(({ message }) => message),
    ['request', 'offer', 'request', 'agreement', 'verification', 'finalized'],
  );
  await assert.rejects(
    requestContract(bank.ctx, {
      ...{ kind: 'train', products: [taxes], purpose: said, legalBasis: said, previous: id },
      ...chosenTerms(body),
    }),
    { code: 'contract.replaced' },
  );
});

test('of three parties the others are asked for the new contract, and what was agreed on under the old one ends', async () => {
  const id = await signedByBank([taxes, insurance]);
  consumer.wake();
  await negotiated(consumer, id, 'REQUESTED', 'REQUESTED');
  await second.decide(id, { decision: 'approved', reason: '' });
  await negotiated(consumer, id, 'REQUESTED', 'FINALIZED');
  const counterId = await provider.counter(id, await otherTerms(tax, id, taxes));
  await negotiated(consumer, id, 'OFFERED', 'FINALIZED');
  const next = await consumer.accept(counterId);
  await negotiated(second, next, 'REQUESTED');
  await until(
    () => approvals(bank, next),
    (found) => found.map(({ issuer }) => issuer).join() === 'tax',
  );
  assert.equal(await stateOf(bank, next), 'proposed');
  await second.decide(next, { decision: 'approved', reason: '' });
  for (const at of all) await isIn(at, next, 'in_force');
  const [old] = (await social.connector.negotiations({ about: datasetIdOf(insurance) })).items.filter(
    ({ offer }) => offer['@id'] === offerIdOf(id),
  );
  const kept = await social.connector.agreement({
    id: old!.agreement!['@id'],
    peer: 'bank',
    role: 'provider',
  });
  assert.equal(kept!.ended!.reason.code, 'contract.replaced');
});

test('what a contract answers comes after its text, where the hub lags too', async () => {
  const { id, counterId } = await countered([taxes, insurance]);
  await second.counter(id, await otherTerms(social, id, insurance));
  await negotiated(consumer, id, 'OFFERED', 'OFFERED');
  const offered = (await bank.connector.negotiations({ state: 'OFFERED' })).items;
  const mine = (name: string) => offered.filter(({ peer }) => peer === name).at(-1)!;
  nodes.hub.isLagging = true;
  const next = await accept(bank.ctx, counterId);
  assert.deepEqual(await tax.ctx.store.documents.find('contract', { id: next }), []);
  assert.equal((await moveIn(bank.context, mine('tax'))).kind, 'accept');
  nodes.hub.isLagging = false;
  assert.equal((await contractAt(tax, next)).id, next);
  assert.equal((await moveIn(bank.context, mine('social'))).kind, 'request');
  assert.equal((await contractAt(social, next)).id, next);
});

test('two providers that answer otherwise come to one contract', async () => {
  const { id, counterId } = await countered([taxes, insurance]);
  await second.counter(id, await otherTerms(social, id, insurance));
  await negotiated(consumer, id, 'OFFERED', 'OFFERED');
  const next = await consumer.accept(counterId);
  await negotiated(second, next, 'REQUESTED');
  const again = await second.counter(next, await otherTerms(social, next, insurance));
  await until(
    () => approvals(bank, next),
    (found) => found.length > 0,
  );
  const last = await consumer.accept(again);
  // What the tax office had agreed to is not what is asked of it now.
  await negotiated(provider, last, 'REQUESTED');
  await provider.decide(last, { decision: 'approved', reason: '' });
  for (const at of all) await isIn(at, last, 'in_force');
  for (const before of [id, next]) assert.equal(await stateOf(social, before), 'replaced');
});

test('what a provider had decided when its process was killed is offered after the next start', async () => {
  const id = await signedByBank();
  consumer.wake();
  await negotiated(consumer, id, 'REQUESTED');
  const draft = await otherTerms(tax, id, taxes);
  const { body } = await counter(tax.context, id, draft);
  provider = tax.start();
  await negotiated(consumer, id, 'OFFERED');

  const other = await signedByBank();
  consumer.wake();
  await negotiated(consumer, other, 'REQUESTED');
  // Killed before the document was signed: the decision alone is there.
  const terms = { ...body.terms, previous: other };
  await tax.context.decisions.decide(other, { decision: 'countered', reason: 'x', terms });
  provider = tax.start();
  await until(
    () => bank.ctx.store.documents.find('counter_offer', { contract: other }),
    (found) => found.length === 1,
  );
});

test('what a consumer had signed when its process was killed is told after the next start', async () => {
  const { id, counterId } = await countered();
  await negotiated(consumer, id, 'OFFERED');
  const next = await accept(bank.ctx, counterId);
  bank.start();
  for (const at of [bank, tax]) await isIn(at, next, 'in_force');
});

test('an offer that is not what its provider has signed is refused with the difference', async () => {
  const { id, counterId } = await countered();
  await negotiated(consumer, id, 'OFFERED');
  const file = await findCounterOffer(tax.ctx, counterId);
  // A provider whose connector says something else than its document.
  const altered = { ...file!.counter.body.terms, validUntil: '2030-01-01T00:00:00Z' };
  const contract = { ...file!.asked, body: altered } as Verified<'contract'>;
  const offer = { ...offerOf(contract, 'tax'), '@id': counterOfferIdOf(counterId) };
  await tax.connector.offerContract({
    ...{ peer: 'bank', address: bank.connector.address, datasetId: datasetIdOf(taxes), offer },
  });
  const [ended] = await until(
    async () =>
      (await bank.connector.negotiations({ about: datasetIdOf(taxes) })).items.filter(
        ({ reason }) => reason?.code === 'dataspace.offer_differs',
      ),
    (found) => found.length > 0,
  );
  assert.match(ended!.reason!.text.join(), /2030-01-01/);
});

test('a counter-offer that changes what is not its provider’s to change counts for nothing', async () => {
  const id = await signedByBank([taxes, insurance]);
  const { body } = await contractAt(bank, id);
  const base = { ...body, previous: id };
  const put = async (terms: typeof body) => {
    const doc = signed(tax.ctx.key, {
      type: 'counter_offer',
      issuer: 'tax',
      body: { contract: id, terms, reason: 'x' },
    });
    await bank.ctx.store.documents.put(doc);
    return findCounterOffer(bank.ctx, doc.id);
  };
  assert.ok(await put({ ...base, place: 'SG' }));
  assert.equal(await put({ ...base, purpose: { en: 'else', zh: '别的' } }), undefined);
  assert.equal(await put({ ...base, consumer: 'tax' }), undefined);
  assert.equal(await put({ ...base, leakage: [said] }), undefined);
  assert.equal(await put({ ...base, charges: body.charges!.slice(0, 1) }), undefined);
  const dearer = body.charges!.map((charge) => ({ ...charge, plan: plan('dear', '900') }));
  assert.equal(await put({ ...base, charges: dearer }), undefined, 'the other provider’s price is its own');
  assert.equal(await put({ ...contractBody('train', 1), previous: id }), undefined);
});

test('terms that say the same are no counter-offer', async () => {
  const id = await signedByBank();
  await assert.rejects(
    provider.counter(id, { chosen: chosenTerms((await contractAt(bank, id)).body), reason: 'x' }),
    { code: 'contract.same_terms' },
  );
});
