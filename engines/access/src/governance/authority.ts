import { instantText } from '@finharbor/kernel';
import type { Lent } from '@finharbor/kernel/http';
import type { Kysely } from 'kysely';
import type { Account } from '../account.ts';
import type { AccessTables } from '../database.gen.ts';

/** What an account may do now: `roles` are its own and those lent to it, `delegated` says which are lent only, and by whom. */
export type Authority = { readonly roles: readonly string[]; readonly delegated: readonly Lent[] };

/**
 * The one place where an account's roles in force are worked out: its own, and those a colleague lends it now, while the colleague's
 * account stands and has the role itself. What was lent is not lent on.
 */
export async function authorityOf(
  db: Kysely<AccessTables>,
  { id, party, roles: own }: Pick<Account, 'id' | 'party' | 'roles'>,
  nowMs: number,
): Promise<Authority> {
  const now = instantText(nowMs);
  const rows = await db
    .selectFrom('access_delegation as d')
    .innerJoin('access_user as u', 'u.id', 'd.from_user')
    .innerJoin('access_member as m', 'm.user_id', 'u.id')
    .innerJoin('access_organization as o', 'o.id', 'm.organization_id')
    .select(['d.roles', 'u.id', 'u.login', 'm.role'])
    .where('d.to_user', '=', id)
    .where('d.starts_at', '<=', now)
    .where('d.ends_at', '>', now)
    .where('d.revoked_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .where('o.slug', '=', party)
    .orderBy('d.created_at')
    .execute();
  const delegated = rows.flatMap(({ roles, id: by, login: byLogin, role }) => {
    const held = role.split(',');
    const lent = roles.split(',').filter((one) => held.includes(one) && !own.includes(one));
    return lent.map((one): Lent => ({ role: one, by, byLogin }));
  });
  return { roles: [...new Set([...own, ...delegated.map(({ role }) => role)])], delegated };
}
