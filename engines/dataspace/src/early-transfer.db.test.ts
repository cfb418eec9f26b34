import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { nodeListener } from './http/node.ts';
import { listCatalogue, openParty, plainOffer, until } from './testing/index.ts';

test('a consumer that transfers before its provider knows the agreement to be final is told to come again, not that there is none', async () => {
  const dataset = {
    '@id': 'urn:dataset:1',
    hasPolicy: [plainOffer('urn:offer:1')],
    distribution: [{ format: 'HttpData-PULL' }],
  };
  const settings = { firstWaitMs: 10, pollMs: 20 };
  await using holder = await openParty('holder', { catalogue: listCatalogue([dataset]), settings });
  await using bank = await openParty('bank', { settings });
  const answered: number[] = [];
  bank.server.listen(
    nodeListener(async (request) => {
      const reply = await bank.connector.serve(request);
      // It knows of the end; the provider does not hear so before a transfer has been asked for.
      const isLost = request.path.endsWith('/events') && answered.length === 0;
      return isLost ? { ...reply, status: 503, body: '{}' } : reply;
    }, bank.options.onFault),
  );
  holder.server.listen(
    nodeListener(async (request) => {
      const reply = await holder.connector.serve(request);
      if (request.path.endsWith('/transfers/request')) answered.push(reply.status);
      return reply;
    }, holder.options.onFault),
  );
  const peer = { peer: 'holder', address: holder.connector.address };
  const { pid } = await bank.connector.requestContract({
    ...peer,
    datasetId: 'urn:dataset:1',
    offer: plainOffer('urn:offer:1'),
  });
  const ours = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'FINALIZED',
  );
  equal((await holder.connector.negotiation(ours!.peerPid!))?.state, 'VERIFIED');
  const agreementId = ours!.agreement!['@id'];
  const transfer = await bank.connector.requestTransfer({ ...peer, agreementId, format: 'HttpData-PULL' });
  await until(
    () => bank.connector.transfer(transfer.pid),
    (one) => one?.state === 'STARTED',
  );
  equal(answered[0], 503);
  equal(answered.at(-1), 201);
  deepEqual([...holder.faults, ...bank.faults], []);
});
