import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { SandboxContext } from '../context.ts';
import { accountOf } from '../people/reach.ts';
import { deletePilotFollow, listPilotFollows, putPilotFollow } from './contract.ts';
import { follow, followsOf, unfollow } from './follows.ts';

/** What people with an account follow. */
export function followEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    endpoint(listPilotFollows, async ({ caller }) => ({
      status: 200,
      body: { items: await followsOf(ctx, accountOf(caller).account) },
    })),
    endpoint(putPilotFollow, async ({ params: { number }, caller }) => {
      await follow(ctx, { number, account: accountOf(caller).account });
      return { status: 204 };
    }),
    endpoint(deletePilotFollow, async ({ params: { number }, caller }) => {
      await unfollow(ctx, { number, account: accountOf(caller).account });
      return { status: 204 };
    }),
  ];
}
