import { type Clock, fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';
import type { NewSession } from './account.ts';
import { type SessionCookie, sessionCookie } from './cookie.ts';

/** Answers a session just opened: its token to programs, and to a browser as its cookie. */
export function opened(
  { cookie, clock }: { readonly cookie: SessionCookie; readonly clock: Clock },
  { token, account, expiresAtMs }: NewSession,
): { status: 201; headers: { 'set-cookie': string }; body: NewSession } {
  const value = sessionCookie(cookie, token, expiresAtMs - clock.nowMs());
  return { status: 201, headers: { 'set-cookie': value }, body: { token, account, expiresAtMs } };
}

/** The caller of a route that only accounts may call. */
export function signedIn(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}
