import { fail, instantMs, instantText } from '@finharbor/kernel';
import { fieldFault } from '../accounts/login.ts';
import type { Personal } from './personal.ts';
import { type ProfileField, profileColumns, profileValue } from './profile.ts';

/** Who asks to see one value of whom, and why. */
export type RevealRequest = {
  readonly account: string;
  readonly field: ProfileField;
  readonly reason: string;
  readonly by: { readonly account: string; readonly roles: readonly string[] };
};

/**
 * One value, whole, for its owner or for a role that the register names. That it was seen is written before it is given.
 * Errors: `personal.not_found` where there is no such value, or it is not for who asks; `personal.reason_required`.
 */
export async function reveal(personal: Personal, request: RevealRequest): Promise<string> {
  const { account, field, by } = request;
  const isOwn = account === by.account;
  const column = profileColumns[field];
  const rule = personal.fields.find((one) => one.table === 'access_profile' && one.column === column);
  const mayAsk = isOwn || by.roles.some((role) => rule?.reveal.includes(role));
  const reason = request.reason.trim();
  if (mayAsk && !isOwn && reason === '')
    throw fieldFault('personal.reason_required', '/reason', 'Say why you have to see it');
  const value = mayAsk ? await profileValue(personal, account, field) : undefined;
  if (value === undefined) return fail('personal.not_found', 'There is no such value, or it is not for you.');
  await personal.db
    .insertInto('access_reveal')
    .values({
      id: personal.newId(),
      user_id: account,
      seen_by: by.account,
      field,
      reason,
      seen_at: instantText(personal.clock.nowMs()),
    })
    .execute();
  return value;
}

/** One time that somebody else saw a value of a person whole. */
export type Seen = {
  readonly field: ProfileField;
  /** What people call who saw it. */
  readonly by: string;
  readonly reason: string;
  readonly seenAtMs: number;
};

const mostSeen = 100;

/** Who else saw values of an account whole, the latest first, at most a hundred. */
export async function seenBy({ db }: Personal, accountId: string): Promise<readonly Seen[]> {
  const rows = await db
    .selectFrom('access_reveal as r')
    .innerJoin('access_user as u', 'u.id', 'r.seen_by')
    .select(['r.field', 'u.name', 'r.reason', 'r.seen_at'])
    .where('r.user_id', '=', accountId)
    .where('r.seen_by', '<>', accountId)
    .orderBy('r.seen_at', 'desc')
    .limit(mostSeen)
    .execute();
  return rows.map(({ field, name, reason, seen_at }) => ({
    field: field as ProfileField,
    by: name,
    reason,
    seenAtMs: instantMs(seen_at),
  }));
}
