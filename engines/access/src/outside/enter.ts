import { codeOf, fail } from '@finharbor/kernel';
import type { Account, NewSession } from '../account.ts';
import { authDate } from '../accounts/auth.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { insertAccount, isTaken } from '../accounts/create.ts';
import { parseLogin } from '../accounts/login.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { openSession, tokenHash } from '../accounts/sessions.ts';
import { forgetExpired } from '../nonces.ts';
import type { Arrived, Entering, EntryRule } from './store.ts';

/** The credential that links an account to a provider. */
export function credentialOf(providerId: string): `outside:${string}` {
  return `outside:${providerId}`;
}

/** Opens a session for who came from a provider; makes their account first where the rule does so. */
export async function enter(ctx: Context, arrived: Entering, rule: EntryRule): Promise<NewSession> {
  await forgetExpired(ctx.db, ctx.clock.nowMs());
  try {
    return await enterOnce(ctx, arrived, rule);
  } catch (error) {
    // Another window of the same person may have made the account meanwhile; then it is theirs.
    if (codeOf(error) !== 'access.outside_login_taken' || !(await linkOf(ctx, arrived))) throw error;
    return enterOnce(ctx, arrived, rule);
  }
}

async function linkOf(
  ctx: Context,
  { providerId, identity }: Arrived,
): Promise<{ readonly userId: string } | null> {
  const { internalAdapter } = await ctx.auth();
  return internalAdapter.findAccountByKey({
    providerId: credentialOf(providerId),
    accountId: identity.subject,
  });
}

function enterOnce(ctx: Context, arrived: Entering, rule: EntryRule): Promise<NewSession> {
  return inTransaction(ctx, async (tx) => {
    const { providerId, identity } = arrived;
    const linked = await linkOf(tx, arrived);
    const account = linked
      ? await known(tx, linked.userId, { ...arrived, rule })
      : await made(tx, arrived, rule);
    const provenAtMs = Math.min(identity.provenAtMs ?? 0, tx.clock.nowMs());
    const session = await openSession(tx, account, { ...arrived.client, provenAtMs });
    await tx.db
      .insertInto('access_outside_session')
      .values({
        token: tokenHash(session.token),
        provider_id: providerId,
        subject: identity.subject,
        sid: identity.sid ?? null,
      })
      .execute();
    return session;
  });
}

/** The account somebody has; where the mapping made it, as the mapping has it today. */
async function known(
  tx: Context,
  id: string,
  { providerId, identity, rule }: Arrived & { readonly rule: EntryRule },
): Promise<Account> {
  // Locked until the session stands: an account ended meanwhile would miss the session it has to end.
  const user = await tx.db
    .selectFrom('access_user')
    .select('disabled_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!user || user.disabled_at !== null)
    fail('access.outside_account_ended', 'Your account here was ended. Ask your administrator.');
  const account = accountOf(await accountRows(tx.db).where('u.id', '=', id).executeTakeFirstOrThrow());
  const follows = await tx.db
    .selectFrom('access_outside_account')
    .select('user_id')
    .where('user_id', '=', id)
    .where('provider_id', '=', providerId)
    .executeTakeFirst();
  if (!follows) return account;
  if (rule.kind === 'linked') fail('access.outside_not_linked', 'This provider no longer gives accounts.');
  return refreshed(tx, account, rule.accountOf(identity.claims));
}

async function refreshed(tx: Context, account: Account, today: Omit<Account, 'id'>): Promise<Account> {
  // What was done in the name of one party must not become another's.
  if (today.party !== account.party)
    fail('access.outside_no_role', 'The provider has you at another organisation. Ask your administrator.');
  const { adapter, internalAdapter } = await tx.auth();
  const { name, roles } = today;
  if (name !== account.name)
    await internalAdapter.updateUser(account.id, { name, updatedAt: authDate(tx.clock.nowMs()) });
  if (roles.join(',') !== account.roles.join(','))
    await adapter.update({
      model: 'member',
      where: [{ field: 'userId', value: account.id }],
      update: { role: roles.join(',') },
    });
  return { ...account, name, roles };
}

/** The account of who comes for the first time. Never one that exists: a login is a name, and no proof of who has it here. */
async function made(tx: Context, { providerId, identity }: Arrived, rule: EntryRule): Promise<Account> {
  if (rule.kind === 'linked')
    fail(
      'access.outside_not_linked',
      'Sign in with your password first and link the provider at “My account”.',
    );
  const given = rule.accountOf(identity.claims);
  const login = loginOf(given.login);
  const credential = { providerId: credentialOf(providerId), accountId: identity.subject };
  try {
    const account = await insertAccount(tx, { ...given, login }, credential);
    await tx.db
      .insertInto('access_outside_account')
      .values({ user_id: account.id, provider_id: providerId })
      .execute();
    return account;
  } catch (error) {
    if (!isTaken(error)) throw error;
    return fail(
      'access.outside_login_taken',
      'Your login is an account here already. Sign in to it and link the provider at “My account”.',
    );
  }
}

function loginOf(text: string): string {
  try {
    return parseLogin(text);
  } catch (error) {
    if (codeOf(error) !== 'access.bad_login') throw error;
    return fail('access.outside_bad_answer', 'The provider names no login that can be used here.', error);
  }
}
