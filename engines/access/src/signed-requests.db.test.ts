import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { generateSigningKey, manualClock, systemRandom } from '@finharbor/kernel';
import type { IncomingRequest } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import fc from 'fast-check';
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
  const type = { ...request.headers, 'content-type': 'text/plain' };
  assert.equal(await outcome({ ...request, headers: type }), 'access.signature_bad');
  const host = { ...request.headers, host: 'other.example' };
  assert.equal(await outcome({ ...request, headers: host }), 'access.signature_elsewhere');
});

test('any request passes as it was signed, and none with one character of a covered part or of the signature changed', async () => {
  const parts = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    path: fc.webPath(),
    query: fc.option(fc.webQueryParameters(), { nil: undefined }),
    content: fc.uint8Array({ maxLength: 64 }),
    type: fc.constantFrom(undefined, 'application/json', 'application/octet-stream'),
    target: fc.constantFrom(
      'method',
      'url',
      'body',
      'content-type',
      'content-digest',
      'signature-input',
      'signature',
    ),
    at: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(parts, async ({ method, path, query, content, type, target, at }) => {
      const url = new URL(`http://hub.example:8080${path}${query === undefined ? '' : `?${query}`}`);
      const signed = signRequest(signer, {
        method,
        url: url.href,
        body: content,
        ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
      });
      const request = {
        method,
        url: url.pathname + url.search,
        headers: { ...signed, host: url.host },
        body: content,
      };
      const changed = changedAt(request, target, at);
      assert.notEqual(await outcome(changed), 'bank');
      assert.equal(await outcome(request), 'bank');
    }),
  );
});

/** The request with one character of the named part replaced by another, or one added where the part is empty. */
function changedAt(request: IncomingRequest, target: string, at: number): IncomingRequest {
  const change = (text: string): string => {
    const index = text.length === 0 ? 0 : at % text.length;
    return text.slice(0, index) + (text[index] === 'x' ? 'y' : 'x') + text.slice(index + 1);
  };
  if (target === 'method' || target === 'url') return { ...request, [target]: change(request[target]) };
  if (target === 'body')
    return { ...request, body: Buffer.from(change(Buffer.from(request.body).toString('latin1')), 'latin1') };
  return {
    ...request,
    headers: { ...request.headers, [target]: change(String(request.headers[target] ?? '')) },
  };
}

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
    { 'content-type': undefined },
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
