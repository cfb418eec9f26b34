import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FinharborError, fingerprint, generateSigningKey, type SigningKey } from '@finharbor/kernel';
import { enrolmentStore } from '../postgres/enrolments.ts';
import { enrolment, type TestNode, testNode } from '../testing.ts';
import type { HubContext } from './context.ts';
import { admitParty, directory, enrolments, requestEnrolment } from './enrol.ts';

let node: TestNode;
let hub: HubContext;
before(async () => {
  node = await testNode('hub');
  const { party, key, store, link, clock, note } = node.ctx;
  const log = { append: node.ctx.hub.log as never };
  hub = { party, key, store, link, clock, note, log, enrolments: enrolmentStore(node.database.db, clock) };
});
after(() => node[Symbol.asyncDispose]());

const heard = (key: SigningKey) => ({ fingerprint: fingerprint(key.publicKey).toUpperCase() });
const addressOf = async (party: string) =>
  (await hub.store.peers.list()).find((peer) => peer.party === party)?.url;

test('a party is admitted by the fingerprint of the key that asked, and by no other', async () => {
  const key = generateSigningKey();
  assert.equal((await requestEnrolment(hub, enrolment('land', key))).admitted, false);
  assert.equal(await addressOf('land'), undefined);
  await assert.rejects(admitParty(hub, 'land', heard(generateSigningKey())), {
    code: 'enrolment.fingerprint_differs',
  });
  await assert.rejects(admitParty(hub, 'nobody', heard(key)), { code: 'enrolment.not_found' });
  const asRegistrar = { ...heard(key), registrar: true };
  await assert.rejects(admitParty(hub, 'land', asRegistrar), { code: 'enrolment.role_differs' });
  assert.equal(await addressOf('land'), undefined);
  assert.equal((await admitParty(hub, 'land', heard(key))).admitted, true);
  assert.ok((await directory(hub)).some(({ issuer }) => issuer === 'land'));
  assert.deepEqual(
    (await enrolments(hub)).map(({ body, admitted }) => [body.party, admitted]),
    [['land', true]],
  );
});

test('a request that is not signed by the key and party it names is refused', async () => {
  const [key, other] = [generateSigningKey(), generateSigningKey()];
  const genuine = enrolment('court', key);
  const forged = [
    { ...genuine, signature: 'A'.repeat(86) },
    { ...genuine, body: { ...genuine.body, url: 'http://127.0.0.1:1' } },
    enrolment('court', other, { publicKey: key.publicKey }),
    enrolment('court', key, { party: 'land' }),
  ];
  for (const doc of forged)
    await assert.rejects(requestEnrolment(hub, doc), { code: 'enrolment.bad_signature' });
  await assert.rejects(requestEnrolment(hub, enrolment('court', key, { linkPort: 0 })), (error) => {
    assert.ok(error instanceof FinharborError);
    assert.equal(error.code, 'document.malformed');
    assert.deepEqual(
      error.fields.map(({ pointer }) => pointer),
      ['/linkPort'],
    );
    return true;
  });
  assert.ok(!(await enrolments(hub)).some(({ body }) => body.party === 'court'));
});

test('an admitted party moves its addresses under its own key; nothing older brings it back', async () => {
  const key = generateSigningKey();
  const at = (url: string, issuedAtMs: number) => enrolment('port', key, { url, issuedAtMs });
  const first = at('http://127.0.0.1:1', 1);
  await requestEnrolment(hub, first);
  await admitParty(hub, 'port', heard(key));
  assert.equal((await requestEnrolment(hub, at('http://127.0.0.1:2', 2))).admitted, true);
  assert.equal(await addressOf('port'), 'http://127.0.0.1:2');
  await requestEnrolment(hub, first);
  assert.equal(await addressOf('port'), 'http://127.0.0.1:2');
  assert.equal(
    (await directory(hub)).find(({ issuer }) => issuer === 'port')?.body.url,
    'http://127.0.0.1:2',
  );
});

test('an admitted party changes neither its key nor its role by asking again', async () => {
  const key = generateSigningKey();
  await requestEnrolment(hub, enrolment('rail', key));
  await admitParty(hub, 'rail', heard(key));
  const taken = enrolment('rail', generateSigningKey(), { issuedAtMs: 2 });
  await assert.rejects(requestEnrolment(hub, taken), { code: 'enrolment.key_changed' });
  const raised = enrolment('rail', key, { registrar: true, issuedAtMs: 2 });
  await assert.rejects(requestEnrolment(hub, raised), { code: 'enrolment.role_changed' });
  const rail = (await hub.store.peers.list()).find(({ party }) => party === 'rail');
  assert.deepEqual([rail?.publicKey, rail?.registrar], [key.publicKey, false]);
});
