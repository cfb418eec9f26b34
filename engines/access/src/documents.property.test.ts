import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { generateSigningKey, type Json, type PublicKey } from '@finharbor/kernel';
import fc from 'fast-check';
import type { SignedDocument } from './document-form.ts';
import { signDocument, verifyDocument } from './documents.ts';

const key = generateSigningKey();
const other = generateSigningKey();
const pinned = (issuer: string): PublicKey | undefined => (issuer === 'bank' ? key.publicKey : undefined);

const body = fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>);
const draft = fc.record({
  type: fc.stringMatching(/^[a-z_]{1,20}$/),
  issuer: fc.constant('bank'),
  audience: fc.array(fc.string()),
  body,
  issuedAtMs: fc.nat(),
});

function check(document: unknown): string {
  const result = verifyDocument(document as SignedDocument, pinned);
  return result.kind === 'refused' ? result.code : result.kind;
}

test('what the issuer signed is valid, and stays so over the wire in any key order', () => {
  fc.assert(
    fc.property(draft, (unsigned) => {
      const document = signDocument(key, unsigned);
      const received = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(document).toReversed())));
      assert.equal(check(received), 'valid');
    }),
  );
});

test('any change to any signed field is refused as altered', () => {
  const fields = ['type', 'issuer', 'audience', 'body', 'issuedAtMs', 'key', 'id'] as const;
  fc.assert(
    fc.property(draft, fc.constantFrom(...fields), fc.jsonValue(), (unsigned, field, value) => {
      const document = signDocument(key, unsigned);
      fc.pre(JSON.stringify(value) !== JSON.stringify(document[field]));
      assert.equal(check({ ...document, [field]: value }), 'document.altered');
    }),
  );
});

test('a field that was not signed may not travel along, and none may be missing', () => {
  const document = signDocument(key, {
    type: 'contract',
    issuer: 'bank',
    audience: [],
    body: {},
    issuedAtMs: 0,
  });
  assert.equal(check({ ...document, note: 'x' }), 'document.altered');
  for (const field of Object.keys(document)) {
    const { [field as keyof SignedDocument]: _gone, ...rest } = document;
    assert.equal(check(rest), 'document.altered');
  }
});

test('any bit of the signature flipped is a bad signature', () => {
  fc.assert(
    fc.property(draft, fc.nat(64 * 8 - 1), (unsigned, bit) => {
      const document = signDocument(key, unsigned);
      const bytes = Buffer.from(document.signature, 'base64url');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      assert.equal(check({ ...document, signature: bytes.toString('base64url') }), 'document.bad_signature');
    }),
    { numRuns: 50 },
  );
  const document = signDocument(key, { type: 'a', issuer: 'bank', audience: [], body: {}, issuedAtMs: 0 });
  for (const signature of ['', 'AA', `${document.signature}=`, `${document.signature}A`, null, 7])
    assert.equal(check({ ...document, signature }), 'document.bad_signature');
});

test('a stranger, a stolen name and a signature made under another type are refused', () => {
  const parts = { type: 'consent', issuer: 'bank', audience: [], body: { uscc: 'x' }, issuedAtMs: 1 };
  assert.equal(check(signDocument(key, { ...parts, issuer: 'nobody' })), 'document.unknown_issuer');
  assert.equal(check(signDocument(other, parts)), 'document.wrong_key');
  // The forger rewrites type and id of a genuine document and keeps its signature.
  const genuine = signDocument(key, parts);
  const withdrawal = signDocument(other, { ...parts, type: 'withdrawal' });
  const mine = signDocument(key, { ...parts, type: 'withdrawal' });
  assert.equal(check({ ...mine, signature: genuine.signature }), 'document.bad_signature');
  assert.equal(check({ ...mine, signature: withdrawal.signature }), 'document.bad_signature');
});

test('the id and the signed text are fixed: a change of either breaks every stored document', () => {
  const document = signDocument(key, {
    type: 'a',
    issuer: 'bank',
    audience: ['b'],
    body: { z: 1, a: '值' },
    issuedAtMs: 5,
  });
  const text = `{"audience":["b"],"body":{"a":"值","z":1},"issuedAtMs":5,"issuer":"bank","key":"${key.publicKey}","type":"a"}`;
  assert.equal(document.id, createHash('sha256').update(text).digest('hex'));
});
