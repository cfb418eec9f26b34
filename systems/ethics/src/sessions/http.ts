import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { memberOf } from '../committee/members.ts';
import type { EthicsContext } from '../context.ts';
import { personOf } from '../person.ts';
import { readers } from '../schemas.ts';
import { cancelSession, keepMinutes, minutesOf, noSession, planSession, sessions } from './hold.ts';
import * as routes from './routes.ts';

/** The endpoints of the committee's sessions. */
export function sessionEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  return [
    endpoint(routes.listSessions, async () => ({ status: 200, body: { items: await sessions(ctx) } })),
    endpoint(routes.postSession, async ({ body, about }) => {
      about({ ethics_session: body.id });
      return { status: 201, body: await planSession(ctx, body) };
    }),
    endpoint(routes.putMinutes, async ({ params, body }) => ({
      status: 200,
      body: await keepMinutes(ctx, params.id, body),
    })),
    endpoint(routes.postSessionCancellation, async ({ params }) => ({
      status: 200,
      body: await cancelSession(ctx, params.id),
    })),
    endpoint(routes.getMinutes, async ({ params, caller }) => {
      const { account, roles, party } = personOf(caller);
      const isOffice = party === ctx.office && readers.some((role) => roles.includes(role));
      if (!isOffice && !(await memberOf(ctx.db, account))) noSession();
      return { status: 200, body: await minutesOf(ctx, params.id) };
    }),
  ];
}
