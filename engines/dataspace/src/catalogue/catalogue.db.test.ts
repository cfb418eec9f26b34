import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { handPeer, listCatalogue, openParty, type Party, plainOffer } from '../testing/index.ts';

const count = 10_000;
const datasets = Array.from({ length: count }, (_, at) => ({
  '@id': `urn:dataset:${at}`,
  hasPolicy: [{ ...plainOffer(`urn:offer:${at}`), target: `urn:dataset:${at}` }],
  distribution: [{ format: 'HttpData-PULL' }],
  properties: { 'dct:title': [`Data set ${at}`] },
}));
let holder: Party;
let bank: Party;
const peer = () => ({ peer: 'holder', address: holder.connector.address });

before(async () => {
  holder = await openParty('holder', { catalogue: listCatalogue(datasets) });
  bank = await openParty('bank');
});
after(async () => {
  await bank[Symbol.asyncDispose]();
  await holder[Symbol.asyncDispose]();
});

test('a catalogue of 10,000 data sets comes whole, page by page, in its order', async () => {
  const found: string[] = [];
  let longest = 0;
  for await (const page of bank.connector.fetchCatalog(peer(), [])) {
    longest = Math.max(longest, page.length);
    found.push(...page.map((one) => one['@id']));
  }
  deepEqual(
    found,
    datasets.map((one) => one['@id']),
  );
  ok(longest < 1000);
});

test('an offer in a catalogue has no target, and a list of one stays a list', async () => {
  const { value } = await bank.connector.fetchCatalog(peer(), [{ id: 'urn:dataset:7' }]).next();
  deepEqual(value, [
    {
      '@id': 'urn:dataset:7',
      hasPolicy: [plainOffer('urn:offer:7')],
      distribution: [{ format: 'HttpData-PULL' }],
      properties: { 'dct:title': ['Data set 7'] },
    },
  ]);
  deepEqual(await bank.connector.fetchDataset(peer(), 'urn:dataset:7'), value?.[0]);
  equal(await bank.connector.fetchDataset(peer(), 'urn:dataset:none'), undefined);
});

test('a filter that the catalogue does not know is refused with 400 and said to be so', async () => {
  await rejects(bank.connector.fetchCatalog(peer(), [{ mood: 'good' }]).next(), {
    code: 'dataspace.catalogue_refused',
  });
});

test('the links lead to the page after and the one before, by GET too', async () => {
  await using hand = await handPeer('bank');
  const links = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: 'Token bank' };
    const response = await fetch(`${holder.connector.address}${path}`, { ...init, headers });
    equal(response.status, 200);
    const found = [...(response.headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)];
    return Object.fromEntries(found.map(([, url, relation]) => [relation, url]));
  };
  const message = {
    '@context': ['https://w3id.org/dspace/2025/1/context.jsonld'],
    '@type': 'CatalogRequestMessage',
  };
  const first = await links('/catalog/request', { method: 'POST', body: JSON.stringify(message) });
  deepEqual(Object.keys(first), ['next']);
  const below = (url: string | undefined) => url!.slice(holder.connector.address.length);
  const second = await links(below(first.next));
  deepEqual(Object.keys(second), ['previous', 'next']);
  deepEqual(await links(below(second.previous)), first);
  equal((await hand.ask(holder.connector.address, '/catalog/datasets/urn:dataset:none')).status, 404);
});

test('the version is told to everybody, and who is not known sees no catalogue', async () => {
  const version = await fetch(`${holder.server.root}/.well-known/dspace-version`);
  deepEqual(await version.json(), {
    protocolVersions: [{ version: '2025-1', path: '/dsp/2025-1', binding: 'HTTPS' }],
  });
  const stranger = await fetch(`${holder.connector.address}/catalog/datasets/urn:dataset:7`);
  deepEqual(
    [stranger.status, ((await stranger.json()) as { readonly '@type': string })['@type']],
    [401, 'CatalogError'],
  );
});
