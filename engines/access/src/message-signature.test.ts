import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePublicKey, signingKeyFromPem } from '@finharbor/kernel';
import { contentDigest, digestMatches, signBase, verifyBase } from './message-signature.ts';
import { type Component, parseSignature, parseSignatureInput, signatureBase } from './signature-base.ts';

// RFC 9421, B.1.4: test-key-ed25519.
const key = signingKeyFromPem(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`);

// RFC 9421, B.2.6: signing a request using ed25519.
const components: readonly Component[] = [
  ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
  ['@method', 'POST'],
  ['@path', '/foo'],
  ['@authority', 'example.com'],
  ['content-type', 'application/json'],
  ['content-length', '18'],
];
const input =
  'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
const signature =
  'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:';

test('RFC 9421 B.2.6: base, signature and verification with Ed25519', () => {
  const parsed = parseSignatureInput(input);
  assert.ok(parsed);
  assert.deepEqual(
    parsed.components,
    components.map(([name]) => name),
  );
  assert.deepEqual(parsed.params, { created: 1618884473, keyid: 'test-key-ed25519' });
  const base = signatureBase(components, parsed.inner);
  assert.equal(
    base,
    [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    ].join('\n'),
  );
  const value = parseSignature(signature, parsed.label);
  assert.equal(signBase(key, base), value);
  assert.equal(verifyBase(key.publicKey, base, value!), true);
  assert.equal(verifyBase(key.publicKey, `${base} `, value!), false);
  const otherKey = parsePublicKey('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
  assert.equal(verifyBase(otherKey, base, value!), false);
});

test('RFC 9530 appendix D: the digest of a body', () => {
  const body = Buffer.from('{"hello": "world"}');
  assert.equal(contentDigest(body), 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
  assert.equal(digestMatches('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:', body), true);
  assert.equal(
    digestMatches('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:', Buffer.from('{}')),
    false,
  );
  assert.equal(digestMatches('', body), false);
});

test('a Signature-Input of any other form is not read', () => {
  const odd = [
    '',
    'sig',
    'sig=("@method"',
    'sig=("@method"  "@path");created=1',
    'sig=("@method" );created=1',
    'sig=("@method""@path");created=1',
    'sig=("@method" "@method");created=1',
    'sig=("@method");created=1;created=2',
    'sig=("@method";req);created=1',
    'sig=("@method");created=1, other=("@path")',
    'sig=("@method");created=1.5',
    'sig=("@method");keyid="a\\"b"',
    'SIG=("@method");created=1',
    `sig=("@method");nonce="${'a'.repeat(3000)}"`,
  ];
  for (const text of odd) assert.equal(parseSignatureInput(text), undefined, text);
  for (const value of ['', ':', ':AAAA:', 'x', ':!!:'])
    assert.equal(verifyBase(key.publicKey, 'x', value), false);
});
