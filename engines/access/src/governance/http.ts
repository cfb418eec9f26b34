import { type Clock, fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { AccountStore } from '../accounts/store.ts';
import * as organizationRoutes from '../contract/organizations.ts';
import type { Place } from '../contract/place.ts';
import * as roleRoutes from '../contract/roles.ts';
import * as serviceRoutes from '../contract/services.ts';
import type { SessionCookie } from '../cookie.ts';
import { handedOver, seekerOf } from '../reply.ts';
import { rolesFor } from '../roles.ts';
import { actorOf, governing } from './four-eyes.ts';
import { checkRoles } from './roles.ts';
import type { Governance } from './store.ts';

/** What the endpoints work on. */
export type GovernanceHttp = {
  readonly governance: Governance;
  readonly accounts: AccountStore;
  readonly place: Pick<Place, 'role' | 'party'>;
  readonly clock: Clock;
  readonly cookie: SessionCookie;
};

const emergenciesShown = 20;
const dayMs = 86_400_000;

/** Roles, delegations, service accounts, organisations and the emergency account. */
export function governanceEndpoints(http: GovernanceHttp): readonly Endpoint[] {
  return [
    ...roleEndpoints(http),
    ...delegationEndpoints(http),
    ...serviceEndpoints(http),
    ...organizationEndpoints(http),
    ...verificationEndpoints(http),
    ...emergencyEndpoints(http),
  ];
}

function roleEndpoints({ governance, accounts, place }: GovernanceHttp): readonly Endpoint[] {
  return [
    endpoint(roleRoutes.putRoles, async ({ params: { id }, body: { roles, reason }, caller }) => {
      const account = await accounts.account(id);
      if (!account) fail('access.account_not_found', 'There is no such account.');
      checkRoles(rolesFor(place.role, account.party), roles);
      const by = actorOf(person(caller), administeringRole(place));
      return { status: 200, body: await governance.changeRoles({ accountId: id, roles, reason, by }) };
    }),
    endpoint(roleRoutes.listRoleChanges, async ({ params: { id } }) => {
      if (!(await accounts.account(id))) fail('access.account_not_found', 'There is no such account.');
      return { status: 200, body: await governance.roleHistory(id) };
    }),
  ];
}

function delegationEndpoints({ governance }: GovernanceHttp): readonly Endpoint[] {
  return [
    endpoint(roleRoutes.listColleagues, async ({ caller }) => ({
      status: 200,
      body: await governance.colleagues(person(caller)),
    })),
    endpoint(roleRoutes.postDelegation, async ({ body, caller }) => ({
      status: 201,
      body: await governance.delegate({ ...body, from: person(caller).account }),
    })),
    endpoint(roleRoutes.listDelegations, async ({ caller }) => ({
      status: 200,
      body: await governance.delegations({ of: person(caller).account }),
    })),
    endpoint(roleRoutes.listAllDelegations, async () => ({
      status: 200,
      body: await governance.delegations({}),
    })),
    endpoint(roleRoutes.deleteDelegation, async ({ params: { id }, caller }) => {
      const { account: by, roles } = person(caller);
      const isAdministrator = roles.some((role) => governing.includes(role));
      await governance.revokeDelegation({ id, by, isAdministrator });
      return { status: 204 };
    }),
  ];
}

function serviceEndpoints({ governance, place }: GovernanceHttp): readonly Endpoint[] {
  return [
    endpoint(serviceRoutes.listServices, async () => ({ status: 200, body: await governance.services() })),
    endpoint(serviceRoutes.postService, async ({ body: { name, roles }, caller }) => {
      const { party } = place;
      checkRoles(
        rolesFor(place.role, party).filter((role) => !governing.includes(role)),
        roles,
      );
      const by = person(caller).account;
      return { status: 201, body: await governance.createService({ name, party, roles, by }) };
    }),
    endpoint(serviceRoutes.deleteService, async ({ params: { id }, caller }) => {
      await governance.endService({ id, by: person(caller).account });
      return { status: 204 };
    }),
    endpoint(serviceRoutes.postServiceKey, async ({ params: { id: service }, body: { validDays } }) => ({
      status: 201,
      body: await governance.issueKey({ service, validMs: validDays * dayMs }),
    })),
    endpoint(serviceRoutes.deleteServiceKey, async ({ params: { id: service, key: id } }) => {
      await governance.revokeKey({ service, id });
      return { status: 204 };
    }),
  ];
}

function organizationEndpoints({ governance }: GovernanceHttp): readonly Endpoint[] {
  return [
    endpoint(organizationRoutes.listOrganizations, async () => ({
      status: 200,
      body: await governance.organizations(),
    })),
    endpoint(organizationRoutes.getOrganization, async ({ caller }) => {
      const [own] = await governance.organizations(person(caller).party);
      return {
        status: 200,
        body: own ?? fail('access.organization_not_found', 'There is no such organisation.'),
      };
    }),
    endpoint(organizationRoutes.putOrganization, async ({ body, caller }) => {
      await governance.stateCode({ ...body, by: person(caller).account });
      return { status: 204 };
    }),
  ];
}

/** Firms have their accounts at the hub alone, and there they are verified. */
function verificationEndpoints({ governance, place }: GovernanceHttp): readonly Endpoint[] {
  if (place.role !== 'hub') return [];
  return [
    endpoint(organizationRoutes.putVerification, async ({ body, caller, about }) => {
      about({ party: body.party });
      await governance.verifyOrganization({ ...body, by: actorOf(person(caller), administeringRole(place)) });
      return { status: 204 };
    }),
  ];
}

function emergencyEndpoints({ governance, place, clock, cookie }: GovernanceHttp): readonly Endpoint[] {
  return [
    endpoint(organizationRoutes.postBreakGlass, async ({ body: { code }, arrival }) => {
      const seeker = seekerOf(cookie, arrival);
      const roles = [administeringRole(place)];
      const session = await governance.openEmergency({ code, party: place.party, roles });
      return handedOver({ cookie, clock }, session, seeker);
    }),
    endpoint(organizationRoutes.listEmergencies, async () => ({
      status: 200,
      body: await governance.emergencies(emergenciesShown),
    })),
  ];
}

function administeringRole({ role }: Pick<Place, 'role'>): string {
  return role === 'hub' ? 'operator' : 'admin';
}

/** The caller as a person: a machine lends nothing and governs nobody. */
function person(caller: Caller): Extract<Caller, { kind: 'account' }> {
  if (caller.kind !== 'account') fail('access.unauthenticated', 'Sign in first.');
  return caller;
}
