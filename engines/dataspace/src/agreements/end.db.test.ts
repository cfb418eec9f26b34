import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { type Connector, openConnector } from '../connector.ts';
import type { Offer } from '../policy/model.ts';
import { odrl } from '../policy/namespaces.ts';
import { listCatalogue, openParty, type Party, plainAgreement, plainOffer, until } from '../testing/index.ts';

const hourMs = 3_600_000;

/** A clock that stands until it is moved by hand. */
function handClock(startMs: number) {
  let ms = startMs;
  return {
    nowMs: () => ms,
    move: (byMs: number) => {
      ms += byMs;
    },
  };
}

const fromMs = Date.parse('2026-11-27T08:00:00Z');
const within = (leftOperand: string, operator: 'lt' | 'lteq', rightOperand: string): Offer => ({
  ...plainOffer('urn:offer:1'),
  permission: [{ action: 'use', constraint: [{ leftOperand: odrl(leftOperand), operator, rightOperand }] }],
});
const untilDate = within('dateTime', 'lt', '2026-11-27T12:00:00Z');
const forTwoHours = within('elapsedTime', 'lteq', 'PT2H');

type Sides = { readonly holder: Party; readonly bank: Party };

async function openSides(
  offer: Offer,
  clock: ReturnType<typeof handClock>,
): Promise<AsyncDisposable & Sides> {
  const dataset = { '@id': 'urn:dataset:1', hasPolicy: [offer], distribution: [{ format: 'HttpData-PULL' }] };
  const settings = { pollMs: 10 };
  const holder = await openParty('holder', { catalogue: listCatalogue([dataset]), clock, settings });
  const bank = await openParty('bank', { clock, settings });
  return {
    holder,
    bank,
    [Symbol.asyncDispose]: async () => {
      await holder[Symbol.asyncDispose]();
      await bank[Symbol.asyncDispose]();
    },
  };
}

async function agreed({ holder, bank }: Sides, offer: Offer): Promise<string> {
  const { pid } = await bank.connector.requestContract({
    peer: 'holder',
    address: holder.connector.address,
    datasetId: 'urn:dataset:1',
    offer,
  });
  const { peerPid, agreement } = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'FINALIZED',
  ).then((one) => one!);
  await until(
    () => holder.connector.negotiation(peerPid!),
    (one) => one?.state === 'FINALIZED',
  );
  return agreement!['@id'];
}

const request = ({ holder, bank }: Sides, agreementId: string) =>
  bank.connector.requestTransfer({
    peer: 'holder',
    address: holder.connector.address,
    agreementId,
    format: 'HttpData-PULL',
  });

const stateIs = (connector: Connector, pid: string, state: string) =>
  until(
    () => connector.transfer(pid),
    (one) => one?.state === state,
  ).then((one) => one!);

for (const [name, offer, leftMs, said] of [
  ['a date', untilDate, 4 * hourMs, 'the time of use is before 2026-11-27 12:00:00 UTC'],
  ['a length of time', forTwoHours, 2 * hourMs + 1, 'the time since the agreement is at most PT7200S'],
] as const)
  test(`an agreement that ends by ${name} ends then on both sides: what runs is ended with the term, and nothing begins`, async () => {
    const clock = handClock(fromMs);
    await using sides = await openSides(offer, clock);
    const agreementId = await agreed(sides, offer);
    const pids = await Promise.all([request(sides, agreementId), request(sides, agreementId)]);
    const started = await Promise.all(pids.map(({ pid }) => stateIs(sides.bank.connector, pid, 'STARTED')));
    const reason = { code: 'test.pause', text: ['A pause.'] };
    await sides.bank.connector.actOnTransfer(started[0]!.pid, { kind: 'suspend', reason });
    await stateIs(sides.bank.connector, started[0]!.pid, 'SUSPENDED');
    clock.move(leftMs - 1);
    const last = await request(sides, agreementId);
    await stateIs(sides.bank.connector, last.pid, 'STARTED');
    clock.move(1);
    const over = {
      code: 'policy.over',
      text: [`It holds no longer that ${said}.`],
    };
    for (const { pid } of [...started, last]) {
      const ours = await stateIs(sides.bank.connector, pid, 'TERMINATED');
      const theirs = await stateIs(sides.holder.connector, ours.peerPid!, 'TERMINATED');
      deepEqual([ours.reason?.code, ours.reason?.text[0]], [over.code, over.text[0]]);
      deepEqual(theirs.reason, ours.reason);
    }
    await rejects(request(sides, agreementId), { code: 'dataspace.agreement_ended' });
    for (const [{ connector }, peer, role] of [
      [sides.bank, 'holder', 'consumer'],
      [sides.holder, 'bank', 'provider'],
    ] as const) {
      const kept = await until(
        () => connector.agreement({ id: agreementId, peer, role }),
        (one) => one?.ended !== undefined,
      );
      deepEqual([kept!.ended!.reason.code, kept!.ended!.atMs], ['policy.over', fromMs + leftMs]);
    }
    deepEqual([...sides.holder.faults, ...sides.bank.faults], []);
  });

test('a provider whose agreement has just ended by its terms refuses a transfer before anybody has acted on it', async () => {
  const clock = handClock(fromMs);
  await using sides = await openSides(untilDate, clock);
  const agreementId = await agreed(sides, untilDate);
  await sides.holder.connector.stop();
  const late = { ...clock, nowMs: () => fromMs + 5 * hourMs };
  const idle = openConnector({ ...sides.holder.options, clock: late, settings: { pollMs: 60_000 } });
  await using _idle = { [Symbol.asyncDispose]: idle.stop };
  const answer = await idle.serve({
    method: 'POST',
    path: '/dsp/2025-1/transfers/request',
    headers: { authorization: 'Token bank' },
    body: Buffer.from(
      JSON.stringify({
        '@context': ['https://w3id.org/dspace/2025/1/context.jsonld'],
        '@type': 'TransferRequestMessage',
        consumerPid: 'urn:bank:late',
        agreementId,
        format: 'HttpData-PULL',
        callbackAddress: sides.bank.connector.address,
      }),
    ),
  });
  equal(answer.status, 400);
  match(answer.body, /agreement_ended.*the time of use is before 2026-11-27 12:00:00 UTC/);
});

test('an agreement that its terms have ended is over by them, though somebody ends it before anybody has acted on that', async () => {
  const clock = handClock(fromMs);
  await using holder = await openParty('holder', { clock, settings: { pollMs: 60_000 } });
  const key = { id: 'urn:agreement:1', peer: 'bank', role: 'provider' } as const;
  const agreement = plainAgreement(key.id, 'urn:dataset:1', ['holder', 'bank']);
  await holder.connector.putAgreement({
    ...{ peer: key.peer, role: key.role },
    agreement: { ...agreement, permission: untilDate.permission! },
  });
  clock.move(5 * hourMs);
  const reason = { code: 'test.notice', text: ['Ended with notice.'] };
  equal(await holder.connector.endAgreement(key, reason), false);
  const { ended } = (await holder.connector.agreement(key))!;
  deepEqual([ended?.reason.code, ended?.atMs], ['policy.over', fromMs + 4 * hourMs]);
});

test('an end that nobody was there for is made up for at the next start, by one of the processes', async () => {
  const clock = handClock(fromMs);
  const { holder, bank, ...closing } = await openSides(untilDate, clock);
  await using _closing = closing;
  const agreementId = await agreed({ holder, bank }, untilDate);
  const { pid } = await request({ holder, bank }, agreementId);
  const { peerPid } = await stateIs(bank.connector, pid, 'STARTED');
  await holder.connector.stop();
  await bank.connector.stop();
  clock.move(4 * hourMs);
  const ended: string[] = [];
  const twin = () =>
    openConnector({
      ...holder.options,
      onStep: async ({ state }) => void (state === 'TERMINATED' && ended.push(state)),
    });
  const twins = [twin(), twin(), twin()];
  await using _twins = {
    [Symbol.asyncDispose]: async () => void (await Promise.all(twins.map((one) => one.stop()))),
  };
  await stateIs(holder.connector, peerPid!, 'TERMINATED');
  await stateIs(bank.connector, pid, 'TERMINATED');
  const steps = await bank.connector.history(pid);
  deepEqual(
    steps.map(({ message }) => message),
    ['request', 'start', 'termination'],
  );
  clock.move(hourMs);
  const due = () =>
    holder.database.db.selectFrom('dataspace_agreement').select('due_at').executeTakeFirstOrThrow();
  await until(due, ({ due_at }) => due_at === null);
  deepEqual(ended, ['TERMINATED']);
});
