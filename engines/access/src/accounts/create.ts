import { instantText } from '@finharbor/kernel';
import type { Account } from '../account.ts';
import { checkNewPassword } from '../password-rules/check.ts';
import { recordPassword } from '../password-rules/history.ts';
import { authDate } from './auth.ts';
import { type Context, inTransaction } from './context.ts';
import { loginTaken, parseLogin } from './login.ts';
import type { NewAccount } from './store.ts';

/** Makes an account: user, credential, and member of its party. Errors: `access.login_taken`, `access.bad_login` and those of `checkNewPassword`. */
export async function create(ctx: Context, { password, ...given }: NewAccount): Promise<Account> {
  const login = parseLogin(given.login);
  await checkNewPassword(ctx, password, { ...given, login });
  // Known before the hash is paid for; the table's own rule decides between two at once.
  if (await hasLogin(ctx, login)) throw loginTaken();
  const hash = await (await ctx.auth()).password.hash(password);
  try {
    return await inTransaction(ctx, (tx) =>
      insertAccount(tx, { ...given, login }, { providerId: 'credential', password: hash }),
    );
  } catch (error) {
    throw isTaken(error) ? loginTaken() : error;
  }
}

/** True where an account has the login, ended or not. */
export async function hasLogin(ctx: Context, login: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('access_user')
    .select('id')
    .where('login', '=', login)
    .executeTakeFirst();
  return row !== undefined;
}

/** The party's organization, made where there is none. */
export async function organizationOf(ctx: Context, party: string): Promise<string> {
  const { adapter } = await ctx.auth();
  const where = [{ field: 'slug', value: party }];
  const found = await adapter.findOne<{ id: string }>({ model: 'organization', where });
  if (found) return found.id;
  // Not better-auth's insert: of two that come first at the same time one would fail.
  await ctx.db
    .insertInto('access_organization')
    .values({ id: ctx.newId(), slug: party, name: party, created_at: instantText(ctx.clock.nowMs()) })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .execute();
  const made = await adapter.findOne<{ id: string }>({ model: 'organization', where });
  return made!.id;
}

/** An address nobody is written to: better-auth wants one for every user. */
export function addressOf(login: string): string {
  return `${login}@accounts.invalid`;
}

/** How somebody proves to own an account: by a password, or by what a provider calls them. */
export type Credential =
  | { readonly providerId: 'credential'; readonly password: string }
  | { readonly providerId: `outside:${string}`; readonly accountId: string };

/** Makes user, credential and member; a login that is taken is better-auth's or the table's fault. */
export async function insertAccount(
  ctx: Context,
  { login, name, party, roles }: Omit<Account, 'id'>,
  credential: Credential,
): Promise<Account> {
  const { adapter, internalAdapter } = await ctx.auth();
  const organizationId = await organizationOf(ctx, party);
  const createdAt = authDate(ctx.clock.nowMs());
  const at = { createdAt, updatedAt: createdAt };
  const user = await internalAdapter.createUser(
    { email: addressOf(login), emailVerified: false, name, username: login, ...at },
    { method: 'email-password' },
  );
  await internalAdapter.linkAccount({ userId: user.id, accountId: user.id, ...credential, ...at });
  if (credential.providerId === 'credential') await recordPassword(ctx, user.id, credential.password);
  await adapter.create({
    model: 'member',
    data: { organizationId, userId: user.id, role: roles.join(','), createdAt },
  });
  return { id: user.id, login, name, party, roles };
}

/** True for a login, or another name of an account, that somebody has. */
export function isTaken(error: unknown): boolean {
  const { code, body } = error as { readonly code?: unknown; readonly body?: { readonly code?: unknown } };
  return code === '23505' || body?.code === 'USERNAME_IS_ALREADY_TAKEN';
}
