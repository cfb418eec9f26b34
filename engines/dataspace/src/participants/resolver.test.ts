import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey, manualClock } from '@finharbor/kernel';
import { dataSpaceWeb } from '../testing/data-space.ts';
import { keyIdOf, readDidDocument, writeDidDocument } from './did-document.ts';
import { textFetcher } from './fetch-text.ts';
import { didWebResolver } from './resolver.ts';

const clock = manualClock(1_795_248_000_000);
const resolver = () =>
  didWebResolver({
    fetchText: textFetcher({ reach: { loopback: true, inside: false } }),
    clock,
    loopback: true,
  });

test('a document is fetched once for as long as it is fresh, however many ask', async () => {
  await using web = await dataSpaceWeb();
  const bank = web.settle('bank');
  const resolve = resolver();
  const all = await Promise.all([1, 2, 3].map(() => resolve(bank.did)));
  assert.ok(all.every(({ kind }) => kind === 'resolved'));
  clock.advance(299_000);
  await resolve(bank.did);
  assert.equal(web.asked.length, 1);
  clock.advance(1000);
  await resolve(bank.did);
  assert.equal(web.asked.length, 2);
});

test('a new key is found at once, a removed one is gone when the copy is old, and made-up ones ask nobody', async () => {
  await using web = await dataSpaceWeb();
  const bank = web.settle('bank');
  const [old, next] = [bank.key, generateSigningKey()];
  const resolve = resolver();
  const knows = async (key = old): Promise<boolean> => {
    const found = await resolve(bank.did, { keyId: keyIdOf(bank.did, key.publicKey) });
    return found.kind === 'resolved' && found.document.authentication.has(keyIdOf(bank.did, key.publicKey));
  };
  assert.equal(await knows(old), true);

  clock.advance(60_000);
  web.publish(bank, [old, next]);
  assert.deepEqual(
    [await knows(next), await knows(old)],
    [true, true],
    'both verify while both are published',
  );
  const askedBefore = web.asked.length;
  for (let made = 0; made < 20; made++) assert.equal(await knows(generateSigningKey()), false);
  assert.equal(web.asked.length, askedBefore);

  web.publish(bank, [next]);
  clock.advance(300_000);
  assert.deepEqual([await knows(old), await knows(next)], [false, true]);
});

test('a host that is down may be asked again; its last answer is not kept beyond its time', async () => {
  await using web = await dataSpaceWeb();
  const bank = web.settle('bank');
  const resolve = resolver();
  const page = web.pages.get('/bank/did.json')!;
  web.pages.set('/bank/did.json', { status: 503, text: '' });
  assert.equal((await resolve(bank.did)).kind, 'unreachable');
  assert.equal((await resolve(bank.did)).kind, 'unreachable');
  assert.equal(web.asked.length, 1, 'a host in trouble is left alone for a moment');
  web.pages.set('/bank/did.json', page);
  clock.advance(5000);
  assert.equal((await resolve(bank.did)).kind, 'resolved');
  clock.advance(300_000);
  web.pages.set('/bank/did.json', { status: 503, text: '' });
  assert.equal((await resolve(bank.did)).kind, 'unreachable');
});

test('no host can speak for a participant that lives elsewhere', async () => {
  await using web = await dataSpaceWeb();
  const [bank, thief] = [web.settle('bank'), web.settle('thief')];
  const resolve = resolver();
  web.pages.set('/thief/did.json', web.pages.get('/bank/did.json')!);
  assert.equal((await resolve(thief.did)).kind, 'refused', "another's document under one's own address");

  const claimed = writeDidDocument({ did: thief.did, keys: [thief.key.publicKey], services: [] });
  const asBank = { ...claimed.verificationMethod[0]!, id: `${bank.did}#1`, controller: bank.did };
  const document = readDidDocument(thief.did, {
    ...claimed,
    verificationMethod: [...claimed.verificationMethod, asBank],
    authentication: [...claimed.authentication, asBank.id],
    assertionMethod: [{ ...asBank, controller: thief.did }],
  })!;
  assert.deepEqual([...document.authentication.keys()], claimed.authentication);
  assert.equal(document.assertion.size, 0);
  const found = await resolve(bank.did);
  assert.deepEqual(
    found.kind === 'resolved' && [...found.document.authentication.values()],
    [bank.key.publicKey],
    'and what is known of the bank stays',
  );
});

test('keys are read as Multikey and as JsonWebKey, embedded or referred to; others are passed over', () => {
  const did = 'did:web:bank.example';
  const [one, two] = [generateSigningKey().publicKey, generateSigningKey().publicKey];
  const document = readDidDocument(did, {
    id: did,
    verificationMethod: [
      {
        id: '#jwk',
        type: 'JsonWebKey',
        controller: did,
        publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: one },
      },
      { id: '#p256', type: 'JsonWebKey', controller: did, publicKeyJwk: { kty: 'EC', crv: 'P-256', x: one } },
      {
        id: '#bad',
        type: 'JsonWebKey',
        controller: did,
        publicKeyJwk: { kty: 'OKP', crv: 'Ed25519', x: '!' },
      },
    ],
    authentication: ['#jwk', '#p256', '#bad', '#absent'],
    assertionMethod: [{ ...writeDidDocument({ did, keys: [two], services: [] }).verificationMethod[0]! }],
    service: [{ id: '#dsp', type: 'DataService', serviceEndpoint: 'https://bank.example/dsp' }],
  })!;
  assert.deepEqual([...document.authentication], [[`${did}#jwk`, one]]);
  assert.deepEqual([...document.assertion.values()], [two]);
  assert.deepEqual(document.services, [
    { id: `${did}#dsp`, type: 'DataService', endpoint: 'https://bank.example/dsp' },
  ]);
  for (const other of [null, [], {}, { id: 'did:web:other.example' }, { id: did, authentication: 'all' }])
    assert.equal(readDidDocument(did, other), undefined);
});
