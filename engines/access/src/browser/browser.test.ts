import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { codeOf, fingerprint, generateSigningKey, type Json, manualClock } from '@finharbor/kernel';
import fc from 'fast-check';
import { signDocument, verifyDocument } from '../documents.ts';
import { type RequestCheck, verifyRequest } from '../signed-requests.ts';
import { documentId, signDocumentWith, verifySigned } from './documents.ts';
import { createBrowserKey, fingerprintOf, keyOf } from './key.ts';
import { signedFetch } from './signed-fetch.ts';

const signingKey = generateSigningKey();
const { publicKey } = signingKey;
// The same key as a page would hold it: in the browser's cryptography, its private half out of reach.
const pkcs8 = signingKey.privateKey.export({ type: 'pkcs8', format: 'der' });
const privateKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), 'Ed25519', false, ['sign']);
const key = keyOf({ privateKey, publicKey });

const draft = fc.record({
  type: fc.stringMatching(/^[a-z_]{1,20}$/),
  issuer: fc.constant('firm:x'),
  audience: fc.array(fc.string()),
  body: fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>),
  issuedAtMs: fc.nat(),
});

test('a page signs a document as a server does: same id, same signature, valid to both', async () => {
  await fc.assert(
    fc.asyncProperty(draft, async (unsigned) => {
      const inPage = await signDocumentWith(key, unsigned);
      assert.deepEqual(inPage, signDocument(signingKey, unsigned));
      assert.deepEqual(
        verifyDocument(inPage, () => publicKey),
        { kind: 'valid' },
      );
      assert.deepEqual(await verifySigned(inPage), { kind: 'valid' });
      assert.equal(await documentId(inPage), inPage.id);
    }),
    { numRuns: 50 },
  );
});

test('a page refuses a document with a changed field, a strange field, another key or a broken signature', async () => {
  const parts = { type: 'consent', issuer: 'firm:x', audience: ['bank'], body: { a: '值' }, issuedAtMs: 1 };
  const document = signDocument(signingKey, parts);
  const other = signDocument(generateSigningKey(), parts);
  const refusals = [
    [{ ...document, issuedAtMs: 2 }, 'document.altered'],
    [{ ...document, note: 'x' }, 'document.altered'],
    [{ ...document, key: other.key }, 'document.altered'],
    [{ ...document, signature: other.signature }, 'document.bad_signature'],
    [{ ...document, signature: `${document.signature}=` }, 'document.bad_signature'],
    [{ ...document, signature: '' }, 'document.bad_signature'],
  ] as const;
  for (const [changed, code] of refusals)
    assert.deepEqual(await verifySigned(changed), { kind: 'refused', code });
  assert.equal(await documentId({ ...document, note: 'x' } as typeof document), undefined);
});

test('a page signs a request as a server does: it passes over a real connection, once, and only as it was signed', async () => {
  const clock = manualClock(1_795_248_000_000);
  const seen = new Set<string>();
  const checks: RequestCheck[] = [];
  const server = createServer(async (request, response) => {
    const incoming = {
      method: request.method!,
      url: request.url!,
      headers: request.headers,
      body: new Uint8Array(await buffer(request)),
    };
    const verifier = {
      keyOf: async (party: string) => (party === 'firm:x' ? publicKey : undefined),
      nonces: {
        remember: async ({ nonce }: { nonce: string }) => !seen.has(nonce) && seen.add(nonce).size > 0,
      },
      clock,
      isOwnAuthority: (authority: string) => authority === request.headers.host,
    };
    checks.push(await verifyRequest(verifier, incoming));
    checks.push(await verifyRequest(verifier, incoming));
    checks.push(await verifyRequest(verifier, { ...incoming, url: '/other' }));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const fetchSigned = signedFetch({ party: 'firm:x', key, nowMs: clock.nowMs });
  await fetchSigned(`http://127.0.0.1:${port}/documents?after=3`, {
    method: 'GET',
    redirect: 'error',
    headers: {},
  });
  await fetchSigned(`http://127.0.0.1:${port}/documents`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode('{"a":"值"}'),
  });
  server.close();
  const outcomes = checks.map((check) => (check.kind === 'valid' ? check.party : check.code));
  const each = ['firm:x', 'access.signature_replayed', 'access.signature_bad'];
  assert.deepEqual(outcomes, [...each, ...each]);
});

test('a page shows the fingerprint that the other side reads out', async () => {
  assert.equal(await fingerprintOf(publicKey), fingerprint(publicKey));
});

test('where nothing can be kept, as here, making a key says so', async () => {
  assert.equal(await createBrowserKey('firm').then(() => 'made', codeOf), 'browser_key.unsupported');
});
