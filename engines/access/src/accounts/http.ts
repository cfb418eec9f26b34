import { fail } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { deleteInvitation, listInvitations, postReinstatement } from '../contract/people.ts';
import type { AccountStore } from './store.ts';

/** Invitations that are open, the way to take one back, and the way back for an ended account. */
export function peopleEndpoints({ accounts }: { readonly accounts: AccountStore }): readonly Endpoint[] {
  return [
    endpoint(listInvitations, async () => ({ status: 200, body: await accounts.openInvitations() })),
    endpoint(deleteInvitation, async ({ params: { id } }) => {
      if (!(await accounts.takeBack(id)))
        fail('access.invitation_not_found', 'There is no such invitation, or it is over.');
      return { status: 204 };
    }),
    endpoint(postReinstatement, async ({ params: { id } }) => {
      if (!(await accounts.reinstate(id))) fail('access.account_not_found', 'There is no such account.');
      return { status: 204 };
    }),
  ];
}
