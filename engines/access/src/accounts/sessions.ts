import { instantMs, instantText, sha256 } from '@finharbor/kernel';
import type { Account, NewSession } from '../account.ts';
import { forgetExpired } from '../nonces.ts';
import { decoyHash, hashPassword, needsRehash } from '../passwords.ts';
import { tryPassword } from '../sign-in/gate.ts';
import { authDate } from './auth.ts';
import { type Context, inTransaction } from './context.ts';
import { plainLogin } from './login.ts';
import { type AccountRow, accountOf, accountRows } from './read.ts';
import type { Credentials, Session, SignIn } from './store.ts';

/** Opens a session for a login and its password, where its failures so far let the password be looked at. */
export async function signIn(ctx: Context, given: Credentials): Promise<SignIn> {
  const login = plainLogin(given.login);
  const tried = await tryPassword(ctx, { login, address: given.address }, () =>
    credentialOf(ctx, login, given.password),
  );
  if (tried.kind !== 'right') return tried;
  const { stored, ...row } = tried.found;
  await forgetExpired(ctx.db, ctx.clock.nowMs());
  const rehashed = needsRehash(stored, ctx.passwordCost)
    ? await hashPassword(given.password, ctx.random, ctx.passwordCost)
    : undefined;
  const opened = await inTransaction(ctx, (tx) => open(tx, accountOf(row), { stored, rehashed }));
  return opened ? { kind: 'signed_in', ...opened } : { kind: 'wrong' };
}

/** The account that has the login and the password, with the hash it stands under. */
async function credentialOf(
  ctx: Context,
  login: string,
  given: string,
): Promise<(AccountRow & { readonly stored: string }) | undefined> {
  const row = await accountRows(ctx.db)
    .innerJoin('access_credential as c', 'c.user_id', 'u.id')
    .select('c.password')
    .where('u.login', '=', login)
    .where('c.provider_id', '=', 'credential')
    .executeTakeFirst();
  // A login nobody has costs as much time as one with a wrong password.
  const stored = row?.password ?? decoyHash(ctx.passwordCost);
  const { password } = await ctx.auth();
  const matches = await password.verify({ hash: stored, password: given });
  return row && matches ? { ...row, stored } : undefined;
}

/** Undefined where the account was ended or its password changed since it was read. */
async function open(
  tx: Context,
  account: Account,
  { stored, rehashed }: { readonly stored: string; readonly rehashed: string | undefined },
): Promise<NewSession | undefined> {
  // Locked until the session stands: a password changed or an account ended meanwhile would miss the session it has to end.
  const same = await tx.db
    .selectFrom('access_user as u')
    .innerJoin('access_credential as c', 'c.user_id', 'u.id')
    .select('u.id')
    .where('u.id', '=', account.id)
    .where('c.password', '=', stored)
    .where('u.disabled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!same) return undefined;
  const { internalAdapter } = await tx.auth();
  if (rehashed !== undefined) await internalAdapter.updatePassword(account.id, rehashed);
  return insertSession(tx, account);
}

/** Makes the session of somebody who has proven to own the account. */
export async function insertSession(tx: Context, account: Account): Promise<NewSession> {
  const { internalAdapter } = await tx.auth();
  const token = Buffer.from(tx.random.bytes(32)).toString('base64url');
  const nowMs = tx.clock.nowMs();
  const expiresAtMs = nowMs + tx.policy.sessionMs;
  // All of it is ours to set: better-auth would take the machine's clock and keep the token as it is.
  const session = {
    token: tokenHash(token),
    expiresAt: authDate(expiresAtMs),
    createdAt: authDate(nowMs),
    updatedAt: authDate(nowMs),
  };
  await internalAdapter.createSession(account.id, false, session, true);
  return { token, account, expiresAtMs };
}

/** The session a token opens; its idle time starts anew. */
export async function session(ctx: Context, token: string): Promise<Session | undefined> {
  const nowMs = ctx.clock.nowMs();
  const id = tokenHash(token);
  const row = await accountRows(ctx.db)
    .innerJoin('access_session as s', 's.user_id', 'u.id')
    .select(['s.created_at', 's.updated_at'])
    .where('s.token', '=', id)
    .where('s.expires_at', '>', instantText(nowMs))
    .where('s.updated_at', '>', instantText(nowMs - ctx.policy.idleMs))
    .executeTakeFirst();
  if (!row) return undefined;
  // Not written at every request: a minute's error in the idle time is nothing, a write per read is something.
  if (nowMs - instantMs(row.updated_at) > 60_000) {
    const { internalAdapter } = await ctx.auth();
    await internalAdapter.updateSession(id, { updatedAt: authDate(nowMs) });
  }
  return { id, account: accountOf(row), provenAtMs: instantMs(row.created_at) };
}

export async function signOut(ctx: Context, sessionId: string): Promise<void> {
  await (await ctx.auth()).internalAdapter.deleteSession(sessionId);
}

/** How a session's token is kept, which also names the session. */
export function tokenHash(token: string): string {
  return Buffer.from(sha256(token)).toString('base64url');
}
