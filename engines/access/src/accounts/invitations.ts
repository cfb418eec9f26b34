import { instantMs, instantText } from '@finharbor/kernel';
import type { Account } from '../account.ts';
import { authDate } from './auth.ts';
import { issueCode, redeemCode } from './codes.ts';
import { type Context, inTransaction } from './context.ts';
import { addressOf, create, hasLogin, organizationOf } from './create.ts';
import { fieldFault, loginTaken, parseLogin } from './login.ts';
import type { NewInvitation, OpenInvitation } from './store.ts';

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

/** The invitations that can still be taken up, the latest first. */
export async function openInvitations({ db, clock }: Context): Promise<readonly OpenInvitation[]> {
  const rows = await db
    .selectFrom('access_invitation as i')
    .innerJoin('access_organization as o', 'o.id', 'i.organization_id')
    .innerJoin('access_user as u', 'u.id', 'i.inviter_id')
    .select(['i.id', 'i.login', 'i.name', 'i.role', 'i.created_at', 'i.expires_at', 'o.slug', 'u.name as by'])
    .where('i.status', '=', 'pending')
    .where('i.expires_at', '>', instantText(clock.nowMs()))
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .execute();
  return rows.map(({ id, login, name, role, slug, by, created_at, expires_at }) => ({
    id,
    login,
    name,
    party: slug,
    roles: role ? role.split(',') : [],
    invitedBy: by,
    invitedAtMs: instantMs(created_at),
    expiresAtMs: instantMs(expires_at),
  }));
}

/** Ends an invitation and its code; false where it can no longer be taken up. */
export async function takeBack(ctx: Context, id: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => (await endInvitations(tx, 'id', id)) > 0);
}

/** Ends the pending invitations for a login, by an account, or the one, and their codes; gives how many. */
export async function endInvitations(
  { db }: Context,
  column: 'login' | 'inviter_id' | 'id',
  value: string,
): Promise<number> {
  const ended = await db
    .updateTable('access_invitation')
    .set({ status: 'canceled' })
    .where(column, '=', value)
    .where('status', '=', 'pending')
    .returning('id')
    .execute();
  if (ended.length === 0) return 0;
  await db
    .deleteFrom('access_code')
    .where(
      'purpose',
      'in',
      ended.map(({ id }) => purposePrefix + id),
    )
    .execute();
  return ended.length;
}
