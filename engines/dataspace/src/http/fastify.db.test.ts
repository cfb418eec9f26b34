import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { commonErrors, errorTable, httpApp } from '@finharbor/kernel/http';
import { handPeer, listCatalogue, openParty, plainOffer } from '../testing/index.ts';
import { serveConnector } from './fastify.ts';
import { mostBodyBytes } from './serve.ts';

test('a process’s own server serves the protocol: versions, data sets, messages in bytes, and no body above the limit', async () => {
  const dataset = {
    '@id': 'urn:dataset:1',
    hasPolicy: [plainOffer('urn:offer:1')],
    distribution: [{ format: 'HttpData-PULL' }],
  };
  await using holder = await openParty('holder', { catalogue: listCatalogue([dataset]) });
  await using bank = await handPeer('bank');
  const app = httpApp({
    ids: idSource(systemClock, systemRandom),
    log: { level: 'silent' },
    context: {
      clock: systemClock,
      errors: errorTable(commonErrors),
      authenticate: async () => ({ kind: 'public' }),
      authorize: () => ({ kind: 'refused', code: 'access.unauthenticated', detail: '' }),
      audit: async () => {},
    },
  });
  serveConnector(app, holder.connector);
  const root = await app.listen({ host: '127.0.0.1', port: 0 });
  await using _closing = { [Symbol.asyncDispose]: () => app.close() };
  const address = `${root}/dsp/2025-1`;
  equal((await fetch(`${root}/.well-known/dspace-version`)).status, 200);
  const shown = await bank.ask(address, '/catalog/datasets/urn%3Adataset%3A1');
  deepEqual([shown.status, shown.body['@id']], [200, 'urn:dataset:1']);
  const begun = await bank.say(address, '/negotiations/request', {
    '@type': 'ContractRequestMessage',
    consumerPid: 'urn:bank:1',
    callbackAddress: bank.address,
    offer: { ...plainOffer('urn:offer:1'), target: 'urn:dataset:1' },
  });
  deepEqual([begun.status, begun.body['@type']], [201, 'ContractNegotiation']);
  const long = await fetch(`${address}/negotiations/request`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.alloc(mostBodyBytes + 1, 0x20),
  });
  equal(long.status, 413);
});
