import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { openConnector } from './connector.ts';
import { nodeListener } from './http/node.ts';
import { listCatalogue, openParty, plainOffer, until } from './testing/index.ts';

const dataset = {
  '@id': 'urn:dataset:1',
  hasPolicy: [plainOffer('urn:offer:1')],
  distribution: [{ format: 'HttpData-PULL' }],
};

test('two connectors on one database share the work, and no message is sent twice', async () => {
  const arrived: string[] = [];
  const settings = { pollMs: 10 };
  await using holder = await openParty('holder', { catalogue: listCatalogue([dataset]), settings });
  const twin = openConnector(holder.options);
  await using _twin = { [Symbol.asyncDispose]: twin.stop };
  let turn = 0;
  const served = [0, 0];
  holder.server.listen(
    nodeListener((request) => {
      const which = turn++ % 2;
      served[which]!++;
      return [holder.connector, twin][which]!.serve(request);
    }, holder.options.onFault),
  );
  await using bank = await openParty('bank', { settings });
  bank.server.listen(
    nodeListener((request) => {
      arrived.push(`${request.path} ${Buffer.from(request.body).toString('utf8')}`);
      return bank.connector.serve(request);
    }, bank.options.onFault),
  );
  const started = await Promise.all(
    Array.from({ length: 20 }, () =>
      bank.connector.requestContract({
        peer: 'holder',
        address: holder.connector.address,
        datasetId: 'urn:dataset:1',
        offer: plainOffer('urn:offer:1'),
      }),
    ),
  );
  for (const { pid } of started)
    await until(
      () => bank.connector.negotiation(pid),
      (one) => one?.state === 'FINALIZED',
    );
  equal(new Set(arrived).size, arrived.length);
  equal(arrived.length, 40);
  ok(Math.min(...served) > 0);
  deepEqual([...holder.faults, ...bank.faults], []);
});

test('what a connector leaves behind, another takes over when its lease has run out', async () => {
  const settings = { leaseMs: 600, timeoutMs: 100, pollMs: 20 };
  await using holder = await openParty('holder', { catalogue: listCatalogue([dataset]) });
  await using bank = await openParty('bank', { settings });
  // The first dies between the durable step and the question to its owner.
  const dying = openConnector({
    ...bank.options,
    onStep: () => Promise.reject(new Error('gone')),
    onFault: () => {},
    settings: { ...settings, pollMs: 60_000 },
  });
  bank.server.listen(nodeListener(dying.serve, bank.options.onFault));
  const { pid } = await dying.requestContract({
    peer: 'holder',
    address: holder.connector.address,
    datasetId: 'urn:dataset:1',
    offer: plainOffer('urn:offer:1'),
  });
  await until(
    () => dying.negotiation(pid),
    (one) => one?.state === 'AGREED',
  );
  await dying.stop();
  bank.server.listen(nodeListener(bank.connector.serve, bank.options.onFault));
  const done = await until(
    () => bank.connector.negotiation(pid),
    (one) => one?.state === 'FINALIZED',
  );
  ok(done?.agreement);
});
