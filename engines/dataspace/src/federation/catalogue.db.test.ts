import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '@finharbor/kernel';
import type { Dataset, Peer } from '../catalogue/port.ts';
import { listCatalogue, openParty, type Party, plainOffer, until } from '../testing/index.ts';
import { federatedCatalogue } from './catalogue.ts';
import { type FederationOptions, openFederation, runFederation } from './federation.ts';

function listed(id: string): Dataset {
  return {
    '@id': id,
    hasPolicy: [{ ...plainOffer(`${id}#offer`), target: id }],
    distribution: [{ format: 'HttpData-PULL' }],
    properties: { 'dct:title': [`Data set ${id}`] },
  };
}

const many = Array.from({ length: 150 }, (_, at) => listed(`urn:first:${String(at).padStart(3, '0')}`));

describe('A hub that gathers the catalogues of its members', () => {
  let parties: Party[];
  let members: Peer[];
  let hub: Peer;
  let stranger: Party;
  const over = new AbortController();
  let running: Promise<void>;
  const peerOf = (peer: string, { connector }: Party): Peer => ({ peer, address: connector.address });

  before(async () => {
    const first = await openParty('first', { catalogue: listCatalogue(many) });
    const second = await openParty('second', { catalogue: listCatalogue([listed('urn:second:1')]) });
    stranger = await openParty('stranger');
    // The hub's catalogue is what its own connector has read, which is there only once it is open.
    const opening: { options?: FederationOptions } = {};
    const center = await openParty('hub', {
      catalogue: {
        datasets: (query) => federatedCatalogue(openFederation(opening.options!)).datasets(query),
        dataset: (...asked) => federatedCatalogue(openFederation(opening.options!)).dataset(...asked),
      },
    });
    const { fetchCatalog } = center.connector;
    const options = {
      db: center.database.db,
      clock: systemClock,
      fetchCatalogue: (peer: Peer) => fetchCatalog(peer, []),
    };
    opening.options = options;
    parties = [first, second, stranger, center];
    members = [peerOf('first', first), peerOf('second', second)];
    hub = peerOf('hub', center);
    const federation = openFederation(options);
    for (const member of members) await federation.follow(member);
    running = runFederation(options, { signal: over.signal, onFault: (error) => center.faults.push(error) });
    while ((await federation.sources()).some(({ crawledAtMs }) => crawledAtMs === undefined))
      await setTimeout(10);
    deepEqual(
      (await federation.sources()).map(({ peer, datasets, fault }) => [peer, datasets, fault]),
      [
        ['first', 150, undefined],
        ['second', 1, undefined],
      ],
    );
  });
  after(async () => {
    over.abort();
    await running;
    for (const party of parties) await party[Symbol.asyncDispose]();
  });

  it('shows whoever asks by the protocol all data sets, each with who offers it, page by page', async () => {
    const found: Dataset[] = [];
    for await (const page of stranger.connector.fetchCatalog(hub, [])) found.push(...page);
    equal(found.length, 151);
    deepEqual(
      found.map(({ '@id': id, source }) => [id, source]),
      [...many.map(({ '@id': id }) => [id, members[0]]), ['urn:second:1', members[1]]],
    );
  });

  it('says of one data set where it is had', async () => {
    const answer = await fetch(`${hub.address}/catalog/datasets/urn:second:1`, {
      headers: { authorization: 'Token stranger' },
    });
    const { distribution } = (await answer.json()) as {
      readonly distribution: readonly [{ readonly accessService: { readonly endpointURL: string } }];
    };
    equal(distribution[0].accessService.endpointURL, members[1]!.address);
  });

  it('is enough to come to an agreement with who offers it', async () => {
    const { value } = await stranger.connector.fetchCatalog(hub, []).next();
    const [{ source, '@id': datasetId, hasPolicy }] = value as readonly [Dataset];
    const { pid } = await stranger.connector.requestContract({
      ...source!,
      datasetId,
      offer: { ...hasPolicy[0]!, target: datasetId },
    });
    const { state } = await until(
      async () => (await stranger.connector.negotiation(pid))!,
      (now) => now.state === 'FINALIZED' || now.state === 'TERMINATED',
    );
    equal(state, 'FINALIZED');
  });
});
