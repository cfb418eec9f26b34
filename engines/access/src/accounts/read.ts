import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Account } from '../account.ts';
import type { AccessTables } from '../database.gen.ts';

type Tables = AccessTables & {
  u: AccessTables['access_user'];
  m: AccessTables['access_member'];
  o: AccessTables['access_organization'];
};

/** An account as its three tables hold it. */
export type AccountRow = {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly slug: string;
  readonly role: string;
};

/** Accounts with party and roles, those that were ended left out. */
export function accountRows(
  db: Kysely<AccessTables>,
): SelectQueryBuilder<Tables, 'u' | 'm' | 'o', AccountRow> {
  return db
    .selectFrom('access_user as u')
    .innerJoin('access_member as m', 'm.user_id', 'u.id')
    .innerJoin('access_organization as o', 'o.id', 'm.organization_id')
    .select(['u.id', 'u.login', 'u.name', 'o.slug', 'm.role'])
    .where('u.disabled_at', 'is', null) as SelectQueryBuilder<Tables, 'u' | 'm' | 'o', AccountRow>;
}

export function accountOf({ id, login, name, slug, role }: AccountRow): Account {
  return { id, login, name, party: slug, roles: role === '' ? [] : role.split(',') };
}
