import { once } from 'node:events';
import type { Negotiation, Transfer } from '@finharbor/dataspace';
import { madeCatalogue, serveConnector } from '../../harness/connector.ts';
import type { Message, Opening, Order } from './orders.ts';
import { offerOf, owner } from './owners.ts';
import { processParticipants } from './participants.ts';

/** So impatient that a message is tried until it arrives, and that what a killed process left is taken over within seconds. */
const settings = {
  attempts: 1_000,
  firstWaitMs: 100,
  longestWaitMs: 1_000,
  timeoutMs: 5_000,
  leaseMs: 15_000,
  pollMs: 250,
};

const [{ databaseUrl, self, root }] = (await once(process, 'message')) as [Opening];
const { connector, port } = await serveConnector({
  ...{ databaseUrl, root, settings },
  participants: processParticipants(self),
  behaviour: owner,
  catalogue: madeCatalogue((id) => ({
    '@id': id,
    hasPolicy: [offerOf(id)],
    distribution: [{ format: 'soak' }],
  })),
  // It must live through a database that goes away: what fails then is made up for.
  onFault: () => {},
});

function say(message: Message): void {
  process.send!(message);
}

function begin({ kind, about, peer, address }: Order): Promise<Negotiation | Transfer> {
  return kind === 'negotiation'
    ? connector.requestContract({ peer, address, datasetId: about, offer: offerOf(about) })
    : connector.requestTransfer({ peer, address, agreementId: about, format: 'soak' });
}

process.on('message', (order: Order) => {
  begin(order).then(
    () => say({ kind: 'begun', no: order.no }),
    () => say({ kind: 'failed', no: order.no }),
  );
});
process.on('disconnect', () => process.exit());
say({ kind: 'open', port });
