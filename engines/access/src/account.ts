import { fail } from '@finharbor/kernel/contract';

/** A person's account: who it is, whose it is and what it may do. */
export type Account = {
  readonly id: string;
  readonly login: string;
  /** What people call its owner. */
  readonly name: string;
  /** `hub`, a party's name, or `firm:` and the firm's unified social credit code. */
  readonly party: string;
  readonly roles: readonly string[];
  /** Of a firm that nobody has verified: said of who is signed in. */
  readonly unverified?: true;
};

/** A session just opened. The token is told once and kept only as its SHA-256. */
export type NewSession = { readonly token: string; readonly account: Account; readonly expiresAtMs: number };

/** The answer to a sign-in: the token is for programs; a page's browser has it as a cookie, and its code never sees it. */
export type OpenedSession = Omit<NewSession, 'token'> & { readonly token?: string | undefined };

/** A second factor, or what stands in for one. */
export type FactorKind = 'totp' | 'passkey' | 'recovery_code';

/** A sign-in whose password was right and that a second factor has to complete; `pending` names it, and is told once. */
export type PendingSignIn = {
  readonly pending: string;
  readonly factors: readonly FactorKind[];
  readonly expiresAtMs: number;
};

/** The session of a sign-in, for programs, whose accounts have no second factor. Errors: `access.second_factor_awaited`, where it waits for one. */
export function sessionIn(answer: OpenedSession | PendingSignIn): NewSession {
  return 'token' in answer && answer.token !== undefined
    ? { ...answer, token: answer.token }
    : fail('access.second_factor_awaited', 'This account has a second factor.');
}
