import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { NodeContext } from '../context.ts';
import * as routes from './contract.ts';

/** What a holder reads of the uses of its own data. */
export function ownerEndpoints({ party, store }: Pick<NodeContext, 'party' | 'store'>): readonly Endpoint[] {
  const uses = store.usesOf(party);
  return [
    endpoint(routes.getUsesByMonth, async ({ query }) => ({ status: 200, body: await uses.byMonth(query) })),
    endpoint(routes.listOwnUses, async ({ query }) => ({ status: 200, body: await uses.list(query) })),
  ];
}
