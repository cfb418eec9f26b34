import { type Clock, fail } from '@finharbor/kernel';
import { type Caller, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { Account } from '../account.ts';
import { fieldFault } from '../accounts/login.ts';
import type { AccountStore } from '../accounts/store.ts';
import { clientOf } from '../client.ts';
import {
  deletePasskey,
  deleteTotp,
  getFactors,
  patchPasskey,
  postPasskey,
  postPasskeyChallenge,
  postRecoveryCodes,
  postTotp,
  postTotpConfirmation,
} from '../contract/factors.ts';
import { postRecovery, postRecoveryRedemption } from '../contract/recovery.ts';
import {
  deleteAccountSessions,
  deleteListedSession,
  deleteOtherSessions,
  listSessions,
} from '../contract/sessions.ts';
import {
  getSessionState,
  postPasskeySession,
  postProof,
  postProofChallenge,
  postSecondStep,
  postSessionChallenge,
} from '../contract/sign-in.ts';
import type { SessionCookie } from '../cookie.ts';
import { demandAnother } from '../governance/four-eyes.ts';
import type { Governance } from '../governance/store.ts';
import { opened, seekerOf, signedIn } from '../reply.ts';
import type { Within } from './prove.ts';

/** What these endpoints work on. */
export type SecurityHttp = {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly cookie: SessionCookie;
  readonly governance: Governance;
};

/** Second factors, sign-in and step-up by them, sessions, and recovery. */
export function securityEndpoints(http: SecurityHttp): readonly Endpoint[] {
  return [
    ...signInEndpoints(http),
    ...proofEndpoints(http),
    ...totpEndpoints(http),
    ...passkeyEndpoints(http),
    ...sessionEndpoints(http),
    ...recoveryEndpoints(http),
  ];
}

function signInEndpoints(http: SecurityHttp): readonly Endpoint[] {
  const { factors } = http.accounts;
  return [
    endpoint(postSessionChallenge, async ({ body: { pending } }) => ({
      status: 201,
      body: (await (pending === undefined ? factors.askSignIn() : factors.askPending(pending))) ?? over(),
    })),
    endpoint(postPasskeySession, async ({ body: { assertion }, arrival, about }) => {
      const seeker = seekerOf(http.cookie, arrival);
      about({ by: 'passkey' });
      const result = await factors.signInWithPasskey(assertion, clientOf(arrival));
      if (result.kind !== 'signed_in') return wrong();
      about({ account: result.account.id });
      return opened(http, result, seeker);
    }),
    endpoint(postSecondStep, async ({ body: { pending, ...factor }, arrival, about }) => {
      const seeker = seekerOf(http.cookie, arrival);
      about({ by: factor.kind });
      const result = await factors.completeSignIn({ pending, factor }, clientOf(arrival));
      if (result.kind === 'over') return over();
      if (result.kind === 'locked') return locked();
      if (result.kind !== 'signed_in') return wrong();
      about({ account: result.account.id });
      return opened(http, result, seeker);
    }),
  ];
}

function proofEndpoints({ accounts: { factors } }: SecurityHttp): readonly Endpoint[] {
  return [
    endpoint(getSessionState, async ({ caller }) => ({
      status: 200,
      body: await factors.sessionState(within(caller)),
    })),
    endpoint(postProofChallenge, async ({ caller }) => ({
      status: 201,
      body: await factors.askProof(within(caller)),
    })),
    endpoint(postProof, async ({ caller, body, about }) => {
      about({ by: body.kind });
      const { kind } = await factors.prove(within(caller), body);
      if (kind === 'locked') return locked();
      if (kind === 'wrong') return wrong(body.kind === 'password' ? '/password' : '/code');
      if (kind === 'other_proof') fail('access.other_proof', 'Prove it by one of your second factors.');
      return { status: 204 };
    }),
  ];
}

function totpEndpoints({ accounts }: SecurityHttp): readonly Endpoint[] {
  const { factors } = accounts;
  return [
    endpoint(getFactors, async ({ caller }) => ({
      status: 200,
      body: await factors.of(signedIn(caller).account),
    })),
    endpoint(postTotp, async ({ caller }) => ({
      status: 201,
      body: await factors.enrolTotp(await ownAccount(accounts, caller)),
    })),
    endpoint(postTotpConfirmation, async ({ caller, body: { code } }) => {
      await factors.confirmTotp(signedIn(caller).account, code);
      return { status: 204 };
    }),
    endpoint(deleteTotp, async ({ caller }) => {
      await factors.removeTotp(signedIn(caller).account);
      return { status: 204 };
    }),
    endpoint(postRecoveryCodes, async ({ caller }) => ({
      status: 201,
      body: { codes: await factors.issueRecoveryCodes(signedIn(caller).account) },
    })),
  ];
}

function passkeyEndpoints({ accounts }: SecurityHttp): readonly Endpoint[] {
  const { factors } = accounts;
  return [
    endpoint(postPasskeyChallenge, async ({ caller }) => ({
      status: 201,
      body: await factors.askAttestation(await ownAccount(accounts, caller)),
    })),
    endpoint(postPasskey, async ({ caller, body }) => ({
      status: 201,
      body: await factors.addPasskey({ accountId: signedIn(caller).account, ...body }),
    })),
    endpoint(patchPasskey, async ({ caller, params: { id }, body: { name } }) => {
      await factors.renamePasskey({ accountId: signedIn(caller).account, id, name });
      return { status: 204 };
    }),
    endpoint(deletePasskey, async ({ caller, params: { id } }) => {
      await factors.removePasskey({ accountId: signedIn(caller).account, id });
      return { status: 204 };
    }),
  ];
}

function sessionEndpoints({ accounts }: SecurityHttp): readonly Endpoint[] {
  return [
    endpoint(listSessions, async ({ caller }) => {
      const { account, session } = signedIn(caller);
      const sessions = await accounts.sessionsOf(account);
      const listed = sessions.map(({ sessionId, ...one }) => ({ ...one, isCurrent: sessionId === session }));
      return { status: 200, body: listed };
    }),
    endpoint(deleteListedSession, async ({ caller, params: { id } }) => {
      if (!(await accounts.endSession(signedIn(caller).account, id)))
        fail('access.session_not_found', 'You have no such session.');
      return { status: 204 };
    }),
    endpoint(deleteOtherSessions, async ({ caller }) => {
      const { account, session } = signedIn(caller);
      await accounts.endSessions(account, session);
      return { status: 204 };
    }),
    endpoint(deleteAccountSessions, async ({ params: { id } }) => {
      if (!(await accounts.account(id))) noAccount();
      await accounts.endSessions(id);
      return { status: 204 };
    }),
  ];
}

function recoveryEndpoints({ accounts: { factors } }: SecurityHttp): readonly Endpoint[] {
  return [
    endpoint(postRecovery, async ({ caller, params: { id } }) => {
      demandAnother(signedIn(caller), id, 'Another administrator has to issue a code for this account.');
      return { status: 201, body: (await factors.issueRecovery(id)) ?? noAccount() };
    }),
    endpoint(postRecoveryRedemption, async ({ body: { code, password } }) => ({
      status: 200,
      body: await factors.recover(code, password),
    })),
  ];
}

async function ownAccount(accounts: AccountStore, caller: Caller): Promise<Account> {
  const account = await accounts.account(signedIn(caller).account);
  return account ?? fail('access.session_over', 'The account was ended.');
}

function within(caller: Caller): Within {
  const { session, account, login, roles } = signedIn(caller);
  return { sessionId: session, accountId: account, login, roles };
}

function wrong(pointer = '/code'): never {
  throw fieldFault('access.wrong_factor', pointer, 'This proves nothing: it is wrong or was used before');
}

function over(): never {
  return fail('access.sign_in_over', 'This sign-in is over. Begin again with the password.');
}

function locked(): never {
  return fail('access.locked', 'Too many failures for this login. Wait and try again.');
}

function noAccount(): never {
  return fail('access.account_not_found', 'There is no such account.');
}
