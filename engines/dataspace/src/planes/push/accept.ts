import { sha256 } from '@finharbor/kernel';
import type { DataAddress, Transfer } from '../../domain.ts';
import { discardPart } from '../landing.ts';
import type { ConsumerOptions } from '../options.ts';
import type { DataPlane } from '../port.ts';

/** The format of transfers by HTTP push. */
export const pushFormat = 'HttpData-PUSH';

/**
 * Opens the way for data that a provider will send, before the transfer is asked for; the address goes with the request. Asked again
 * for the same transfer it opens with another token, and the one before does not hold any more.
 */
export async function openInbox(
  { pid, peer, agreementId }: Pick<Transfer, 'pid' | 'peer' | 'agreementId'>,
  { store, random, address }: ConsumerOptions,
): Promise<DataAddress> {
  const token = Buffer.from(random.bytes(32)).toString('base64url');
  await store.incoming.start(
    {
      transferId: pid,
      mode: 'push',
      state: 'awaited',
      agreementId,
      provider: peer,
      address: undefined,
      tokenHash: sha256(token),
    },
    undefined,
  );
  return {
    endpointType: 'https://w3id.org/idsa/v4.1/HTTP',
    endpoint: `${address}/inbox/${encodeURIComponent(pid)}`,
    endpointProperties: [
      { name: 'authType', value: 'bearer' },
      { name: 'authorization', value: token },
    ],
  };
}

/** HTTP push at the consumer: opens and closes what `takeIn` takes in. */
export function pushConsumer({ store, folder }: ConsumerOptions): DataPlane {
  return {
    format: pushFormat,
    start: async ({ pid }) => {
      await store.incoming.setState(pid, 'started');
      return undefined;
    },
    suspend: ({ pid }) => store.incoming.setState(pid, 'suspended'),
    stop: async ({ pid }) => {
      await store.incoming.setState(pid, 'ended');
      await discardPart({ folder, transferId: pid });
    },
  };
}
