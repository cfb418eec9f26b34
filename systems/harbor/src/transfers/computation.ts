import type { DataPlane } from '@finharbor/dataspace/planes';
import type { Body, ContractKind } from '../documents.ts';
import { runSession } from '../run-session.ts';
import { fusionFormat } from './named.ts';
import type { JobPlane } from './plane.ts';
import { names } from './reasons.ts';

const kinds: ReadonlySet<ContractKind> = new Set(['train', 'score', 'intersect', 'statistics']);

/**
 * Private computations: the parties' nodes meet in a session, under the contract's agreements, and no data leaves. The address is the
 * session that the consumer has named; what opens and closes it is the job itself.
 */
const session: DataPlane = {
  format: fusionFormat,
  start: async ({ dataAddress }) => dataAddress,
  suspend: async () => {},
  stop: async () => {},
};

/** The plane of computations. */
export const computationPlane: JobPlane = {
  format: fusionFormat,
  provider: session,
  consumer: session,
  carries: ({ kind }: Body<'job'>) => kinds.has(kind),
  unsuspendable: names.unsuspendable,
  run: runSession,
};
