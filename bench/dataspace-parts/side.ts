import { once } from 'node:events';
import type { Negotiation } from '@finharbor/dataspace';
import { plainOffer, tokenParticipants, willing } from '@finharbor/dataspace/testing';
import { madeCatalogue, serveConnector } from '../../tests/harness/connector.ts';
import type { Done, Opened, Opening, Order } from './orders.ts';

const offer = plainOffer('urn:offer:bench');

const ended = new Map<string, (state: Negotiation['state']) => void>();

const [{ databaseUrl, self }] = (await once(process, 'message')) as [Opening];
const { connector } = await serveConnector({
  databaseUrl,
  participants: tokenParticipants(self),
  behaviour: willing,
  catalogue: madeCatalogue((id) => ({ '@id': id, hasPolicy: [offer], distribution: [{ format: 'none' }] })),
  onStep: async ({ pid, state }) => {
    if (state === 'FINALIZED' || state === 'TERMINATED') ended.get(pid)?.(state);
  },
  onFault: (error) => process.stderr.write(`${self}: ${error}\n`),
});

async function negotiate({ peer, address }: Order, datasetId: string): Promise<number> {
  const startMs = performance.now();
  const { pid } = await connector.requestContract({ peer, address, datasetId, offer });
  const state = await new Promise<Negotiation['state']>((resolve) => ended.set(pid, resolve));
  ended.delete(pid);
  if (state !== 'FINALIZED') throw new Error(`A negotiation of the benchmark was ${state}.`);
  return performance.now() - startMs;
}

async function carryOut(order: Order): Promise<Done> {
  const waitsMs: number[] = [];
  let begun = 0;
  const caller = async (): Promise<void> => {
    while (begun < order.count) waitsMs.push(await negotiate(order, `dataset-${begun++}`));
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: order.atOnce }, caller));
  return { seconds: (performance.now() - startMs) / 1000, waitsMs };
}

process.on('message', (order: Order) => {
  void carryOut(order).then((done) => process.send!(done));
});
process.on('disconnect', () => process.exit());
process.send!({ address: connector.address } satisfies Opened);
