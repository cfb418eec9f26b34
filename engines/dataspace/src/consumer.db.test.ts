import { deepEqual, equal } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { TransferMove } from './domain.ts';
import {
  type HandPeer,
  handPeer,
  openParty,
  type Party,
  plainAgreement,
  plainOffer,
  until,
} from './testing/index.ts';

let bank: Party;
let holder: HandPeer;

before(async () => {
  bank = await openParty('bank', { settings: { attempts: 3, firstWaitMs: 50 } });
  holder = await handPeer('holder');
});
after(async () => {
  await bank[Symbol.asyncDispose]();
  await holder[Symbol.asyncDispose]();
});

const offer = { ...plainOffer('urn:offer:1'), target: 'urn:dataset:1' };
const start = () => ({ peer: 'holder', address: holder.address, datasetId: 'urn:dataset:1', offer });

/** A negotiation that the holder has taken up under this pid. */
async function requested(providerPid: string, offerId = offer['@id']): Promise<string> {
  holder.answer(201, { '@type': 'ContractNegotiation', providerPid, state: 'REQUESTED' });
  const { pid } = await bank.connector.requestContract({ ...start(), offer: { ...offer, '@id': offerId } });
  await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.peerPid === providerPid,
  );
  holder.answer(200, {});
  return pid;
}
const at = (pid: string) => `/negotiations/${encodeURIComponent(pid)}`;

test('an agreement on other terms than were offered is refused, with what differs', async () => {
  const consumerPid = await requested('urn:holder:1');
  const good = plainAgreement('urn:agreement:1', 'urn:dataset:1', ['holder', 'bank']);
  const bad = { ...good, assignee: 'somebody', prohibition: [{ action: 'distribute' }] };
  const message = { '@type': 'ContractAgreementMessage', providerPid: 'urn:holder:1', consumerPid };
  const refused = await holder.say(bank.connector.address, `${at(consumerPid)}/agreement`, {
    ...message,
    agreement: bad,
  });
  deepEqual([refused.status, refused.body.code], [400, 'dataspace.agreement_differs']);
  deepEqual(refused.body.reason, [
    'assignee: somebody instead of bank',
    'Added or changed: prohibition: {"action":"distribute"}.',
    '新增或更改：prohibition：{"action":"distribute"}。',
  ]);
  const taken = await holder.say(bank.connector.address, `${at(consumerPid)}/agreement`, {
    ...message,
    agreement: good,
  });
  equal(taken.status, 200);
});

test('a provider may begin: its offer is accepted, agreed on and verified', async () => {
  const first = await holder.say(bank.connector.address, '/negotiations/offers', {
    '@type': 'ContractOfferMessage',
    providerPid: 'urn:holder:2',
    callbackAddress: `${holder.address}/`,
    offer,
  });
  equal(first.status, 201);
  const said = await until(
    async () => holder.heard.find(({ body }) => body.providerPid === 'urn:holder:2'),
    (one) => one !== undefined,
  );
  deepEqual([said?.path, said?.body.eventType], ['/negotiations/urn%3Aholder%3A2/events', 'ACCEPTED']);
});

test('a request that the other side refuses ends at once, with its code and sentences', async () => {
  holder.answer(400, {
    '@type': 'ContractNegotiationError',
    code: 'H-17',
    reason: [{ message: 'Not to banks.' }],
  });
  const { pid } = await bank.connector.requestContract(start());
  const ended = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'TERMINATED',
  );
  holder.answer(200, {});
  deepEqual(ended?.reason, {
    code: 'dataspace.refused_by_peer',
    text: ['holder refused the request of this negotiation with 400 H-17.', 'Not to banks.'],
  });
});

test('a later message that the other side refuses ends the negotiation on both sides, with the reason', async () => {
  const consumerPid = await requested('urn:holder:3');
  holder.answer(409, { code: 'H-18', reason: ['We are closed.'] });
  const message = { '@type': 'ContractOfferMessage', providerPid: 'urn:holder:3', consumerPid, offer };
  equal((await holder.say(bank.connector.address, `${at(consumerPid)}/offers`, message)).status, 200);
  const ended = await until(
    () => bank.connector.negotiation(consumerPid),
    (one) => one?.state === 'TERMINATED',
  );
  holder.answer(200, {});
  const text = ['holder refused the accepted of this negotiation with 409 H-18.', 'We are closed.'];
  deepEqual(ended?.reason, { code: 'dataspace.refused_by_peer', text });
  const told = holder.heard.find(({ path }) => path === `${at('urn:holder:3')}/termination`);
  deepEqual([told?.body.code, told?.body.reason], ['dataspace.refused_by_peer', text]);
});

test('who never answers is tried so often and no more, and the end says so', async () => {
  holder.answer(503, {});
  const before = holder.heard.length;
  const { pid } = await bank.connector.requestContract(start());
  const ended = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'TERMINATED',
  );
  holder.answer(200, {});
  deepEqual(ended?.reason, {
    code: 'dataspace.peer_unreachable',
    text: ['holder did not answer the request in 3 attempts.'],
  });
  const tried = holder.heard.slice(before).map(({ body }) => JSON.stringify(body));
  deepEqual([tried.length, new Set(tried).size], [3, 1]);
});

test('a process whose message never arrives is parked with the reason, and a person goes on with it', async () => {
  const consumerPid = await requested('urn:holder:11');
  holder.answer(503, {});
  const message = { '@type': 'ContractOfferMessage', providerPid: 'urn:holder:11', consumerPid, offer };
  equal((await holder.say(bank.connector.address, `${at(consumerPid)}/offers`, message)).status, 200);
  const parked = await until(
    () => bank.connector.negotiation(consumerPid),
    (one) => one?.reason !== undefined,
  );
  deepEqual([parked?.state, parked?.reason?.code], ['OFFERED', 'dataspace.peer_unreachable']);
  holder.answer(200, {});
  deepEqual(await bank.connector.act(consumerPid, { kind: 'accept' }), { kind: 'begun' });
  const accepted = await until(
    () => bank.connector.negotiation(consumerPid),
    (one) => one?.state === 'ACCEPTED',
  );
  equal(accepted?.reason, undefined);
  const sent = holder.heard.filter(({ path }) => path === `${at('urn:holder:11')}/events`);
  equal(sent.length, 4);
});

test('a termination that gives no reason is explained all the same', async () => {
  const consumerPid = await requested('urn:holder:4');
  await holder.say(bank.connector.address, `${at(consumerPid)}/termination`, {
    '@type': 'ContractNegotiationTerminationMessage',
    providerPid: 'urn:holder:4',
    consumerPid,
  });
  deepEqual((await bank.connector.negotiation(consumerPid))?.reason, {
    code: 'dataspace.no_reason_given',
    text: ['The provider ended the negotiation without saying why.'],
  });
});

test('a person’s move is made when the state allows it, and refused with the reason when not', async () => {
  const pid = await requested('urn:holder:5');
  const early = await bank.connector.act(pid, { kind: 'verify' });
  deepEqual(early, {
    kind: 'refused',
    reason: {
      code: 'dataspace.not_now',
      text: ['A consumer cannot verify while the negotiation is REQUESTED.'],
    },
  });
  const reason = { code: 'test.changed_mind', text: ['We found another.'] };
  deepEqual(await bank.connector.act(pid, { kind: 'terminate', reason }), { kind: 'begun' });
  const ended = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'TERMINATED',
  );
  deepEqual(ended?.reason, reason);
  deepEqual(await bank.connector.act('urn:uuid:none', { kind: 'accept' }), { kind: 'unknown' });
  deepEqual(await bank.connector.actOnTransfer(pid, { kind: 'complete' }), { kind: 'unknown' });
});

/** A transfer that the holder has taken up under this pid. */
async function transferring(providerPid: string): Promise<string> {
  const agreement = plainAgreement('urn:agreement:2', 'urn:dataset:1', ['holder', 'bank']);
  await bank.connector.putAgreement({ agreement, peer: 'holder', role: 'consumer' });
  holder.answer(201, { '@type': 'TransferProcess', providerPid, state: 'REQUESTED' });
  const { pid } = await bank.connector.requestTransfer({
    peer: 'holder',
    address: holder.address,
    agreementId: 'urn:agreement:2',
    format: 'HttpData-PULL',
  });
  await until(
    () => bank.connector.transfer(pid),
    (one) => one?.peerPid === providerPid,
  );
  holder.answer(200, {});
  return pid;
}

/** One that is started, and a message of the bank's under way to the holder that is not answered. */
async function crossing(providerPid: string, move: TransferMove): Promise<string> {
  const pid = await transferring(providerPid);
  await sayTransfer('start', { providerPid, consumerPid: pid });
  holder.answer(503, {});
  deepEqual(await bank.connector.actOnTransfer(pid, move), { kind: 'begun' });
  return pid;
}

type Saying = { readonly providerPid: string; readonly consumerPid: string; readonly '@id'?: string };

async function sayTransfer(what: string, said: Saying): Promise<number> {
  const type = `Transfer${what.replace(/^./, (letter) => letter.toUpperCase())}Message`;
  const path = `/transfers/${encodeURIComponent(said.consumerPid)}/${what}`;
  return (await holder.say(bank.connector.address, path, { '@type': type, ...said })).status;
}

test('where messages cross, a consumer gives up its own for the provider’s', async () => {
  const completed = await crossing('urn:holder:9', { kind: 'complete' });
  equal(await sayTransfer('suspension', { providerPid: 'urn:holder:9', consumerPid: completed }), 200);
  equal((await bank.connector.transfer(completed))?.state, 'SUSPENDED');
  const reason = { code: 'test.enough', text: ['We have enough.'] };
  const ended = await crossing('urn:holder:10', { kind: 'terminate', reason });
  equal(await sayTransfer('completion', { providerPid: 'urn:holder:10', consumerPid: ended }), 200);
  equal((await bank.connector.transfer(ended))?.state, 'COMPLETED');
  holder.answer(200, {});
});

test('a copy that arrives late, when others have come in between, is known for one; without an id it is said anew', async () => {
  const providerPid = 'urn:holder:12';
  const pid = await transferring(providerPid);
  const stateIs = (state: string) =>
    until(
      () => bank.connector.transfer(pid),
      (one) => one?.state === state,
    );
  const suspend = async () => {
    const reason = { code: 'test.pause', text: ['A pause.'] };
    deepEqual(await bank.connector.actOnTransfer(pid, { kind: 'suspend', reason }), { kind: 'begun' });
    await stateIs('SUSPENDED');
  };
  const pids = { providerPid, consumerPid: pid };
  const identified = { ...pids, '@id': 'urn:holder:message:1' };
  equal(await sayTransfer('start', identified), 200);
  await suspend();
  equal(await sayTransfer('start', identified), 200);
  equal((await bank.connector.transfer(pid))?.state, 'SUSPENDED');
  for (let times = 0; times < 2; times++) {
    equal(await sayTransfer('start', pids), 200);
    equal((await bank.connector.transfer(pid))?.state, 'STARTED');
    await suspend();
  }
  const suspensions = holder.heard.filter(
    ({ path }) => path === `/transfers/${encodeURIComponent(providerPid)}/suspension`,
  );
  equal(new Set(suspensions.map(({ body }) => body['@id'])).size, 3);
});

test('processes are listed newest first, by page and by what they are asked for', async () => {
  const pids = [
    await requested('urn:holder:6'),
    await requested('urn:holder:7'),
    await requested('urn:holder:8'),
  ];
  const query = { peer: 'holder', state: 'REQUESTED', about: 'urn:dataset:1', limit: 2 } as const;
  const first = await bank.connector.negotiations(query);
  deepEqual(
    first.items.map(({ pid }) => pid),
    [pids[2], pids[1]],
  );
  const second = await bank.connector.negotiations({ ...query, cursor: first.next! });
  equal(second.items[0]?.pid, pids[0]);
  deepEqual((await bank.connector.negotiations({ ...query, role: 'provider' })).items, []);
  deepEqual((await bank.connector.transfers({ role: 'provider' })).items, []);
});

test('negotiations are found by the id of their latest offer', async () => {
  const providerPid = 'urn:holder:13';
  const consumerPid = await requested(providerPid, 'urn:offer:first');
  const found = async (id: string) => {
    const { items } = await bank.connector.negotiations({ offer: id });
    return items.map((one) => one.pid);
  };
  deepEqual(await found('urn:offer:first'), [consumerPid]);
  const counter = { ...offer, '@id': 'urn:offer:counter' };
  const message = { '@type': 'ContractOfferMessage', providerPid, consumerPid, offer: counter };
  equal((await holder.say(bank.connector.address, `${at(consumerPid)}/offers`, message)).status, 200);
  deepEqual([await found('urn:offer:first'), await found('urn:offer:counter')], [[], [consumerPid]]);
});
