import { fail, instantMs, instantText } from '@finharbor/kernel';
import type { Context } from '../accounts/context.ts';
import { fieldFault } from '../accounts/login.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { emergencyLogin } from './break-glass.ts';

/** Somebody as colleagues see them. */
export type Colleague = { readonly id: string; readonly login: string; readonly name: string };

/** Roles that one person lends another for a time. */
export type Delegation = {
  readonly id: string;
  readonly from: Colleague;
  readonly to: Colleague;
  readonly roles: readonly string[];
  readonly reason: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly revokedAtMs: number | null;
};

/** What somebody asks to lend. */
export type NewDelegation = Pick<Delegation, 'roles' | 'reason' | 'startsAtMs' | 'endsAtMs'> & {
  readonly from: string;
  readonly to: string;
};

const dayMs = 86_400_000;
/** The longest time roles are lent for; whoever needs them longer is given them. */
const longestDelegationMs = 90 * dayMs;

/**
 * Lends roles of one's own to a colleague of the same party, for at most 90 days. Errors: `access.bad_delegation` at the field that is
 * wrong; a colleague of another party and nobody are the same.
 */
export async function delegate(ctx: Context, asked: NewDelegation): Promise<Delegation> {
  checkTimes(asked, ctx.clock.nowMs());
  const [from, to] = await Promise.all([asked.from, asked.to].map((id) => account(ctx, id)));
  if (!from) fail('access.account_not_found', 'There is no such account.');
  if (!to || to.party !== from.party || to.id === from.id)
    throw fault('/to', 'Choose a colleague of your own organisation');
  if (asked.roles.length === 0 || asked.roles.some((role) => !from.roles.includes(role)))
    throw fault('/roles', 'Only roles of your own, none that was lent to you');
  const id = ctx.newId();
  await ctx.db
    .insertInto('access_delegation')
    .values({
      id,
      from_user: from.id,
      to_user: to.id,
      roles: [...new Set(asked.roles)].join(','),
      reason: asked.reason,
      starts_at: instantText(asked.startsAtMs),
      ends_at: instantText(asked.endsAtMs),
      created_at: instantText(ctx.clock.nowMs()),
    })
    .execute();
  const [made] = await delegations(ctx, { id });
  return made!;
}

/** Which delegations are asked for: one, those of a person either way, or all of them. */
export type DelegationQuery = { readonly id?: string; readonly of?: string };

/** Delegations, the newest first. */
export async function delegations(
  { db }: Context,
  { id, of }: DelegationQuery,
): Promise<readonly Delegation[]> {
  let query = db
    .selectFrom('access_delegation as d')
    .innerJoin('access_user as f', 'f.id', 'd.from_user')
    .innerJoin('access_user as t', 't.id', 'd.to_user')
    .select(['d.id', 'd.roles', 'd.reason', 'd.starts_at', 'd.ends_at', 'd.revoked_at'])
    .select(['f.id as from_id', 'f.login as from_login', 'f.name as from_name'])
    .select(['t.id as to_id', 't.login as to_login', 't.name as to_name'])
    .orderBy('d.created_at', 'desc')
    .orderBy('d.id', 'desc');
  if (id !== undefined) query = query.where('d.id', '=', id);
  if (of !== undefined)
    query = query.where(({ or, eb }) => or([eb('d.from_user', '=', of), eb('d.to_user', '=', of)]));
  return (await query.execute()).map((row) => ({
    id: row.id,
    from: { id: row.from_id, login: row.from_login, name: row.from_name },
    to: { id: row.to_id, login: row.to_login, name: row.to_name },
    roles: row.roles.split(','),
    reason: row.reason,
    startsAtMs: instantMs(row.starts_at),
    endsAtMs: instantMs(row.ends_at),
    revokedAtMs: row.revoked_at === null ? null : instantMs(row.revoked_at),
  }));
}

/**
 * Ends a delegation at once: by whoever lent or borrowed, or by an administrator. Ending it again changes nothing.
 * Errors: `access.delegation_not_found`, also for whom it is none of their business.
 */
export async function revokeDelegation(
  ctx: Context,
  {
    id,
    by,
    isAdministrator,
  }: { readonly id: string; readonly by: string; readonly isAdministrator: boolean },
): Promise<void> {
  const [found] = await delegations(ctx, { id });
  if (!found || !(isAdministrator || [found.from.id, found.to.id].includes(by)))
    fail('access.delegation_not_found', 'There is no such delegation.');
  await ctx.db
    .updateTable('access_delegation')
    .set({ revoked_at: instantText(ctx.clock.nowMs()), revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The people of a party, without one's own account: whom roles may be lent to. */
export async function colleagues(
  { db }: Context,
  { party, account: own }: { readonly party: string; readonly account: string },
): Promise<readonly Colleague[]> {
  const rows = await accountRows(db)
    .where('o.slug', '=', party)
    .where('u.id', '<>', own)
    .where('u.login', '<>', emergencyLogin)
    .orderBy('u.login')
    .execute();
  return rows.map(({ id, login, name }) => ({ id, login, name }));
}

async function account({ db }: Context, id: string) {
  const row = await accountRows(db).where('u.id', '=', id).executeTakeFirst();
  return row && accountOf(row);
}

function checkTimes({ startsAtMs, endsAtMs }: NewDelegation, nowMs: number): void {
  if (startsAtMs > nowMs + longestDelegationMs) throw fault('/startsAtMs', 'Begins within the next 90 days');
  if (endsAtMs <= Math.max(startsAtMs, nowMs))
    throw fault('/endsAtMs', 'Ends after it has begun, and not in the past');
  if (endsAtMs - Math.max(startsAtMs, nowMs) > longestDelegationMs)
    throw fault('/endsAtMs', 'Ends after 90 days at the latest');
}

function fault(pointer: string, detail: string) {
  return fieldFault('access.bad_delegation', pointer, detail);
}
