import { gathered, instantMs, instantText, sha256 } from '@finharbor/kernel';
import { parsedOnce } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import type { Account, NewSession } from '../account.ts';
import type { Client } from '../client.ts';
import { hasFactor } from '../factors/factors.ts';
import { authDate } from './auth.ts';
import type { Context } from './context.ts';
import { type AccountRow, accountOf } from './read.ts';
import type { OpenSession, Session, SessionUse } from './store.ts';

/** Opens a session, proven now or when it is said. */
export async function openSession(
  tx: Context,
  account: Account,
  client: Client & { readonly provenAtMs?: number },
): Promise<NewSession> {
  const { internalAdapter } = await tx.auth();
  const token = newToken(tx);
  const nowMs = tx.clock.nowMs();
  const expiresAtMs = nowMs + tx.policy.sessionMs;
  // All of it is ours to set: better-auth would take the machine's clock and keep the token as it is.
  const session = {
    token: tokenHash(token),
    expiresAt: authDate(expiresAtMs),
    createdAt: authDate(nowMs),
    updatedAt: authDate(nowMs),
    provenAt: authDate(client.provenAtMs ?? nowMs),
    ipAddress: client.address,
    userAgent: client.userAgent,
  };
  await internalAdapter.createSession(account.id, false, session, true);
  return { token, account, expiresAtMs };
}

/** A session that is open, as its tables hold it. */
type SessionRow = AccountRow & {
  readonly token: string;
  readonly updated_at: string;
  readonly proven_at: string;
  readonly may_be_lent: boolean;
};

/** Finds open sessions by the hashes of their tokens; those of all requests of a moment together, each as it stands then. */
export function openSessions(ctx: Context): (id: string) => Promise<SessionRow | undefined> {
  return gathered(async (ids) => {
    const nowMs = ctx.clock.nowMs();
    // The accounts of `accountRows`: the statement of every request is parsed and planned once.
    const { rows } = await sql<SessionRow>`${sql.raw(parsedOnce)}
      select u.id, u.login, u.name, o.slug, m.role, s.token, s.updated_at, s.proven_at,
        exists (select from access_delegation d where d.to_user = u.id and d.ends_at > ${instantText(nowMs)}) as may_be_lent
      from access_session s join access_user u on u.id = s.user_id
        join access_member m on m.user_id = u.id join access_organization o on o.id = m.organization_id
      where s.token = any(${ids}) and u.disabled_at is null
        and s.expires_at > ${instantText(nowMs)}
        and s.updated_at > ${instantText(nowMs - ctx.policy.idleMs)}`.execute(ctx.db);
    return new Map(rows.map((row) => [row.token, row]));
  });
}

/** Starts the idle time of sessions anew, those of all requests of a moment together: many people come back at once. */
export function usedSessions(ctx: Context): (id: string) => Promise<unknown> {
  return gathered(async (ids) => {
    // In no order, beside other processes that write the same sessions: one that somebody else has locked is being used or ended by
    // them, and whoever waited for it could wait for each other for ever.
    await sql`
      update access_session set updated_at = ${instantText(ctx.clock.nowMs())}
      where id in (select id from access_session where token = any(${ids}) for update skip locked)`.execute(
      ctx.db,
    );
    return new Map<string, never>();
  });
}

/** The session a token opens; used, its idle time starts anew. */
export async function session(
  ctx: Context & {
    readonly open: ReturnType<typeof openSessions>;
    readonly used: ReturnType<typeof usedSessions>;
  },
  token: string,
  as: SessionUse = 'use',
): Promise<Session | undefined> {
  const nowMs = ctx.clock.nowMs();
  const id = tokenHash(token);
  const row = await ctx.open(id);
  if (!row) return undefined;
  // Not written at every request: a minute's error in the idle time is nothing, a write per read is something.
  if (as === 'use' && nowMs - instantMs(row.updated_at) > 60_000) await ctx.used(id);
  const account = accountOf(row);
  const mustEnrol = needsFactor(ctx, account.roles) && !(await hasFactor(ctx, account.id));
  const mayBeLent = row.may_be_lent;
  return { id, account, provenAtMs: instantMs(row.proven_at), mustEnrol, mayBeLent };
}

/** The account's open sessions, the latest used first. */
export async function sessionsOf(ctx: Context, accountId: string): Promise<readonly OpenSession[]> {
  const nowMs = ctx.clock.nowMs();
  const rows = await ctx.db
    .selectFrom('access_session')
    .select(['id', 'token', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'])
    .where('user_id', '=', accountId)
    .where('expires_at', '>', instantText(nowMs))
    .where('updated_at', '>', instantText(nowMs - ctx.policy.idleMs))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sessionId: row.token,
    openedAtMs: instantMs(row.created_at),
    usedAtMs: instantMs(row.updated_at),
    expiresAtMs: instantMs(row.expires_at),
    address: row.ip_address ?? '',
    userAgent: row.user_agent ?? '',
  }));
}

/** Ends one of an account's sessions by its number in the list; false where it is none of them. */
export async function endSession({ db }: Context, accountId: string, id: string): Promise<boolean> {
  const ended = await db
    .deleteFrom('access_session')
    .where('id', '=', id)
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  return ended.numDeletedRows === 1n;
}

/** Ends every session of an account, or all but one, and the sign-ins that wait for a second factor. */
export async function endSessions({ db }: Context, accountId: string, but?: string): Promise<void> {
  // First what waits: this waits in turn for a second step that is just taking it, and then sees the session it opened.
  await db.deleteFrom('access_pending_sign_in').where('user_id', '=', accountId).execute();
  let ending = db.deleteFrom('access_session').where('user_id', '=', accountId);
  if (but !== undefined) ending = ending.where('token', '!=', but);
  await ending.execute();
}

export async function signOut(ctx: Context, sessionId: string): Promise<void> {
  await (await ctx.auth()).internalAdapter.deleteSession(sessionId);
}

/** 256 random bits, to be told once. */
export function newToken({ random }: Context): string {
  return Buffer.from(random.bytes(32)).toString('base64url');
}

/** How a session's token is kept, which also names the session. */
export function tokenHash(token: string): string {
  return Buffer.from(sha256(token)).toString('base64url');
}

/** True where an account with these roles has to have a second factor. */
export function needsFactor({ policy }: Context, roles: readonly string[]): boolean {
  return policy.requireSecondFactor.some((role) => roles.includes(role));
}
