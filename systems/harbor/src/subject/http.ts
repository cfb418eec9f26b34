import { fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { HubContext } from '../hub/context.ts';
import * as routes from './contract.ts';

/** What a firm's owner reads of its firm. */
export function subjectEndpoints({ store, clock }: Pick<HubContext, 'store' | 'clock'>): readonly Endpoint[] {
  return [
    endpoint(routes.getMyData, async ({ caller }) => ({
      status: 200,
      body: await store.subject({ uscc: firmOf(caller), nowMs: clock.nowMs() }),
    })),
  ];
}

function firmOf(caller: Caller): string {
  const [, uscc] = caller.kind === 'account' ? caller.party.split('firm:') : [];
  return uscc ?? fail('access.forbidden', 'Only a firm has data of its own here.');
}
