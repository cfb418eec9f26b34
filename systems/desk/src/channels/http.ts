import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { DeskContext } from '../context.ts';
import { personOf } from '../person.ts';
import * as routes from './contract.ts';
import { channelsOf, confirmChannel, removeChannel, setChannel } from './settings.ts';

/** The endpoints of the channels besides the page. */
export function channelEndpoints(ctx: DeskContext): readonly Endpoint[] {
  return [
    endpoint(routes.listChannels, async ({ caller }) => ({
      status: 200,
      body: await channelsOf(ctx, personOf(caller)),
    })),
    endpoint(routes.putChannel, async ({ params, body, caller }) => ({
      status: 200,
      body: await setChannel(ctx, personOf(caller), { ...params, ...body }),
    })),
    endpoint(routes.postConfirmation, async ({ params, body, caller }) => {
      await confirmChannel(ctx, personOf(caller), { ...params, ...body });
      return { status: 204 };
    }),
    endpoint(routes.deleteChannel, async ({ params, caller }) => {
      await removeChannel(ctx, personOf(caller), params.channel);
      return { status: 204 };
    }),
  ];
}
