import { type Clock, fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';
import type { NewSession } from './account.ts';
import { type SessionCookie, sessionCookie } from './cookie.ts';
import type { Governance } from './governance/store.ts';

/** What an answer that opens a session needs. */
export type Opening = {
  readonly cookie: SessionCookie;
  readonly clock: Clock;
  readonly governance: Pick<Governance, 'inForce'>;
};

/** Answers a session just opened, with the roles in force: its token to programs, and to a browser as its cookie. */
export async function opened(
  { cookie, clock, governance }: Opening,
  { token, account, expiresAtMs }: NewSession,
): Promise<{ status: 201; headers: { 'set-cookie': string }; body: NewSession }> {
  const value = sessionCookie(cookie, token, expiresAtMs - clock.nowMs());
  const { roles, unverified } = await governance.inForce(account);
  const now = { ...account, roles, ...(unverified ? { unverified } : {}) };
  const body = { token, account: now, expiresAtMs };
  return { status: 201, headers: { 'set-cookie': value }, body };
}

/** The caller of a route that only accounts may call. */
export function signedIn(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}
