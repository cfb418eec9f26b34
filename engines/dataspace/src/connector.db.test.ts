import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listCatalogue, openParty, type Party, plainAgreement, plainOffer, until } from './testing/index.ts';

const provider = 'did:web:holder.example';
const consumer = 'did:web:bank.example';
let holder: Party;
let bank: Party;

before(async () => {
  const dataset = {
    '@id': 'urn:dataset:1',
    hasPolicy: [plainOffer('urn:offer:1')],
    distribution: [{ format: 'HttpData-PULL' }],
  };
  holder = await openParty(provider, { catalogue: listCatalogue([dataset]) });
  bank = await openParty(consumer);
});
after(async () => {
  await bank[Symbol.asyncDispose]();
  await holder[Symbol.asyncDispose]();
  deepEqual([...holder.faults, ...bank.faults], []);
});

function start() {
  return {
    peer: provider,
    address: holder.connector.address,
    datasetId: 'urn:dataset:1',
    offer: plainOffer('urn:offer:1'),
  };
}

test('two willing sides come from a request to an agreement that both have', async () => {
  const { pid } = await bank.connector.requestContract(start());
  const ours = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'FINALIZED',
  );
  const theirs = await until(
    () => holder.connector.negotiation(ours!.peerPid!),
    (one) => one?.state === 'FINALIZED',
  );
  equal(theirs?.peerPid, pid);
  deepEqual(theirs?.agreement, ours?.agreement);
  const { '@id': id, assigner, assignee, target } = ours!.agreement!;
  deepEqual(
    { assigner, assignee, target },
    { assigner: provider, assignee: consumer, target: 'urn:dataset:1' },
  );
  ok(await bank.connector.agreement({ id, peer: provider, role: 'consumer' }));
  ok(await holder.connector.agreement({ id, peer: consumer, role: 'provider' }));
  const steps = ['request', 'agreement', 'verification', 'finalized'];
  for (const [party, one] of [
    [bank, pid],
    [holder, ours!.peerPid!],
  ] as const) {
    const history = await party.connector.history(one);
    deepEqual(
      history.map(({ message }) => message),
      steps,
    );
  }
});

test('a transfer under an agreement starts, is suspended, goes on and is completed, on both sides', async () => {
  const agreement = plainAgreement('urn:agreement:1', 'urn:dataset:1', [provider, consumer]);
  await holder.connector.putAgreement({ agreement, peer: consumer, role: 'provider' });
  await bank.connector.putAgreement({ agreement, peer: provider, role: 'consumer' });
  const { pid } = await bank.connector.requestTransfer({
    peer: provider,
    address: holder.connector.address,
    agreementId: 'urn:agreement:1',
    format: 'HttpData-PULL',
  });
  const both = async (state: string) => {
    const ours = await until(
      () => bank.connector.transfer(pid),
      (one) => one?.state === state,
    );
    await until(
      () => holder.connector.transfer(ours!.peerPid!),
      (one) => one?.state === state,
    );
    return ours!;
  };
  const { peerPid } = await both('STARTED');
  const reason = { code: 'test.pause', text: ['The quota of today is used up.'] };
  deepEqual(await holder.connector.actOnTransfer(peerPid!, { kind: 'suspend', reason }), { kind: 'begun' });
  deepEqual((await both('SUSPENDED')).reason, reason);
  deepEqual(await bank.connector.actOnTransfer(pid, { kind: 'start' }), { kind: 'begun' });
  equal((await both('STARTED')).reason, undefined);
  deepEqual(await bank.connector.actOnTransfer(pid, { kind: 'complete' }), { kind: 'begun' });
  await both('COMPLETED');
});
