import type { Dataset } from '@finharbor/dataspace';
import type { Participants } from '@finharbor/dataspace/participants';
import { listCatalogue } from '@finharbor/dataspace/testing';
import { type ServedConnector, serveConnector } from '../harness/connector.ts';
import { scriptedBehaviour } from './behaviour.ts';
import { type Addresses, catalogDatasets, format, kitParticipant, offerIdOf } from './configuration.ts';
import { negotiationScripts, transferScripts } from './scripts.ts';
import { openWebhooks } from './webhooks.ts';

const self = 'FINHARBOR';
const permission = [{ action: 'use' }];

/**
 * What the kit wants of a connector, besides the protocol: each self-started step late enough for the kit to listen, since it hears of
 * a state up to 200 ms after, and no message twice, also where nobody listened.
 */
const settings = { stepDelayMs: 500, attempts: 1 };

const provided = [
  ...catalogDatasets,
  ...Object.keys(negotiationScripts).filter((id) => !id.startsWith('ACNC')),
];

/** Whoever has a token, whichever it is, is the kit. */
const participants: Participants = {
  self,
  authorize: async () => self,
  authenticate: async () => ({ kind: 'participant', id: kitParticipant }),
};

/** The connector in the kit's profile, and where the kit finds what of it. */
export type KitConnector = AsyncDisposable & { readonly addresses: Omit<Addresses, 'kitPort'> };

/** Starts it on a migrated database, with data sets, agreements and webhooks of the kit's tests. */
export async function startConnector(databaseUrl: string): Promise<KitConnector> {
  const served = await serveConnector({
    databaseUrl,
    participants,
    settings,
    behaviour: scriptedBehaviour(),
    catalogue: listCatalogue(provided.map(datasetOf)),
    onFault: (error) => process.stderr.write(`${error}\n`),
  });
  const { connector, root } = served;
  for (const id of Object.keys(transferScripts)) await putAgreement(served, id);
  const webhooks = await openWebhooks({
    negotiation: ({ providerId, connectorAddress, datasetId, offerId }) =>
      connector.requestContract({
        ...{ peer: providerId, address: connectorAddress, datasetId },
        offer: { '@id': offerId, permission },
      }),
    transfer: ({ providerId, connectorAddress, ...asked }) =>
      connector.requestTransfer({ ...asked, peer: providerId, address: connectorAddress }),
  });
  return {
    addresses: {
      ...{ participantId: self, root, protocol: connector.address },
      ...{ startNegotiation: webhooks.negotiation, startTransfer: webhooks.transfer },
    },
    async [Symbol.asyncDispose]() {
      await webhooks[Symbol.asyncDispose]();
      await served[Symbol.asyncDispose]();
    },
  };
}

function datasetOf(id: string): Dataset {
  return {
    '@id': id,
    hasPolicy: [{ '@id': offerIdOf(id), permission }],
    distribution: [{ format }],
  };
}

/** The kit transfers under agreements that were never negotiated. */
async function putAgreement({ connector }: ServedConnector, id: string): Promise<void> {
  const role = id.startsWith('ATPC') ? 'consumer' : 'provider';
  const [assigner, assignee] = role === 'provider' ? [self, kitParticipant] : [kitParticipant, self];
  await connector.putAgreement({
    ...{ peer: kitParticipant, role },
    agreement: { '@id': id, target: `${id}-data`, assigner, assignee, permission },
  });
}
