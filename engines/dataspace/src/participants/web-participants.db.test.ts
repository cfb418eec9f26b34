import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { generateSigningKey, manualClock, type SigningKey, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { DataspaceTables } from '../database.gen.ts';
import { dataspaceMigrations } from '../migrations.ts';
import { dataSpaceWeb, type Resident } from '../testing/data-space.ts';
import { type CredentialDraft, issueCredential } from './credential.ts';
import { textFetcher } from './fetch-text.ts';
import { heldCredentials } from './held-credentials.ts';
import { membershipAuthority, membershipType } from './membership.ts';
import type { IncomingRequest, OutgoingRequest, Participants } from './port.ts';
import { postgresReplays } from './replays.ts';
import { didWebResolver } from './resolver.ts';
import { statusReader } from './status-list.ts';
import { signToken } from './token.ts';
import { webParticipants } from './web-participants.ts';

const database = await testDatabase<DataspaceTables>([dataspaceMigrations]);
after(() => database[Symbol.asyncDispose]());
const { db } = database;
const dayMs = 86_400_000;
const startMs = 1_795_248_000_500;
const fetchText = textFetcher({ reach: { loopback: true, inside: false } });

/** A data space with an authority, two members and its web; each side has its own clock and its own memory of documents. */
async function dataSpace() {
  const web = await dataSpaceWeb();
  const clock = manualClock(startMs);
  const [hub, bank, office] = ['hub', 'bank', 'office'].map((name) => web.settle(name)) as [
    Resident,
    Resident,
    Resident,
  ];
  const statusListUrl = `${web.origin}/hub/status`;
  const authority = membershipAuthority({ issuer: hub, db, statusListUrl, clock, random: systemRandom });
  const publishStatus = async (): Promise<void> => {
    web.pages.set('/hub/status', { text: await authority.statusList() });
  };
  await publishStatus();
  const join = (id: string, { did }: Resident): Promise<string> =>
    authority.issue({ id, holder: did, role: 'bank', validForMs: 30 * dayMs });
  return { web, clock, hub, bank, office, authority, publishStatus, join };
}

const root = 'https://office.example';

function connector(
  { did, key }: Resident,
  { clock, hub }: { clock: ReturnType<typeof manualClock>; hub: Resident },
  own?: string,
): Participants {
  const resolve = didWebResolver({ fetchText, clock, loopback: true });
  const membership = {
    own: async () => own,
    authorities: new Set([hub.did]),
    checkStatus: statusReader({ fetchText, resolve, clock }),
  };
  return webParticipants({
    key,
    did,
    root,
    resolve,
    membership,
    replays: postgresReplays(db),
    clock,
    random: systemRandom,
  });
}

const uuid = (): string => crypto.randomUUID();

/** A bank that has joined, an office that listens, and a message of the one to the other. */
async function meeting() {
  const space = await dataSpace();
  const membership = await space.join(uuid(), space.bank);
  const bank = connector(space.bank, space, membership);
  const office = connector(space.office, space);
  const message: OutgoingRequest = {
    method: 'POST',
    url: `${root}/dsp/negotiations/request?x=1`,
    body: Buffer.from('{"a":1}'),
    audience: space.office.did,
  };
  const arrived = async (change: Partial<IncomingRequest> = {}): Promise<IncomingRequest> => ({
    method: 'POST',
    url: '/dsp/negotiations/request?x=1',
    body: message.body,
    authorization: await bank.authorize(message),
    ...change,
  });
  return { ...space, membership, sender: bank, receiver: office, message, arrived };
}

async function reasonOf(receiver: Participants, request: IncomingRequest): Promise<string> {
  const found = await receiver.authenticate(request);
  return found.kind === 'refused' ? found.reason : `accepted from ${found.id}`;
}

test('a member is known by its message, once', async () => {
  const { web, bank, receiver, arrived } = await meeting();
  await using _web = web;
  const request = await arrived();
  assert.deepEqual(await receiver.authenticate(request), { kind: 'participant', id: bank.did });
  assert.equal(await reasonOf(receiver, request), 'used before');
  assert.equal(
    await reasonOf(receiver, await arrived()),
    `accepted from ${bank.did}`,
    'a fresh token of the same message',
  );
  assert.equal(
    await reasonOf(receiver, await arrived({ url: `${root}/dsp/negotiations/request?x=1` })),
    `accepted from ${bank.did}`,
    'the whole address says the same as its path',
  );
});

test('of one token in two processes at a time one is accepted, and a restart forgets none', async () => {
  const { web, bank, receiver, arrived, clock, hub, office } = await meeting();
  await using _web = web;
  const request = await arrived();
  const other = connector(office, { clock, hub });
  const reasons = await Promise.all([receiver, other, receiver, other].map((one) => reasonOf(one, request)));
  assert.equal(reasons.filter((reason) => reason === `accepted from ${bank.did}`).length, 1);
  assert.equal(await reasonOf(connector(office, { clock, hub }), request), 'used before');
});

test('an altered message, another method, another address and another receiver are refused', async () => {
  const { web, receiver, arrived, sender, message } = await meeting();
  await using _web = web;
  assert.equal(await reasonOf(receiver, await arrived({ body: Buffer.from('{"a":2}') })), 'for another body');
  assert.equal(await reasonOf(receiver, await arrived({ body: new Uint8Array() })), 'for another body');
  assert.equal(await reasonOf(receiver, await arrived({ method: 'PUT' })), 'for another method');
  for (const url of [
    '/dsp/negotiations/request',
    '/dsp/negotiations/request?x=2',
    'https://office.example.evil/dsp/negotiations/request?x=1',
    '',
  ])
    assert.equal(await reasonOf(receiver, await arrived({ url })), 'for another address', url);
  const elsewhere = { ...message, url: 'https://other.example/dsp/negotiations/request?x=1' };
  const relayed = { url: '//other.example/dsp/negotiations/request?x=1' };
  assert.equal(
    await reasonOf(receiver, await arrived({ ...relayed, authorization: await sender.authorize(elsewhere) })),
    'for another address',
    'a path that looks like the address of the host it was made for',
  );
  const authorization = await sender.authorize({ ...message, audience: 'did:web:other.example' });
  assert.equal(await reasonOf(receiver, await arrived({ authorization })), 'for another participant');
});

test('what is no token, or one with a part exchanged, is refused', async () => {
  const { web, receiver, arrived } = await meeting();
  await using _web = web;
  for (const authorization of [
    undefined,
    '',
    'Bearer',
    'Bearer x',
    'Basic eA==',
    `Bearer ${'x'.repeat(20_000)}`,
  ])
    assert.equal(await reasonOf(receiver, await arrived({ authorization })), 'no token of a message');
  const { authorization = '' } = await arrived();
  const [header, payload, signature] = authorization.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: string };
  const other = Buffer.from(JSON.stringify({ ...claims, jti: 'A'.repeat(22) })).toString('base64url');
  assert.equal(
    await reasonOf(receiver, await arrived({ authorization: `${header}.${other}.${signature}` })),
    'not signed by its issuer',
  );
});

test('a token lives a minute; thirty seconds of clock difference are forgiven, either way', async () => {
  const { web, bank, membership, receiver, arrived, clock, message } = await meeting();
  await using _web = web;
  const made = Math.floor(clock.nowMs() / 1000) * 1000;
  const at = async (deltaMs: number): Promise<string> => {
    const moment = { nowMs: made, jti: uuid(), membership };
    const authorization = `Bearer ${signToken(bank, message, moment)}`;
    clock.advance(made + deltaMs - clock.nowMs());
    return reasonOf(receiver, await arrived({ authorization }));
  };
  const accepted = `accepted from ${bank.did}`;
  assert.deepEqual([await at(-30_001), await at(-30_000)], ['issued in the future', accepted]);
  assert.deepEqual([await at(89_999), await at(90_000)], [accepted, 'expired']);
});

test('who is no member is refused, and its host is not asked', async () => {
  const { web, clock, hub, receiver, arrived, message, membership } = await meeting();
  await using _web = web;
  const stranger = web.settle('stranger');
  const draft: CredentialDraft = {
    id: `urn:uuid:${uuid()}`,
    type: membershipType,
    validFromMs: startMs,
    validUntilMs: startMs + dayMs,
    subject: { id: stranger.did },
  };
  const attempt = async (credential: string): Promise<string> => {
    const moment = { nowMs: clock.nowMs(), jti: uuid(), membership: credential };
    return reasonOf(
      receiver,
      await arrived({ authorization: `Bearer ${signToken(stranger, message, moment)}` }),
    );
  };
  assert.equal(await attempt(issueCredential(stranger, draft)), 'membership: issuer not trusted');
  const forged = { did: hub.did, key: stranger.key };
  assert.equal(
    await attempt(issueCredential(forged, draft)),
    'membership: credential not signed by its issuer',
  );
  assert.equal(await attempt(membership), 'membership: of another participant');
  assert.equal(
    await attempt(issueCredential(hub, { ...draft, type: 'SelfDescriptionCredential' })),
    'membership: credential of another type',
  );
  assert.equal(await attempt('x'), 'membership: malformed credential');
  assert.deepEqual(
    web.asked.filter((path) => path.startsWith('/stranger')),
    [],
  );
  assert.equal(
    await attempt(issueCredential(hub, draft)),
    `accepted from ${stranger.did}`,
    'the same, once admitted',
  );
});

test('a member cannot speak for another member, nor with a key that is no longer its own', async () => {
  const { web, clock, bank, office, receiver, arrived, message, membership } = await meeting();
  await using _web = web;
  const moment = () => ({ nowMs: clock.nowMs(), jti: uuid(), membership });
  const signedBy = async (key: SigningKey): Promise<string> => {
    const authorization = `Bearer ${signToken({ did: bank.did, key }, message, moment())}`;
    return reasonOf(receiver, await arrived({ authorization }));
  };
  assert.equal(await signedBy(office.key), 'not signed by its issuer');
  const accepted = `accepted from ${bank.did}`;
  const next = generateSigningKey();
  clock.advance(10_000);
  web.publish(bank, [bank.key, next]);
  assert.deepEqual(
    [await signedBy(next), await signedBy(bank.key)],
    [accepted, accepted],
    'while both are published',
  );
  web.publish(bank, [next]);
  clock.advance(300_000);
  assert.deepEqual([await signedBy(next), await signedBy(bank.key)], [accepted, 'not signed by its issuer']);
});

test('the authority may change its key between a membership and its use', async () => {
  const { web, clock, hub, bank, office, receiver, arrived, publishStatus } = await meeting();
  await using _web = web;
  const accepted = `accepted from ${bank.did}`;
  assert.equal(await reasonOf(receiver, await arrived()), accepted);
  const next = generateSigningKey();
  web.publish(hub, [next, hub.key]);
  clock.advance(60_000);
  await publishStatus();
  assert.equal(await reasonOf(receiver, await arrived()), accepted, 'the old key still verifies');
  web.publish(hub, [next]);
  const fresh = connector(office, { clock, hub });
  const unsigned = 'membership: credential not signed by its issuer';
  assert.equal(await reasonOf(fresh, await arrived()), unsigned);
  clock.advance(300_000);
  assert.equal(await reasonOf(receiver, await arrived()), unsigned, 'also where it was verified before');
});

test('a membership ends when its time is over', async () => {
  const { web, clock, bank, receiver, arrived, publishStatus } = await meeting();
  await using _web = web;
  clock.advance(30 * dayMs + 59_999);
  await publishStatus();
  assert.equal(await reasonOf(receiver, await arrived()), `accepted from ${bank.did}`);
  clock.advance(1);
  assert.equal(await reasonOf(receiver, await arrived()), 'membership: credential expired');
});

test('a membership that is taken back is refused within a minute, and only that one', async () => {
  const space = await meeting();
  await using _web = space.web;
  const { clock, bank, authority, publishStatus, receiver, arrived, join, message } = space;
  const neighbour = space.web.settle('neighbour');
  const theirs = connector(neighbour, space, await join(uuid(), neighbour));
  assert.equal(await reasonOf(receiver, await arrived()), `accepted from ${bank.did}`);
  assert.equal(await authority.revoke(bank.did), 1);
  assert.equal(await authority.revoke(bank.did), 0, 'taken back once');
  await publishStatus();
  clock.advance(60_000);
  assert.equal(await reasonOf(receiver, await arrived()), 'membership: revoked');
  const authorization = await theirs.authorize(message);
  assert.equal(await reasonOf(receiver, await arrived({ authorization })), `accepted from ${neighbour.did}`);
  const again = connector(bank, space, await join(uuid(), bank));
  const renewed = await arrived({ authorization: await again.authorize(message) });
  assert.equal(
    await reasonOf(receiver, renewed),
    `accepted from ${bank.did}`,
    'admitted anew, it is a new membership',
  );
});

test('while the authority is down its last list counts until that says it is over; then nobody knows', async () => {
  const { web, clock, bank, receiver, arrived, publishStatus } = await meeting();
  await using _web = web;
  const accepted = `accepted from ${bank.did}`;
  assert.equal(await reasonOf(receiver, await arrived()), accepted);
  web.pages.set('/hub/status', { status: 503, text: '' });
  clock.advance(540_000);
  assert.equal(await reasonOf(receiver, await arrived()), accepted);
  clock.advance(60_000);
  await assert.rejects(async () => receiver.authenticate(await arrived()), {
    code: 'dataspace.peer_unreachable',
  });
  await publishStatus();
  clock.advance(60_000);
  assert.equal(await reasonOf(receiver, await arrived()), accepted);
});

test('a sender whose document cannot be had is asked to come again, and its token is then still good', async () => {
  const { web, clock, bank, receiver, arrived } = await meeting();
  await using _web = web;
  const page = web.pages.get('/bank/did.json')!;
  web.pages.set('/bank/did.json', { status: 503, text: '' });
  const request = await arrived();
  await assert.rejects(receiver.authenticate(request), { code: 'dataspace.peer_unreachable' });
  web.pages.set('/bank/did.json', page);
  clock.advance(5000);
  assert.equal(await reasonOf(receiver, request), `accepted from ${bank.did}`);
});

test('a status list of another issuer, for another address or without the place does not count', async () => {
  const { web, clock, hub, arrived, office } = await meeting();
  await using _web = web;
  const stranger = web.settle('stranger');
  const served = async (issuer: Resident, url: string, type = 'BitstringStatusListCredential') => {
    const subject = {
      statusPurpose: 'revocation',
      encodedList: 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA',
    };
    const draft = { id: url, type, validFromMs: startMs, validUntilMs: startMs + dayMs, subject };
    web.pages.set('/hub/status', { text: issueCredential(issuer, draft) });
    return reasonOf(connector(office, { clock, hub }), await arrived());
  };
  const url = `${web.origin}/hub/status`;
  assert.equal(await served(stranger, url), 'membership: status list: issuer not trusted');
  assert.equal(await served(hub, `${url}2`), 'membership: no status list for revocation');
  assert.equal(await served(hub, url, 'MembershipCredential'), 'membership: no status list for revocation');
  assert.match(await served(hub, url), /^accepted/);
});

test('without a membership nothing is sent; asked twice under one id, the authority issues one', async () => {
  const space = await dataSpace();
  await using _web = space.web;
  const { bank, hub, clock, join } = space;
  const message = { method: 'GET', url: `${root}/`, body: new Uint8Array(), audience: hub.did };
  await assert.rejects(connector(bank, space).authorize(message), { code: 'dataspace.no_membership' });
  const id = uuid();
  const [one, two] = await Promise.all([join(id, bank), join(id, bank)]);
  assert.equal(one, two);

  const resolve = didWebResolver({ fetchText, clock, loopback: true });
  const verifier = { resolve, clock, isTrusted: (issuer: string) => issuer === hub.did };
  const held = heldCredentials({ db, subject: bank.did, verifier, clock });
  await held.put(one);
  await held.put(one);
  assert.equal(await held.valid(membershipType), one);
  await assert.rejects(held.put(await join(uuid(), hub)), { code: 'dataspace.credential_refused' });
  clock.advance(31 * dayMs);
  assert.equal(await held.valid(membershipType), undefined);
});
