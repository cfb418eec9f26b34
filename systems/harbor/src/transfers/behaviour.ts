import type { Behaviour, Transfer } from '@finharbor/dataspace';
import type { OpenTransfers } from './context.ts';
import { providerMove } from './provider-move.ts';

/** What a node's connector does of itself about transfers of jobs. The consumer's next step is its job's. */
export function transferBehaviour(parts: () => OpenTransfers): Pick<Behaviour, 'transfer' | 'admits'> {
  return {
    transfer: (transfer) =>
      transfer.role === 'provider' && transfer.state === 'REQUESTED'
        ? providerMove(parts(), transfer)
        : Promise.resolve({ kind: 'wait' }),
    admits: async ({ process, message }) => {
      if (!('format' in process) || message !== 'suspension') return undefined;
      return planeOf(parts(), process)?.unsuspendable;
    },
  };
}

function planeOf({ planes }: OpenTransfers, { format }: Transfer) {
  return planes.find((plane) => plane.format === format);
}
