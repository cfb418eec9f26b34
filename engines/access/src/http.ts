import { fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { AccountStore } from './accounts.ts';
import { deleteSession, getSession, postSession, postSetup, putPassword } from './contract.ts';

/** What the endpoints work on; the first account is made for `party` with `setupRoles`. */
export type AccessHttp = {
  readonly accounts: AccountStore;
  readonly party: string;
  readonly setupRoles: readonly string[];
};

/** The purpose of the one-time code that makes the first account. */
export const setupPurpose: string = 'setup';

/** Sign-in, sign-out, password and set-up. */
export function accessEndpoints({ accounts, party, setupRoles }: AccessHttp): readonly Endpoint[] {
  return [
    endpoint(postSession, async ({ body }) => {
      const result = await accounts.signIn(body);
      if (result.kind === 'locked')
        fail('access.locked', 'Too many failures for this login. Wait and try again.');
      if (result.kind === 'wrong') fail('access.wrong_login', 'Login or password is wrong.');
      const { token, account, expiresAtMs } = result;
      return { status: 201, body: { token, account, expiresAtMs } };
    }),
    endpoint(getSession, async ({ caller }) => {
      const { account: id, login, party: ofParty, roles } = signedIn(caller);
      return { status: 200, body: { id, login, party: ofParty, roles } };
    }),
    endpoint(deleteSession, async ({ caller }) => {
      await accounts.signOut(signedIn(caller).session);
      return { status: 204 };
    }),
    endpoint(putPassword, async ({ body, caller }) => {
      await accounts.changePassword({ accountId: signedIn(caller).account, ...body });
      return { status: 204 };
    }),
    endpoint(postSetup, async ({ body: { code, login, password } }) => {
      if ((await accounts.count()) > 0) fail('access.already_set_up', 'The first account exists. Sign in.');
      const account = { login, password, party, roles: setupRoles };
      return { status: 201, body: await accounts.redeemCode(code, { purpose: setupPurpose, account }) };
    }),
  ];
}

function signedIn(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}
