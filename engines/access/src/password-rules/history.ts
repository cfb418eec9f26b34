import { instantMs, instantText } from '@finharbor/kernel';
import type { Context } from '../accounts/context.ts';
import { passwordMatches } from '../password-hash.ts';

/** Writes down that an account has a password from now on, and forgets those that may come back. */
export async function recordPassword(ctx: Context, userId: string, hash: string): Promise<void> {
  const set_at = instantText(ctx.clock.nowMs());
  await ctx.db
    .insertInto('access_password_history')
    .values({ id: ctx.newId(), user_id: userId, hash, set_at })
    .execute();
  const kept = remembered(ctx, userId).clearSelect().select('id');
  await ctx.db
    .deleteFrom('access_password_history')
    .where('user_id', '=', userId)
    .where('id', 'not in', kept)
    .execute();
}

/** True where the password is one of the account's last ones. Each costs a hash: tried only by who has shown the present one. */
export async function isRemembered(ctx: Context, userId: string, password: string): Promise<boolean> {
  for (const { hash } of await remembered(ctx, userId).execute())
    if (await passwordMatches(password, hash)) return true;
  return false;
}

/** How old the account's password is; undefined where nothing was written down. */
export async function passwordAgeMs(ctx: Context, userId: string): Promise<number | undefined> {
  const [newest] = await remembered(ctx, userId).limit(1).execute();
  return newest && ctx.clock.nowMs() - instantMs(newest.set_at);
}

function remembered({ db, policy }: Context, userId: string) {
  return db
    .selectFrom('access_password_history')
    .select(['hash', 'set_at'])
    .where('user_id', '=', userId)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(policy.rememberedPasswords);
}
