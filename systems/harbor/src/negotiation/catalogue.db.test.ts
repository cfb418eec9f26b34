import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Offer } from '@finharbor/dataspace/policy';
import { until } from '@finharbor/dataspace/testing';
import type { Body } from '../documents.ts';
import { contractBody, signed } from '../testing.ts';
import { datasetIdOf, offerIdOf, standingOfferIdOf } from './names.ts';
import { negotiatingNodes } from './testing.ts';

const nodes = negotiatingNodes();
after(() => nodes[Symbol.asyncDispose]());
const bank = await nodes.open('bank');
const tax = await nodes.open('tax');
tax.start();

const said = { en: 'x', zh: '文' };
const plans = [
  { plan: 'each use', kind: 'per_use', amountMinor: '1250', currency: 'CNY' },
  { plan: 'trial', kind: 'free' },
] as const;

async function published(number: string, more: Partial<Body<'product'>> = {}): Promise<string> {
  const doc = signed(tax.ctx.key, {
    type: 'product',
    issuer: 'tax',
    body: {
      ...{ product: `01937f00-0000-7000-8000-0000000000${number}`, title: said, description: said },
      ...{ fields: [], rowsAtLeast: 100, synthetic: true, licence: 'x', ...more },
    },
  });
  for (const { ctx } of [bank, tax]) await ctx.store.documents.put(doc);
  return doc.id;
}
const priced = await published('aa', { plans });
const plain = await published('bb');
const withdrawn = await published('cc', { plans });
await tax.ctx.store.documents.put(
  signed(tax.ctx.key, {
    type: 'listing_change',
    issuer: 'tax',
    body: {
      product: '01937f00-0000-7000-8000-0000000000cc',
      holder: 'tax',
      change: 'withdrawn',
      reason: 'x',
    },
  }),
);

const peer = { peer: 'tax', address: tax.connector.address };
const offersOf = async (product: string): Promise<readonly Offer[] | undefined> =>
  (await bank.connector.fetchDataset(peer, datasetIdOf(product)))?.hasPolicy;
/** Why a request of the bank's comes to nothing. */
async function refusalOf(product: string, offer: Offer) {
  const { pid } = await bank.connector.requestContract({ ...peer, datasetId: datasetIdOf(product), offer });
  const ended = await until(
    () => bank.connector.negotiation(pid),
    (negotiation) => negotiation?.state === 'TERMINATED',
  );
  return ended!.reason!;
}

test('everybody is offered a product by each of its plans, and one without plans for nothing', async () => {
  const offers = (await offersOf(priced))!;
  assert.deepEqual(
    offers.map((offer) => offer['@id']),
    [standingOfferIdOf(priced, 'each use'), standingOfferIdOf(priced, 'trial')],
  );
  assert.match(JSON.stringify(offers[0]!.permission![0]!.duty), /12\.50/);
  assert.equal(offers[1]!.permission![0]!.duty, undefined);
  assert.equal((await offersOf(plain))!.length, 1);
});

test('what may not be contracted is in no catalogue, unless its terms have been signed', async () => {
  const ids: string[] = [];
  for await (const page of bank.connector.fetchCatalog(peer, [])) ids.push(...page.map((one) => one['@id']));
  assert.deepEqual(ids, [priced, plain].map(datasetIdOf));
  assert.equal(await offersOf(withdrawn), undefined);
  const body = { ...contractBody('train', 1), products: [withdrawn] };
  const doc = signed(bank.ctx.key, { type: 'contract', issuer: 'bank', body });
  await tax.ctx.store.documents.put(doc);
  assert.deepEqual(
    (await offersOf(withdrawn))!.map((offer) => offer['@id']),
    [offerIdOf(doc.id)],
  );
});

test('who asks under a standing offer reads that it takes a signed contract, and its terms', async () => {
  const [offer] = (await offersOf(priced))!;
  const { code, text } = await refusalOf(priced, offer!);
  assert.equal(code, 'contract.signature_needed');
  assert.match(text[0]!, /Draw up and sign a contract/);
  assert.match(text.join(), /12\.50/);
});

test('an offer that is not the catalogue’s is refused with the difference', async () => {
  const [offer] = (await offersOf(priced))!;
  const [rule] = offer!.permission!;
  const { duty: _duty, ...unpaid } = rule!;
  const { code, text } = await refusalOf(priced, { ...offer!, permission: [unpaid] });
  assert.equal(code, 'dataspace.offer_differs');
  assert.match(text.join(), /12\.50/);
});
