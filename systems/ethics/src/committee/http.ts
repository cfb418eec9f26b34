import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { EthicsContext } from '../context.ts';
import { personOf } from '../person.ts';
import { partyOf } from '../schemas.ts';
import { appoint, committee, setTerm } from './appoint.ts';
import { conflictsOf, stateConflict } from './conflicts.ts';
import { type Member, memberOf } from './members.ts';
import * as routes from './routes.ts';

/** The endpoints of the committee's members. */
export function committeeEndpoints(ctx: EthicsContext): readonly Endpoint[] {
  const own = async (account: string): Promise<Member> =>
    (await memberOf(ctx.db, account)) ?? fail('ethics.not_a_member', 'This is for members of the committee.');
  return [
    endpoint(routes.getCommittee, async () => ({ status: 200, body: { items: await committee(ctx) } })),
    endpoint(routes.postMember, async ({ body, about }) => {
      about({ ethics_member: body.id });
      return { status: 201, body: await appoint(ctx, body) };
    }),
    endpoint(routes.putTerm, async ({ params: { id, fromOn }, body }) => ({
      status: 200,
      body: await setTerm(ctx, id, { ...body, fromOn }),
    })),
    endpoint(routes.listConflicts, async () => ({ status: 200, body: { items: await conflictsOf(ctx) } })),
    endpoint(routes.postConflict, async ({ body: { uscc, ...rest }, about }) => {
      about({ ethics_member: rest.member });
      return {
        status: 201,
        body: await stateConflict(ctx, { ...rest, firm: partyOf(uscc), isDeclared: false }),
      };
    }),
    endpoint(routes.listOwnConflicts, async ({ caller }) => {
      const { id } = await own(personOf(caller).account);
      return { status: 200, body: { items: await conflictsOf(ctx, id) } };
    }),
    endpoint(routes.postOwnConflict, async ({ body: { uscc, ...rest }, caller }) => {
      const { id: member } = await own(personOf(caller).account);
      const stated = { ...rest, member, firm: partyOf(uscc), isDeclared: true };
      return { status: 201, body: await stateConflict(ctx, stated) };
    }),
  ];
}
