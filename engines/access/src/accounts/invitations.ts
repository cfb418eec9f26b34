import type { Account } from '../account.ts';
import { authDate } from './auth.ts';
import { issueCode, redeemCode } from './codes.ts';
import { type Context, inTransaction } from './context.ts';
import { addressOf, create, hasLogin, organizationOf } from './create.ts';
import { fieldFault, loginTaken, parseLogin } from './login.ts';
import type { NewInvitation } from './store.ts';

const purposePrefix = 'invitation:';

/** Prepares an account and gives the code for it; an earlier invitation of the login ends. Errors: `access.bad_login`, `access.login_taken`. */
export function invite(
  ctx: Context,
  { name, party, roles, inviterId, validMs, ...given }: NewInvitation,
): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
  const login = parseLogin(given.login);
  return inTransaction(ctx, async (tx) => {
    if (await hasLogin(tx, login)) throw loginTaken();
    await endInvitations(tx, 'login', login);
    const nowMs = tx.clock.nowMs();
    const expiresAtMs = nowMs + validMs;
    const { adapter } = await tx.auth();
    const made = await adapter.create<Record<string, unknown>, { id: string }>({
      model: 'invitation',
      data: {
        organizationId: await organizationOf(tx, party),
        inviterId,
        email: addressOf(login),
        login,
        name,
        role: roles.join(','),
        status: 'pending',
        expiresAt: authDate(expiresAtMs),
        createdAt: authDate(nowMs),
      },
    });
    return { code: await issueCode(tx, { purpose: purposePrefix + made.id, validMs }), expiresAtMs };
  });
}

/** Makes the account of an invitation. Errors: those of `redeemCode`. */
export function redeemInvitation(ctx: Context, code: string, password: string): Promise<Account> {
  return redeemCode(ctx, code, {
    purpose: purposePrefix,
    byPrefix: true,
    async effect(tx, purpose) {
      const id = purpose.slice(purposePrefix.length);
      // Taken out of the pending ones by one statement, so that it is accepted once.
      const taken = await tx.db
        .updateTable('access_invitation')
        .set({ status: 'accepted' })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .returning(['login', 'name', 'role', 'organization_id', 'inviter_id'])
        .executeTakeFirst();
      if (!taken) throw fieldFault('access.wrong_code', '/code', 'The invitation is over');
      const { slug } = await tx.db
        .selectFrom('access_organization')
        .select('slug')
        .where('id', '=', taken.organization_id)
        .executeTakeFirstOrThrow();
      const { login, name, role, inviter_id: invited_by } = taken;
      const roles = role ? role.split(',') : [];
      const account = await create(tx, { login, name, party: slug, roles, password });
      await tx.db
        .updateTable('access_member')
        .set({ invited_by })
        .where('user_id', '=', account.id)
        .execute();
      return account;
    },
  });
}

/** Ends the pending invitations for a login or by an account, and their codes. */
export async function endInvitations(
  { db }: Context,
  column: 'login' | 'inviter_id',
  value: string,
): Promise<void> {
  const ended = await db
    .updateTable('access_invitation')
    .set({ status: 'canceled' })
    .where(column, '=', value)
    .where('status', '=', 'pending')
    .returning('id')
    .execute();
  if (ended.length === 0) return;
  await db
    .deleteFrom('access_code')
    .where(
      'purpose',
      'in',
      ended.map(({ id }) => purposePrefix + id),
    )
    .execute();
}
