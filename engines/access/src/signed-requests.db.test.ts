import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { generateSigningKey, manualClock, systemRandom } from '@finharbor/kernel';
import type { IncomingRequest } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import type { AccessTables } from './database.gen.ts';
import { accessMigrations } from './migrations.ts';
import { forgetExpired, nonceStore } from './nonces.ts';
import { type RequestVerifier, signRequest, verifyRequest } from './signed-requests.ts';

const database = await testDatabase<AccessTables>([accessMigrations]);
after(() => database[Symbol.asyncDispose]());

const clock = manualClock(1_795_248_000_000);
const key = generateSigningKey();
const signer = { party: 'bank', key, clock, random: systemRandom };
const verifier: RequestVerifier = {
  keyOf: async (party) => (party === 'bank' ? key.publicKey : undefined),
  nonces: nonceStore(database.db),
  clock,
  isOwnAuthority: (authority) => authority === 'hub.example:8080',
};
const body = Buffer.from('{"amount":"1"}');

function sent(url = 'http://hub.example:8080/documents?after=3', from = signer): IncomingRequest {
  const headers = signRequest(from, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { host, pathname, search } = new URL(url);
  return { method: 'POST', url: pathname + search, headers: { ...headers, host }, body };
}

async function outcome(request: IncomingRequest, by = verifier): Promise<string> {
  const check = await verifyRequest(by, request);
  return check.kind === 'refused' ? check.code : check.party;
}

test('a signed request is accepted once', async () => {
  const request = sent();
  assert.equal(await outcome(request), 'bank');
  assert.equal(await outcome(request), 'access.signature_replayed');
  const restarted = { ...verifier, nonces: nonceStore(database.db) };
  assert.equal(await outcome(request, restarted), 'access.signature_replayed');
});

test('of one request sent many times at once exactly one passes', async () => {
  const request = sent();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcome(request)));
  assert.equal(outcomes.filter((one) => one === 'bank').length, 1);
});

test('a change of anything that is covered is refused', async () => {
  assert.equal(await outcome({ ...sent(), method: 'PUT' }), 'access.signature_bad');
  assert.equal(await outcome({ ...sent(), url: '/documents?after=4' }), 'access.signature_bad');
  assert.equal(await outcome({ ...sent(), url: '/documents' }), 'access.signature_bad');
  assert.equal(await outcome({ ...sent(), body: Buffer.from('{"amount":"2"}') }), 'access.signature_digest');
  const request = sent();
  const longer = String(request.headers['signature-input']).replace(
    /expires=(\d+)/,
    (_, at) => `expires=${Number(at) - 1}`,
  );
  assert.equal(
    await outcome({ ...request, headers: { ...request.headers, 'signature-input': longer } }),
    'access.signature_bad',
  );
  const host = { ...request.headers, host: 'other.example' };
  assert.equal(await outcome({ ...request, headers: host }), 'access.signature_elsewhere');
});

test('a request signed for another server, by a stranger or with a stranger’s key is refused', async () => {
  assert.equal(await outcome(sent('http://tax.example/documents')), 'access.signature_elsewhere');
  assert.equal(
    await outcome(sent(undefined, { ...signer, party: 'nobody' })),
    'access.signature_unknown_key',
  );
  assert.equal(
    await outcome(sent(undefined, { ...signer, key: generateSigningKey() })),
    'access.signature_bad',
  );
});

test('a request is valid for its minute and the difference of clocks that is forgiven', async () => {
  const request = sent();
  clock.advance(91_000);
  assert.equal(await outcome(request), 'access.signature_expired');
  clock.advance(-91_000 - 31_000);
  assert.equal(await outcome(request), 'access.signature_expired');
  clock.advance(31_000 + 89_000);
  assert.equal(await outcome(request), 'bank');
});

test('less covered, more covered, another algorithm, a missing part or two values are malformed', async () => {
  const request = sent();
  const input = String(request.headers['signature-input']);
  const variants: Record<string, string | readonly string[] | undefined>[] = [
    { 'signature-input': input.replace(' "content-digest"', '') },
    { 'signature-input': input.replace('"@method" ', '') },
    { 'signature-input': input.replace('ed25519', 'hmac-sha256') },
    { 'signature-input': input.replace(/nonce="[^"]*";/, '') },
    { 'signature-input': input.replace(/;expires=\d+/, '') },
    { 'signature-input': undefined },
    { 'signature-input': [input, input] },
    { signature: undefined },
    { signature: String(request.headers.signature).replace('finharbor=', 'other=') },
    { 'content-digest': undefined },
  ];
  for (const headers of variants)
    assert.equal(
      await outcome({ ...request, headers: { ...request.headers, ...headers } }),
      'access.signature_malformed',
    );
  assert.equal(await outcome(request), 'bank');
});

test('nonces are forgotten once their signatures cannot be used any more, not before', async () => {
  const request = sent();
  assert.equal(await outcome(request), 'bank');
  clock.advance(89_000);
  await forgetExpired(database.db, clock.nowMs());
  assert.equal(await outcome(request), 'access.signature_replayed');
  clock.advance(2_000);
  await forgetExpired(database.db, clock.nowMs());
  assert.equal((await database.db.selectFrom('access_nonce').selectAll().execute()).length, 0);
});
