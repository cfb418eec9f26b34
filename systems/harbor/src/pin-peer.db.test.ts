import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SignedDocument } from '@finharbor/access';
import { fingerprint, generateSigningKey, type SigningKey } from '@finharbor/kernel';
import { admitOrKeep, trustOf } from './admit-document.ts';
import { pinPeer, refreshPeers } from './pin-peer.ts';
import { enrolment, signed, type TestNode, testNode, uscc } from './testing.ts';

// The hub's directory as the test, or a hub that lies, fills it.
let directory: SignedDocument[] = [];
let node: TestNode;
before(async () => {
  node = await testNode('bank', { directory: async () => directory });
});
after(() => node[Symbol.asyncDispose]());

const heard = (key: SigningKey, registrar = false) => ({
  fingerprint: ` ${fingerprint(key.publicKey)} `,
  registrar,
});
const pinned = async (party: string) =>
  (await node.ctx.store.peers.list()).find((peer) => peer.party === party);

test('a peer is pinned by the fingerprint its operator read out, whatever the directory says', async () => {
  const key = generateSigningKey();
  directory = [enrolment('land', key)];
  await assert.rejects(pinPeer(node.ctx, 'court', heard(key)), { code: 'peer.not_found' });
  const wrong = heard(generateSigningKey());
  await assert.rejects(pinPeer(node.ctx, 'land', wrong), { code: 'peer.fingerprint_differs' });
  await assert.rejects(pinPeer(node.ctx, 'land', heard(key, true)), { code: 'peer.role_differs' });
  assert.equal(await pinned('land'), undefined);
  assert.equal((await pinPeer(node.ctx, 'land', heard(key))).publicKey, key.publicKey);
  const other = generateSigningKey();
  directory = [enrolment('land', other)];
  await assert.rejects(pinPeer(node.ctx, 'land', heard(other)), { code: 'peer.key_changed' });
  assert.equal((await pinned('land'))?.publicKey, key.publicKey);
});

test('a directory entry that its key has not signed as that party’s enrolment is not pinned', async () => {
  const key = generateSigningKey();
  const social = await pinned('social');
  const genuine = enrolment('court', key);
  const forged = [
    { ...genuine, body: { ...genuine.body, noteKey: 'hub+key' } },
    enrolment('court', key, { party: 'social' }),
    signed(key, { type: 'withdrawal', issuer: 'court', body: { uscc, nonce: 'A'.repeat(22) } }),
  ];
  for (const doc of forged) {
    directory = [doc];
    await assert.rejects(pinPeer(node.ctx, 'court', heard(key)), { code: 'peer.bad_signature' });
  }
  assert.equal(await pinned('court'), undefined);
  assert.deepEqual(await pinned('social'), social);
});

test('a peer that has moved is followed to its new addresses, under its pinned key and in nothing else', async () => {
  const { tax, social } = node.keys as { readonly [party: string]: SigningKey };
  const before = await pinned('social');
  const moved = { linkHost: '10.0.0.7', linkPort: 7, url: 'http://10.0.0.7:8' };
  const asMore = { ...moved, registrar: true, noteKey: 'other+key' };
  directory = [enrolment('social', social!, asMore), enrolment('tax', generateSigningKey(), moved)];
  assert.equal(await refreshPeers(node.ctx), 1);
  assert.deepEqual(await pinned('social'), { ...before, ...moved });
  assert.notEqual((await pinned('tax'))?.url, moved.url);
  assert.equal(await refreshPeers(node.ctx), 0);
  // A party's own signature, but over another party's name: it must not take that one's place.
  directory = [enrolment('tax', tax!, { ...moved, party: 'social' })];
  assert.equal(await refreshPeers(node.ctx), 0);
  assert.equal((await pinned('social'))?.publicKey, social!.publicKey);
});

test('what was refused for want of a key is judged again once its issuer is pinned, and only then counts', async () => {
  const key = generateSigningKey();
  const { store } = node.ctx;
  const body = { contract: 'c'.repeat(64), reason: 'over' };
  const real = signed(key, { type: 'termination', issuer: 'port', body });
  const forged = signed(generateSigningKey(), { type: 'termination', issuer: 'port', body });
  for (const doc of [forged, real])
    assert.deepEqual(await admitOrKeep(store, await trustOf(store), doc), {
      kind: 'refused',
      code: 'document.unknown_issuer',
    });
  directory = [enrolment('port', key)];
  await pinPeer(node.ctx, 'port', heard(key));
  assert.ok(await store.documents.get(real.id));
  assert.equal(await store.documents.get(forged.id), undefined);
  const left = (await store.documents.refusals()).map(({ id, code }) => [id, code]);
  assert.deepEqual(left, [[forged.id, 'document.wrong_key']]);
});
