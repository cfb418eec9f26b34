import { fail } from '@finharbor/kernel';
import type { SandboxContext } from '../context.ts';
import { noProject } from '../project/history.ts';

/** A project that somebody follows. */
export type Followed = { readonly number: string; readonly title: string; readonly sinceMs: number };

const most = 200;

/** Follows a project for an account; again changes nothing. Errors: `pilot.not_found`, `pilot.follows_many`. */
export async function follow(
  { db, clock }: SandboxContext,
  { account, number }: { readonly account: string; readonly number: string },
): Promise<void> {
  const project = await db
    .selectFrom('pilot_project')
    .select('number')
    .where('number', '=', number)
    .executeTakeFirst();
  if (!project) noProject();
  const followed = await followsOf({ db }, account);
  if (followed.some((one) => one.number === number)) return;
  if (followed.length >= most)
    fail('pilot.follows_many', `Nobody follows more than ${most} projects. 关注数量已达上限。`);
  const now = BigInt(clock.nowMs());
  await db
    .insertInto('pilot_follow')
    .values({ account, number, since_ms: now, told_ms: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Follows it no longer. */
export async function unfollow(
  { db }: Pick<SandboxContext, 'db'>,
  { account, number }: { readonly account: string; readonly number: string },
): Promise<void> {
  await db.deleteFrom('pilot_follow').where('account', '=', account).where('number', '=', number).execute();
}

/** What an account follows, the latest first. */
export async function followsOf(
  { db }: Pick<SandboxContext, 'db'>,
  account: string,
): Promise<readonly Followed[]> {
  const rows = await db
    .selectFrom('pilot_follow as f')
    .innerJoin('pilot_project as p', 'p.number', 'f.number')
    .select(['f.number', 'p.title', 'f.since_ms'])
    .where('f.account', '=', account)
    .orderBy('f.since_ms', 'desc')
    .orderBy('f.number')
    .execute();
  return rows.map(({ number, title, since_ms }) => ({ number, title, sinceMs: Number(since_ms) }));
}
