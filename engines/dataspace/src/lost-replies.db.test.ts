import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Behaviour } from './domain.ts';
import { nodeListener } from './http/node.ts';
import { listCatalogue, openParty, plainOffer, until, willing } from './testing/index.ts';

test('with every first reply lost, a retry has the same bytes and one effect, and the negotiation comes through', async () => {
  const dataset = {
    '@id': 'urn:dataset:1',
    hasPolicy: [plainOffer('urn:offer:1')],
    distribution: [{ format: 'HttpData-PULL' }],
  };
  const settings = { firstWaitMs: 10, pollMs: 20 };
  const arrived = new Map<string, string[]>();
  const areRetried = () =>
    until(
      async () => [...arrived.values()].every((bodies) => bodies.length > 1),
      (all) => all,
    );
  // A side that answered sooner would have told the other by its own message that the lost one had arrived.
  const patient: Behaviour = {
    ...willing,
    negotiation: async (negotiation) => {
      await areRetried();
      return willing.negotiation(negotiation);
    },
  };
  const common = { settings, behaviour: patient };
  await using holder = await openParty('holder', { catalogue: listCatalogue([dataset]), ...common });
  await using bank = await openParty('bank', common);
  for (const party of [holder, bank]) {
    const serve: typeof party.connector.serve = async (request) => {
      const bodies = arrived.get(request.path) ?? [];
      arrived.set(request.path, [...bodies, Buffer.from(request.body).toString('utf8')]);
      const reply = await party.connector.serve(request);
      // It acted; the other side never hears of it.
      return bodies.length === 0 ? { ...reply, status: 503, body: '{}' } : reply;
    };
    party.server.listen(nodeListener(serve, party.options.onFault));
  }
  const { pid } = await bank.connector.requestContract({
    peer: 'holder',
    address: holder.connector.address,
    datasetId: 'urn:dataset:1',
    offer: plainOffer('urn:offer:1'),
  });
  const ours = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'FINALIZED',
  );
  await until(
    () => holder.connector.negotiation(ours!.peerPid!),
    (one) => one?.state === 'FINALIZED',
  );
  await areRetried();
  equal(arrived.size, 4);
  for (const bodies of arrived.values()) deepEqual([bodies.length, new Set(bodies).size], [2, 1]);
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
    equal((await party.connector.negotiations({})).items.length, 1);
  }
  deepEqual([...holder.faults, ...bank.faults], []);
});
