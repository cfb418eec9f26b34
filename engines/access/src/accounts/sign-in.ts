import type { Account } from '../account.ts';
import type { Client } from '../client.ts';
import { addPending } from '../factors/pending.ts';
import { forgetExpired } from '../nonces.ts';
import { decoyHash, hashPassword, needsRehash } from '../password-hash.ts';
import { tryPassword } from '../sign-in/gate.ts';
import { type Context, inTransaction } from './context.ts';
import { plainLogin } from './login.ts';
import { type AccountRow, accountOf, accountRows } from './read.ts';
import { openSession } from './sessions.ts';
import type { Credentials, SignIn } from './store.ts';

/**
 * Opens a session for a login and its password, where its failures so far let the password be looked at; where the account has a second
 * factor, waits for that.
 */
export async function signIn(ctx: Context, given: Credentials, client: Client | undefined): Promise<SignIn> {
  const login = plainLogin(given.login);
  const tried = await tryPassword(ctx, { login, address: client?.address }, () =>
    credentialOf(ctx, login, given.password),
  );
  if (tried.kind !== 'right') return tried;
  const { stored, ...row } = tried.found;
  await forgetExpired(ctx.db, ctx.clock.nowMs());
  const rehashed = needsRehash(stored, ctx.passwordCost)
    ? await hashPassword(given.password, ctx.random, ctx.passwordCost)
    : undefined;
  return inTransaction(ctx, (tx) =>
    accept(tx, { account: accountOf(row), stored, rehashed, client: client ?? unknownClient }),
  );
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

const unknownClient: Client = { address: '', userAgent: '' };

type Accepted = {
  readonly account: Account;
  readonly stored: string;
  readonly rehashed: string | undefined;
  readonly client: Client;
};

/** `wrong` where the account was ended or its password changed since it was read. */
async function accept(tx: Context, { account, stored, rehashed, client }: Accepted): Promise<SignIn> {
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
  if (!same) return { kind: 'wrong' };
  if (rehashed !== undefined) await (await tx.auth()).internalAdapter.updatePassword(account.id, rehashed);
  const pending = await addPending(tx, account.id);
  if (pending) return { kind: 'second_factor', ...pending };
  return { kind: 'signed_in', ...(await openSession(tx, account, client)) };
}
