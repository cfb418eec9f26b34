import { sha256 } from '@finharbor/kernel';
import type { ProviderOptions } from '../options.ts';
import { endOutgoing, prepared } from '../outgoing.ts';
import type { DataPlane } from '../port.ts';
import { pullAddress } from './renew.ts';

/** The format of transfers by HTTP pull. */
export const pullFormat = 'HttpData-PULL';

/** HTTP pull at the provider: opens and closes what `servePull` serves. */
export function pullProvider(options: ProviderOptions): DataPlane {
  const { store, random } = options;
  return {
    format: pullFormat,
    start: async (transfer) => {
      const { datasetId, version } = await prepared(transfer, options);
      const renewal = Buffer.from(random.bytes(32)).toString('base64url');
      const outgoing = await store.outgoing.start(
        {
          transferId: transfer.pid,
          mode: 'pull',
          agreementId: transfer.agreementId,
          consumer: transfer.peer,
          datasetId,
          version,
          renewalHash: sha256(renewal),
          endpoint: undefined,
          endpointToken: undefined,
        },
        undefined,
      );
      return pullAddress(outgoing, renewal, options);
    },
    suspend: ({ pid }) => store.outgoing.setState(pid, 'suspended'),
    stop: ({ pid }) => endOutgoing(pid, options),
  };
}
