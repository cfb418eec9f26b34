import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Behaviour, Reason } from './domain.ts';
import { mostBodyBytes } from './http/serve.ts';
import type { Participants } from './participants/port.ts';
import {
  type HandPeer,
  handPeer,
  listCatalogue,
  openParty,
  type Party,
  plainAgreement,
  plainOffer,
  type Said,
  silent,
  tokenParticipants,
  until,
  willing,
} from './testing/index.ts';

const offer = { ...plainOffer('urn:offer:1'), target: 'urn:dataset:1' };
let holder: Party;
let bank: HandPeer;
let owner: Behaviour = silent;
let policy: Reason | undefined;
const notBelieved: string[] = [];

/** What a credential of this test vouches for: who, the address and the bytes. */
function sealOf(id: string, url: string, body: Uint8Array): string {
  return `Seal ${id} ${createHmac('sha256', 'shared').update(`${id} ${url} `).update(body).digest('hex')}`;
}

const tokens = tokenParticipants('holder');
const participants: Participants = {
  ...tokens,
  authenticate: async (request) => {
    const [scheme, id = ''] = (request.authorization ?? '').split(' ');
    if (scheme !== 'Seal') return tokens.authenticate(request);
    return sealOf(id, request.url, request.body) === request.authorization
      ? { kind: 'participant', id }
      : { kind: 'refused', reason: 'The seal is broken.' };
  },
};

before(async () => {
  const dataset = {
    '@id': 'urn:dataset:1',
    hasPolicy: [plainOffer('urn:offer:1')],
    distribution: [{ format: 'HttpData-PULL' }],
  };
  holder = await openParty('holder', {
    participants,
    onRefused: ({ target, reason }) => void notBelieved.push(`${target}: ${reason}`),
    catalogue: listCatalogue([dataset]),
    judgeOffer: async () => policy,
    behaviour: {
      negotiation: (one) => owner.negotiation(one),
      transfer: (one) => owner.transfer(one),
      admits: (one) => owner.admits(one),
    },
  });
  bank = await handPeer('bank');
});
after(async () => {
  await holder[Symbol.asyncDispose]();
  await bank[Symbol.asyncDispose]();
});

let last = 0;
/** A request of the bank's, as the holder answered it. */
async function request(more: object = {}): Promise<Said & { readonly consumerPid: string }> {
  const consumerPid = `urn:bank:${++last}`;
  const message = {
    '@type': 'ContractRequestMessage',
    consumerPid,
    callbackAddress: bank.address,
    offer,
    ...more,
  };
  return { ...(await bank.say(holder.connector.address, '/negotiations/request', message)), consumerPid };
}

/** How the bank's negotiation with this id ended, at the holder and by the message to the bank. */
async function endOf(providerPid: unknown) {
  const ended = await until(
    () => holder.connector.negotiation(String(providerPid)),
    (one) => one?.state === 'TERMINATED',
  );
  const heard = bank.heard.find(
    ({ path, body }) => path.endsWith('/termination') && body.providerPid === providerPid,
  );
  return { here: ended?.reason, there: { code: heard?.body.code, text: heard?.body.reason } };
}

test('a message that its schema does not allow is refused with 400 and where it is wrong', async () => {
  const { status, body } = await request({
    offer: { '@type': 'Offer', '@id': 'urn:offer:1', permission: [{}] },
  });
  deepEqual(
    [status, body['@type'], body.code],
    [400, 'ContractNegotiationError', 'dataspace.message_invalid'],
  );
  match(String(body.reason), /^\/offer\/permission\/0: must have required property 'action'/);
});

test('a text that the database cannot keep is refused with 400', async () => {
  const { status, body } = await request({ consumerPid: 'urn:bank:\0' });
  deepEqual([status, body.code], [400, 'dataspace.message_invalid']);
});

test('an id that is too long to find a process by is refused with 400', async () => {
  const target = `urn:dataset:${randomBytes(2_000).toString('hex')}`;
  const { status, body } = await request({ offer: { ...offer, target } });
  deepEqual([status, body.code], [400, 'dataspace.message_invalid']);
});

test('an address that is none is refused with 400, and no process begins', async () => {
  const { status, body } = await request({ callbackAddress: 'file:///etc/passwd' });
  deepEqual([status, body.code], [400, 'dataspace.bad_callback']);
  deepEqual((await holder.connector.negotiations({ peer: 'bank', state: 'REQUESTED' })).items, []);
});

test('a body of more than the limit is refused with 413, whoever sent it', async () => {
  const response = await fetch(`${holder.connector.address}/negotiations/request`, {
    method: 'POST',
    body: Buffer.alloc(mostBodyBytes + 1, 0x20),
  });
  const { code } = (await response.json()) as { readonly code: string };
  deepEqual([response.status, code], [413, 'dataspace.body_too_long']);
});

test('what does not exist, is another participant’s or asked by nobody known is answered alike: 404', async () => {
  const { body, consumerPid } = await request();
  const path = `/negotiations/${encodeURIComponent(String(body.providerPid))}`;
  const thief = await handPeer('thief');
  const termination = {
    '@type': 'ContractNegotiationTerminationMessage',
    providerPid: body.providerPid,
    consumerPid,
  };
  const { address } = holder.connector;
  const answers = [
    await bank.ask(address, '/negotiations/urn:uuid:none'),
    await bank.ask(address, path.replace('negotiations', 'transfers')),
    await thief.ask(address, path),
    await thief.say(address, `${path}/termination`, termination),
    await bank.say(address, '/negotiations/urn:uuid:none/termination', termination),
  ];
  const stranger = await fetch(`${address}${path}`);
  await thief[Symbol.asyncDispose]();
  deepEqual([...answers.map(({ status }) => status), stranger.status], [404, 404, 404, 404, 404, 404]);
  const told = new Set(answers.map(({ body: { code, reason } }) => JSON.stringify([code, reason])));
  equal(told.size, 1);
  equal((await bank.ask(address, path)).body.state, 'REQUESTED');
});

test('a message that the state does not allow is refused with 400 and changes nothing', async () => {
  const { body, consumerPid } = await request();
  const path = `/negotiations/${encodeURIComponent(String(body.providerPid))}`;
  const verification = {
    '@type': 'ContractAgreementVerificationMessage',
    providerPid: body.providerPid,
    consumerPid,
  };
  const refused = await bank.say(holder.connector.address, `${path}/agreement/verification`, verification);
  deepEqual([refused.status, refused.body.code], [400, 'dataspace.not_now']);
  deepEqual(refused.body.reason, [
    'A consumer cannot send a verification while the negotiation is REQUESTED.',
  ]);
  equal((await bank.ask(holder.connector.address, path)).body.state, 'REQUESTED');
});

test('a message under another process’s id is refused with 400', async () => {
  const { body } = await request();
  const refused = await bank.say(
    holder.connector.address,
    `/negotiations/${encodeURIComponent(String(body.providerPid))}/termination`,
    {
      '@type': 'ContractNegotiationTerminationMessage',
      providerPid: body.providerPid,
      consumerPid: 'urn:bank:another',
    },
  );
  deepEqual([refused.status, refused.body.code], [400, 'dataspace.pid_mismatch']);
});

test('what the owner does not admit is refused with 400 and the owner’s reason', async () => {
  const { body, consumerPid } = await request();
  const reason = { code: 'test.notice', text: ['Ending takes a notice of a month.'] };
  owner = { ...silent, admits: async ({ message }) => (message === 'termination' ? reason : undefined) };
  const refused = await bank.say(
    holder.connector.address,
    `/negotiations/${encodeURIComponent(String(body.providerPid))}/termination`,
    { '@type': 'ContractNegotiationTerminationMessage', providerPid: body.providerPid, consumerPid },
  );
  owner = silent;
  deepEqual([refused.status, refused.body.code, refused.body.reason], [400, reason.code, reason.text]);
});

test('an offer that is not the catalogue’s ends the negotiation, and both sides read what differs', async () => {
  const asked = { ...offer, permission: [{ action: 'distribute' }] };
  const { status, body } = await request({ offer: asked });
  equal(status, 201);
  const { here, there } = await endOf(body.providerPid);
  deepEqual(here, {
    code: 'dataspace.offer_differs',
    text: [
      'Left out or changed: Permitted is to use.',
      '被删除或更改：允许使用。',
      'Added or changed: permission: {"action":"distribute"}.',
      '新增或更改：permission：{"action":"distribute"}。',
    ],
  });
  deepEqual(there, here);
});

test('an offer or data set that the catalogue does not have ends the negotiation with this reason', async () => {
  const noOffer = await request({ offer: { ...offer, '@id': 'urn:offer:none' } });
  const noDataset = await request({ offer: { ...offer, target: 'urn:dataset:none' } });
  equal((await endOf(noOffer.body.providerPid)).here?.code, 'dataspace.no_such_offer');
  equal((await endOf(noDataset.body.providerPid)).here?.code, 'dataspace.no_such_dataset');
});

test('an offer that the policy refuses ends the negotiation, and both sides read which constraint failed', async () => {
  policy = { code: 'policy.unknown_operand', text: ['permission 1, constraint 1: nobody knows "mood".'] };
  const { body } = await request();
  const { here, there } = await endOf(body.providerPid);
  deepEqual([here, there], [policy, policy]);
  policy = undefined;
});

test('an order of rules and an empty list of constraints make no other offer', async () => {
  owner = willing;
  const { body } = await request({ offer: { ...offer, permission: [{ constraint: [], action: 'use' }] } });
  await until(
    () => holder.connector.negotiation(String(body.providerPid)),
    (one) => one?.state === 'AGREED',
  );
  owner = silent;
});

test('a transfer without an agreement, with another’s, or with one that has ended is refused with 400', async () => {
  const ask = (agreementId: string) =>
    bank.say(holder.connector.address, '/transfers/request', {
      '@type': 'TransferRequestMessage',
      consumerPid: `urn:bank:${++last}`,
      agreementId,
      format: 'HttpData-PULL',
      callbackAddress: bank.address,
    });
  const put = (id: string, peer: string) =>
    holder.connector.putAgreement({
      agreement: plainAgreement(id, 'urn:dataset:1', ['holder', peer]),
      peer,
      role: 'provider',
    });
  await put('urn:agreement:theirs', 'another');
  await put('urn:agreement:ours', 'bank');
  const [none, theirs] = [await ask('urn:agreement:none'), await ask('urn:agreement:theirs')];
  deepEqual([none.status, none.body.code], [400, 'dataspace.no_such_agreement']);
  deepEqual([theirs.status, theirs.body.code], [400, 'dataspace.no_such_agreement']);
  const running = await ask('urn:agreement:ours');
  equal(running.status, 201);
  const key = { id: 'urn:agreement:ours', peer: 'bank', role: 'provider' } as const;
  const reason = { code: 'test.notice', text: ['Ended with notice.'] };
  equal(await holder.connector.endAgreement(key, reason), true);
  const later = await ask('urn:agreement:ours');
  deepEqual([later.status, later.body.code], [400, 'dataspace.agreement_ended']);
  deepEqual(later.body.reason, [
    'The agreement urn:agreement:ours has ended: test.notice.',
    'Ended with notice.',
  ]);
  const ended = await until(
    () => holder.connector.transfer(String(running.body.providerPid)),
    (one) => one?.state === 'TERMINATED',
  );
  deepEqual(ended?.reason, reason);
});

test('a message that was altered, or sent elsewhere, is answered as a stranger’s; why is told to this side alone', async () => {
  const path = '/negotiations/request';
  const url = `${holder.connector.address}${path}`;
  const message = (permission: string) =>
    Buffer.from(
      JSON.stringify({
        '@context': ['https://w3id.org/dspace/2025/1/context.jsonld'],
        '@type': 'ContractRequestMessage',
        consumerPid: 'urn:bank:sealed',
        callbackAddress: bank.address,
        offer: { ...offer, permission: [{ action: permission }] },
      }),
    );
  const post = async (to: string, body: Uint8Array<ArrayBuffer>) => {
    const headers = { authorization: sealOf('bank', url, message('use')) };
    const response = await fetch(to, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text() };
  };
  notBelieved.length = 0;
  const answers = [await post(url, message('sell')), await post(`${url}?`, message('use'))];
  // The credential was made for another host, and the path names that host.
  const elsewhere = url.replace('http:', '').replace('127.0.0.1', 'other.example');
  const headers = { authorization: sealOf('bank', `http:${elsewhere}`, message('use')) };
  const replayed = { method: 'POST', path: elsewhere, headers, body: message('use') };
  equal((await holder.connector.serve(replayed)).status, 404);
  deepEqual(
    answers.map(({ status }) => status),
    [404, 404],
  );
  ok(answers.every(({ text }) => !text.includes('seal')));
  deepEqual(notBelieved, ['first: The seal is broken.', 'first: The seal is broken.']);
  equal((await post(url, message('use'))).status, 201);
});

test('where messages cross, a provider has the consumer try again until its own has arrived', async () => {
  await holder.connector.putAgreement({
    agreement: plainAgreement('urn:agreement:crossed', 'urn:dataset:1', ['holder', 'bank']),
    peer: 'bank',
    role: 'provider',
  });
  const consumerPid = `urn:bank:${++last}`;
  owner = willing;
  const { body } = await bank.say(holder.connector.address, '/transfers/request', {
    '@type': 'TransferRequestMessage',
    consumerPid,
    agreementId: 'urn:agreement:crossed',
    format: 'HttpData-PULL',
    callbackAddress: bank.address,
  });
  const providerPid = String(body.providerPid);
  const stateIs = (state: string) =>
    until(
      () => holder.connector.transfer(providerPid),
      (one) => one?.state === state,
    );
  const complete = () =>
    bank.say(holder.connector.address, `/transfers/${encodeURIComponent(providerPid)}/completion`, {
      '@type': 'TransferCompletionMessage',
      providerPid,
      consumerPid,
    });
  await stateIs('STARTED');
  owner = silent;
  bank.answer(503, {});
  await holder.connector.actOnTransfer(providerPid, {
    kind: 'suspend',
    reason: { code: 'test.pause', text: ['A pause.'] },
  });
  const early = await complete();
  deepEqual([early.status, early.body.code], [503, 'dataspace.crossed']);
  bank.answer(200, {});
  await stateIs('SUSPENDED');
  const late = await complete();
  deepEqual([late.status, late.body.code], [400, 'dataspace.not_now']);
});
