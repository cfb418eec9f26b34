import { fail, type IdSource } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { HubContext } from '../hub/context.ts';
import * as routes from './contract.ts';

/** Following, for every account of a hub or a node. */
export function followEndpoints(
  { store: { follows }, clock }: Pick<HubContext, 'store' | 'clock'>,
  newId: IdSource,
): readonly Endpoint[] {
  return [
    endpoint(routes.listFollows, async ({ caller }) => ({
      status: 200,
      body: await follows.of(accountOf(caller)),
    })),
    endpoint(routes.postFollow, async ({ body, caller }) => ({
      status: 201,
      body: await follows.add({
        id: newId(),
        account: accountOf(caller),
        followed: body,
        atMs: clock.nowMs(),
      }),
    })),
    endpoint(routes.deleteFollow, async ({ params, caller }) => {
      await follows.remove(accountOf(caller), params.id);
      return { status: 204 };
    }),
  ];
}

function accountOf(caller: Caller): string {
  return caller.kind === 'account' ? caller.account : fail('access.unauthenticated', 'Sign in first.');
}
