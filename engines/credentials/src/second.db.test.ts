import assert from 'node:assert/strict';
import { createPublicKey, hash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { getListFromStatusListJWT } from '@sd-jwt/jwt-status-list';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { changeStatus } from './records/change-status.ts';
import { issueCredential } from './records/issue.ts';
import { presentCredential } from './sd-jwt/present.ts';
import { testCredentials } from './testing/served.ts';

const { ctx, clock, url } = await testCredentials();

/** The other implementation, with what of ours it is told to trust. */
const other = new SDJwtVcInstance({
  hasher: (data, algorithm) => {
    assert.equal(algorithm, 'sha-256');
    return new Uint8Array(
      hash('sha256', typeof data === 'string' ? data : Buffer.from(data as ArrayBuffer), 'buffer'),
    );
  },
  saltGenerator: (length) => randomBytes(length).toString('hex'),
  verifier: isSigned,
  statusVerifier: isSigned,
  statusListFetcher: async (uri) => (await fetch(uri)).text(),
});

function isSigned(data: string, signature: string): boolean {
  const { x5c } = JSON.parse(Buffer.from(data.split('.')[0]!, 'base64url').toString()) as { x5c: [string] };
  const leaf = new X509Certificate(Buffer.from(x5c[0], 'base64'));
  assert.ok(leaf.verify(ctx.keyring.authority.publicKey));
  const key = {
    key: createPublicKey(leaf.publicKey.export({ format: 'pem', type: 'spki' })),
    dsaEncoding: 'ieee-p1363' as const,
  };
  return verify('sha256', Buffer.from(data), key, Buffer.from(signature, 'base64url'));
}

const options = { currentDate: Math.floor(clock.nowMs() / 1000) };

test('a second implementation verifies what is issued here, what its holder discloses, and its status', async () => {
  const claims = { level: 2, given: '李明', score: 91 };
  const issued = await ctx.db
    .transaction()
    .execute((tx) => issueCredential(ctx, tx, { key: 'a', type: 'skill', claims }));
  const whole = await other.verify(issued.credential, options);
  assert.deepEqual(whole.payload.given, '李明');
  assert.equal(whole.payload.vct, `${url}/credentials/types/skill-1`);
  const shown = await other.verify(presentCredential(issued.credential, { disclose: ['score'] }), options);
  assert.equal(shown.payload.score, 91);
  assert.equal('given' in shown.payload, false);
  const set = (status: 'suspended' | 'valid' | 'revoked') =>
    ctx.db
      .transaction()
      .execute((tx) => changeStatus(ctx, tx, { number: issued.number, status, reason: 'x', key: status }));
  await set('suspended');
  await assert.rejects(other.verify(issued.credential, options), /status/i);
  await set('valid');
  await other.verify(issued.credential, options);
  await set('revoked');
  await assert.rejects(other.verify(issued.credential, options), /status/i);
});

test('a second implementation reads every status of a list', async () => {
  const rows = await ctx.db.selectFrom('credential').select(['list_index', 'status']).execute();
  const list = getListFromStatusListJWT(await (await fetch(`${url}/credentials/status/1`)).text());
  for (const { list_index: at, status } of rows)
    assert.equal(list.getStatus(at), status === 'revoked' ? 1 : 0);
  assert.ok(rows.length > 0);
});
