import { type Clock, gathered, instantText } from '@finharbor/kernel';
import type { Lent } from '@finharbor/kernel/http';
import { type Kysely, sql } from 'kysely';
import type { Account } from '../account.ts';
import type { AccessTables } from '../database.gen.ts';

/** What an account may do now: `roles` are its own and those lent to it, `delegated` says which are lent only, and by whom. */
export type Authority = { readonly roles: readonly string[]; readonly delegated: readonly Lent[] };

type LentRow = {
  readonly to: string;
  readonly roles: string;
  readonly id: string;
  readonly login: string;
  readonly role: string;
  readonly slug: string;
};

/**
 * The one place where an account's roles in force are worked out: its own, and those a colleague lends it now, while the colleague's
 * account stands and has the role itself. What was lent is not lent on. Accounts of all requests of a moment are looked up together,
 * each as it stands then.
 */
export function authorities(
  db: Kysely<AccessTables>,
  clock: Clock,
): (account: Pick<Account, 'id' | 'party' | 'roles'>) => Promise<Authority> {
  const lentTo = gathered((ids: readonly string[]) => lentRows(db, ids, clock.nowMs()));
  return async ({ id, party, roles: own }) => {
    const rows = (await lentTo(id)) ?? [];
    const delegated = rows
      .filter(({ slug }) => slug === party)
      .flatMap(({ roles, id: by, login: byLogin, role }) => {
        const held = role.split(',');
        const lent = roles.split(',').filter((one) => held.includes(one) && !own.includes(one));
        return lent.map((one): Lent => ({ role: one, by, byLogin }));
      });
    return { roles: [...new Set([...own, ...delegated.map(({ role }) => role)])], delegated };
  };
}

/** Of an account to which nothing is lent. */
export function ownAuthority({ roles }: Pick<Account, 'roles'>): Authority {
  return { roles: [...new Set(roles)], delegated: [] };
}

/** Who stands in for an account now: those it has lent a role to. */
export async function deputiesOf(
  db: Kysely<AccessTables>,
  account: string,
  nowMs: number,
): Promise<readonly string[]> {
  const now = instantText(nowMs);
  const rows = await db
    .selectFrom('access_delegation')
    .select('to_user')
    .distinct()
    .where('from_user', '=', account)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ to_user }) => to_user);
}

/** What is lent to accounts now, by account. */
async function lentRows(
  db: Kysely<AccessTables>,
  ids: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, readonly LentRow[]>> {
  const now = instantText(nowMs);
  const rows = await db
    .selectFrom('access_delegation as d')
    .innerJoin('access_user as u', 'u.id', 'd.from_user')
    .innerJoin('access_member as m', 'm.user_id', 'u.id')
    .innerJoin('access_organization as o', 'o.id', 'm.organization_id')
    .select(['d.to_user as to', 'd.roles', 'u.id', 'u.login', 'm.role', 'o.slug'])
    .where(({ eb, val }) => eb('d.to_user', '=', sql<string>`any(${val(ids)})`))
    .where('d.starts_at', '<=', now)
    .where('d.ends_at', '>', now)
    .where('d.revoked_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .orderBy('d.created_at')
    .execute();
  return Map.groupBy(rows, ({ to }) => to);
}
