import { type Clock, fail } from '@finharbor/kernel';
import type { Arrival, Caller } from '@finharbor/kernel/http';
import type { NewSession, OpenedSession } from './account.ts';
import { type SessionCookie, sessionCookie } from './cookie.ts';
import type { Governance } from './governance/store.ts';

/** What an answer that opens a session needs. */
export type Opening = {
  readonly cookie: SessionCookie;
  readonly clock: Clock;
  readonly governance: Pick<Governance, 'inForce'>;
};

/** Who asks for a session. */
export type Seeker = 'page' | 'program';

/** A page says where it is from, which its code cannot help; programs say nothing. Errors: `access.cross_site` for a page of another site. */
export function seekerOf(cookie: SessionCookie, { headers: { origin } }: Arrival): Seeker {
  if (origin === undefined) return 'program';
  return typeof origin === 'string' && cookie.isOwnOrigin(origin)
    ? 'page'
    : fail('access.cross_site', 'Sign in from a page of this process.');
}

/** Answers a session just opened: its token to a program, and to a page's browser as its cookie alone. */
export function handedOver(
  { cookie, clock }: Pick<Opening, 'cookie' | 'clock'>,
  { token, account, expiresAtMs }: NewSession,
  seeker: Seeker,
): { status: 201; headers: Readonly<Record<string, string>>; body: OpenedSession } {
  const body = { account, expiresAtMs };
  if (seeker === 'program') return { status: 201, headers: {}, body: { ...body, token } };
  const value = sessionCookie(cookie, token, expiresAtMs - clock.nowMs());
  return { status: 201, headers: { 'set-cookie': value }, body };
}

/** As `handedOver`, with the account's roles in force, and whether its firm is still to be verified. */
export async function opened(
  opening: Opening,
  session: NewSession,
  seeker: Seeker,
): Promise<ReturnType<typeof handedOver>> {
  const { roles, unverified } = await opening.governance.inForce(session.account);
  const account = { ...session.account, roles, ...(unverified ? { unverified } : {}) };
  return handedOver(opening, { ...session, account }, seeker);
}

/** The caller of a route that only accounts may call. */
export function signedIn(caller: Caller): Extract<Caller, { kind: 'account' }> {
  return caller.kind === 'account' ? caller : fail('access.unauthenticated', 'Sign in first.');
}
