import { type Clock, FinharborError, fail } from '@finharbor/kernel';
import { type Arrival, type Endpoint, endpoint } from '@finharbor/kernel/http';
import { peopleEndpoints } from './accounts/http.ts';
import type { AccountStore, Credentials } from './accounts/store.ts';
import { clientOf } from './client.ts';
import {
  deleteAccount,
  listAccounts,
  postInvitation,
  postInvitationRedemption,
  postSetup,
} from './contract/accounts.ts';
import { type DemoPerson, getPlace, listDemoPeople, type Place, postDemoSession } from './contract/place.ts';
import { deleteSession, getSession, postSession, putPassword } from './contract/session.ts';
import { endedCookie, type SessionCookie } from './cookie.ts';
import { securityEndpoints } from './factors/http.ts';
import { demandAnother } from './governance/four-eyes.ts';
import { governanceEndpoints } from './governance/http.ts';
import type { Governance } from './governance/store.ts';
import { invitedParty } from './invitable.ts';
import { type OutsideHttp, outsideEndpoints } from './outside/http.ts';
import { withoutPasswords } from './outside/without-passwords.ts';
import { opened, seekerOf, signedIn } from './reply.ts';

/** What the endpoints work on; the first account is made for the place's party with `setupRoles`. */
export type AccessHttp = {
  readonly accounts: AccountStore;
  readonly governance: Governance;
  readonly clock: Clock;
  readonly place: Omit<Place, 'hasAccounts'>;
  readonly setupRoles: readonly string[];
  readonly cookie: SessionCookie;
  /** Left out, the routes of the demonstration are not served. */
  readonly demo?: DemoAccess | undefined;
  readonly outside: OutsideHttp;
};

/** Whom the demonstration lets anybody be. */
export type DemoAccess = {
  readonly people: () => Promise<readonly DemoPerson[]>;
  /** The password of one of them; undefined for every other login. */
  readonly passwordOf: (login: string) => string | undefined;
};

/** The purpose of the one-time code that makes the first account. */
export const setupPurpose: string = 'setup';

const busyForMs = 2_000;
const invitationValidMs = 7 * 24 * 3_600_000;

/** Sign-in, sign-out, password, second factors, set-up, accounts, invitations, and whose process this is. */
export function accessEndpoints(http: AccessHttp): readonly Endpoint[] {
  const endpoints = [
    ...sessionEndpoints(http),
    ...securityEndpoints(http),
    ...accountEndpoints(http),
    ...peopleEndpoints(http),
    ...placeEndpoints(http),
    ...governanceEndpoints(http),
    ...outsideEndpoints(http),
  ];
  return http.outside.passwords ? endpoints : withoutPasswords(endpoints);
}

function sessionEndpoints(http: AccessHttp): readonly Endpoint[] {
  const { accounts, governance, cookie } = http;
  return [
    endpoint(postSession, async ({ body, arrival, about }) => {
      about({ ...(await whose(http, body.login)), by: 'password' });
      return signedInWith(http, body, arrival);
    }),
    endpoint(getSession, async ({ caller }) => {
      const { account: id, roles, unverified } = signedIn(caller);
      const account = await accounts.account(id);
      if (!account) fail('access.session_over', 'The account was ended.');
      return { status: 200, body: { ...account, roles, ...(unverified ? { unverified } : {}) } };
    }),
    endpoint(deleteSession, async ({ caller }) => {
      const { account, session, breakGlass } = signedIn(caller);
      await (breakGlass ? governance.endEmergency(account) : accounts.signOut(session));
      return { status: 204, headers: { 'set-cookie': endedCookie(cookie) } };
    }),
    endpoint(putPassword, async ({ body, caller }) => {
      await accounts.changePassword({ accountId: signedIn(caller).account, ...body });
      return { status: 204, headers: { 'set-cookie': endedCookie(cookie) } };
    }),
  ];
}

function accountEndpoints({ accounts, place, setupRoles }: AccessHttp): readonly Endpoint[] {
  return [
    endpoint(postSetup, async ({ body: { code, login, password } }) => {
      if ((await accounts.count()) > 0) fail('access.already_set_up', 'The first account exists. Sign in.');
      const account = { login, name: login, password, party: place.party, roles: setupRoles };
      return { status: 201, body: await accounts.redeemCode(code, { purpose: setupPurpose, account }) };
    }),
    endpoint(listAccounts, async () => ({ status: 200, body: await accounts.list() })),
    endpoint(postInvitation, async ({ body: { login, name, ...asked }, caller }) => {
      const inviterId = signedIn(caller).account;
      const { roles } = asked;
      const party = invitedParty(place, asked);
      const validMs = invitationValidMs;
      return { status: 201, body: await accounts.invite({ login, name, party, roles, inviterId, validMs }) };
    }),
    endpoint(postInvitationRedemption, async ({ body: { code, password } }) => ({
      status: 201,
      body: await accounts.redeemInvitation(code, password),
    })),
    endpoint(deleteAccount, async ({ params: { id }, caller }) => {
      demandAnother(signedIn(caller), id, 'Another administrator has to end this account.');
      if (!(await accounts.disable(id))) fail('access.account_not_found', 'There is no such account.');
      return { status: 204 };
    }),
  ];
}

function placeEndpoints(http: AccessHttp): readonly Endpoint[] {
  const { accounts, place, demo, outside } = http;
  const everywhere = endpoint(getPlace, async () => ({
    status: 200,
    // Where providers say who people are, nobody has to make the first account.
    body: { ...place, hasAccounts: !outside.passwords || (await accounts.count()) > 0 },
  }));
  if (!demo) return [everywhere];
  return [
    everywhere,
    endpoint(listDemoPeople, async () => ({ status: 200, body: await demo.people() })),
    endpoint(postDemoSession, async ({ body: { login }, arrival, about }) => {
      about({ ...(await whose(http, login)), by: 'demonstration' });
      const password = demo.passwordOf(login);
      if (password === undefined)
        fail('access.account_not_found', 'Nobody of the demonstration has this login.');
      return signedInWith(http, { login, password }, arrival);
    }),
  ];
}

/** The account that somebody tries to sign in to, for the trail; a login nobody has is not written down: it may be a password. */
async function whose({ accounts }: AccessHttp, login: string): Promise<Record<string, string>> {
  const id = await accounts.idOf(login);
  return id === undefined ? {} : { account: id };
}

async function signedInWith(http: AccessHttp, credentials: Credentials, arrival: Arrival) {
  const { accounts, clock } = http;
  const seeker = seekerOf(http.cookie, arrival);
  const result = await accounts.signIn(credentials, clientOf(arrival));
  if (result.kind === 'locked')
    throw new FinharborError({
      code: 'access.locked',
      publicMessage: 'Too many failures for this login or from this address. Wait and try again.',
      retryAfterMs: result.untilMs - clock.nowMs(),
    });
  if (result.kind === 'busy')
    throw new FinharborError({
      code: 'access.busy',
      publicMessage: 'Many are signing in at once. Try again in a moment.',
      retryAfterMs: busyForMs,
    });
  if (result.kind === 'wrong') fail('access.wrong_login', 'Login or password is wrong.');
  if (result.kind === 'signed_in') return opened(http, result, seeker);
  const { pending, factors, expiresAtMs } = result;
  return { status: 202 as const, body: { pending, factors, expiresAtMs } };
}
