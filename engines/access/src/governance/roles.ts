import { FinharborError, fail, instantMs, instantText } from '@finharbor/kernel';
import type { Account } from '../account.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { type Actor, fourEyes } from './four-eyes.ts';

/** A change of somebody's roles, as it was made. */
export type RoleChange = {
  readonly id: string;
  readonly byLogin: string;
  readonly byName: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly reason: string;
  readonly atMs: number;
};

/** What is to become of an account's roles, and who says so. */
export type NewRoles = {
  readonly accountId: string;
  readonly roles: readonly string[];
  readonly reason: string;
  readonly by: Actor;
};

/**
 * Gives an account other roles, from its next request on, and keeps what they were. The same roles again change nothing.
 * Errors: `access.own_roles`, `access.account_not_found`.
 */
export async function changeRoles(
  ctx: Context,
  { accountId, roles, reason, by }: NewRoles,
): Promise<Account> {
  if (fourEyes({ account: accountId, onBehalfOf: [] }, by).kind === 'refused')
    fail('access.own_roles', 'Another administrator has to change these roles.');
  return inTransaction(ctx, async (tx) => {
    // Locked, so that of two changes at once the later one knows what the earlier one left.
    const row = await accountRows(tx.db).where('u.id', '=', accountId).forUpdate('m').executeTakeFirst();
    if (!row) fail('access.account_not_found', 'There is no such account.');
    const account = accountOf(row);
    const after = [...roles].join(',');
    if (after === row.role) return account;
    await tx.db.updateTable('access_member').set({ role: after }).where('user_id', '=', accountId).execute();
    await tx.db
      .insertInto('access_role_change')
      .values({
        id: tx.newId(),
        user_id: accountId,
        changed_by: by.account,
        roles_before: row.role,
        roles_after: after,
        reason,
        at: instantText(tx.clock.nowMs()),
      })
      .execute();
    return { ...account, roles };
  });
}

/** What became of an account's roles, the last change first. */
export async function roleHistory({ db }: Context, accountId: string): Promise<readonly RoleChange[]> {
  const rows = await db
    .selectFrom('access_role_change as c')
    .innerJoin('access_user as u', 'u.id', 'c.changed_by')
    .select(['c.id', 'u.login', 'u.name', 'c.roles_before', 'c.roles_after', 'c.reason', 'c.at'])
    .where('c.user_id', '=', accountId)
    .orderBy('c.at', 'desc')
    .orderBy('c.id', 'desc')
    .execute();
  const rolesOf = (text: string): readonly string[] => (text === '' ? [] : text.split(','));
  return rows.map((row) => ({
    id: row.id,
    byLogin: row.login,
    byName: row.name,
    before: rolesOf(row.roles_before),
    after: rolesOf(row.roles_after),
    reason: row.reason,
    atMs: instantMs(row.at),
  }));
}

/** Refuses roles that accounts of a party cannot have. Errors: `access.bad_roles`. */
export function checkRoles(allowed: readonly string[], asked: readonly string[]): void {
  const odd = asked.find((role) => !allowed.includes(role));
  if (odd === undefined && asked.length > 0 && new Set(asked).size === asked.length) return;
  const detail = `Each of these at most once, and at least one: ${allowed.join(', ')}`;
  throw new FinharborError({
    code: 'access.bad_roles',
    publicMessage: `${detail}.`,
    fields: [{ pointer: '/roles', detail }],
  });
}
