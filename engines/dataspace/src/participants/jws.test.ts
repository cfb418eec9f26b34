import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { generateSigningKey, type Json, parsePublicKey, signingKeyFromPem } from '@finharbor/kernel';
import { compactVerify, importJWK, SignJWT } from 'jose';
import { isSignedBy, readJws, signJws } from './jws.ts';

const kid = 'did:web:bank.example#1';

test('signs as RFC 8037, appendix A.4: its key, its signing input, its signature', () => {
  const seed = Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url');
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const key = signingKeyFromPem(
    `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----\n`,
  );
  assert.equal(key.publicKey, '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo');
  const signed = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
  const signature = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';
  const jws = { header: {}, payload: {}, signed, signature: Buffer.from(signature, 'base64url') };
  assert.equal(isSignedBy(jws, key.publicKey), true);
  assert.equal(isSignedBy({ ...jws, signed: `${signed.slice(0, -1)}d` }, key.publicKey), false);
  // Ed25519 is deterministic: whoever verifies the RFC's signature and signs with node:crypto makes the RFC's signature.
  const ours = signJws({ key, kid, typ: 'JWT', payload: { a: 1 } });
  const [header, payload, tail] = ours.split('.') as [string, string, string];
  const own = createPublicKey(key.privateKey);
  assert.equal(verify(null, Buffer.from(`${header}.${payload}`), own, Buffer.from(tail, 'base64url')), true);
});

test('an independent library reads what is signed here, and its tokens are read here', async () => {
  const key = generateSigningKey();
  const jwk = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, 'EdDSA');
  const ours = signJws({ key, kid, typ: 'vc+jwt', payload: { name: '金科港', n: 1 } });
  const { payload, protectedHeader } = await compactVerify(ours, jwk);
  assert.deepEqual(protectedHeader, { alg: 'EdDSA', typ: 'vc+jwt', kid });
  assert.deepEqual(JSON.parse(Buffer.from(payload).toString()), { name: '金科港', n: 1 });

  for (const alg of ['EdDSA', 'Ed25519']) {
    const theirs = await new SignJWT({ name: '金科港' })
      .setProtectedHeader({ alg, kid })
      .sign(key.privateKey);
    const read = readJws(theirs, 1000)!;
    assert.deepEqual([read.payload, isSignedBy(read, key.publicKey)], [{ name: '金科港' }, true]);
  }
});

test('anything but Ed25519 without extensions is not read, whatever its signature', () => {
  const forged = (header: Json, payload: Json = {}): string =>
    [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const tail = 'A'.repeat(86);
  assert.ok(readJws(`${forged({ alg: 'EdDSA' })}.${tail}`, 1000));
  for (const text of [
    `${forged({ alg: 'none' })}.`,
    `${forged({ alg: 'none' })}.${tail}`,
    `${forged({ alg: 'HS256' })}.${tail}`,
    `${forged({ alg: 'EdDSA', crit: ['b64'], b64: false })}.${tail}`,
    `${forged({ alg: 'EdDSA' }, [1])}.${tail}`,
    `${forged([])}.${tail}`,
    `${forged({ alg: 'EdDSA' })}.${tail}A`,
    `e30.e30.${tail}`,
    'a.b.c',
  ])
    assert.equal(readJws(text, 1000), undefined, text);
  assert.equal(readJws(`${forged({ alg: 'EdDSA' })}.${tail}`, 100), undefined, 'longer than asked for');
});

test('another key has not signed it', () => {
  const read = readJws(signJws({ key: generateSigningKey(), kid, typ: 'JWT', payload: {} }), 1000)!;
  assert.equal(isSignedBy(read, generateSigningKey().publicKey), false);
  assert.equal(isSignedBy(read, parsePublicKey('A'.repeat(43))), false);
});
