import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { DeskContext } from '../context.ts';
import { personOf } from '../person.ts';
import * as routes from './contract.ts';
import { countNotices, inbox, markNotices } from './inbox.ts';

/** The endpoints of the inbox. */
export function noticeEndpoints(ctx: DeskContext): readonly Endpoint[] {
  return [
    endpoint(routes.listNotices, async ({ query, caller }) => ({
      status: 200,
      body: await inbox(ctx, personOf(caller), query),
    })),
    endpoint(routes.countNotices, async ({ caller }) => ({
      status: 200,
      body: await countNotices(ctx, personOf(caller)),
    })),
    endpoint(routes.listNoticeKinds, async ({ caller }) => {
      const { roles } = personOf(caller);
      const told = ctx.kinds.filter((kind) => kind.roles.some((role) => roles.includes(role)));
      return { status: 200, body: told.map(({ kind, title }) => ({ kind, title })) };
    }),
    endpoint(routes.postMarks, async ({ body, caller }) => ({
      status: 200,
      body: { marked: await markNotices(ctx, personOf(caller), body) },
    })),
  ];
}
