import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { SandboxContext } from '../context.ts';
import { commentsOn, moderate, postComment } from './comments.ts';
import { complain, followed } from './complaints.ts';
import * as routes from './contract.ts';

/** What anybody may say of projects, and how it is answered. */
export function peopleEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    endpoint(routes.listPilotComments, async ({ params: { number } }) => ({
      status: 200,
      body: { items: await commentsOn(ctx, number, { isPublic: true }) },
    })),
    endpoint(routes.postPilotComment, async ({ params, body, arrival }) => {
      ctx.rates.write(arrival.address);
      await postComment(ctx, { ...params, ...body });
      return { status: 204 };
    }),
    endpoint(routes.postModeration, async ({ params: { id }, body }) => {
      await moderate(ctx, id, body);
      return { status: 204 };
    }),
    endpoint(routes.postPilotComplaint, async ({ body: { id, ...form }, arrival }) => {
      ctx.rates.write(arrival.address);
      return { status: 201, body: await complain(ctx, { id, form }) };
    }),
    endpoint(routes.followPilotComplaint, async ({ params, body, arrival }) => {
      ctx.rates.follow(arrival.address);
      return { status: 200, body: await followed(ctx, { ...params, ...body }) };
    }),
  ];
}
