import { fail, instantText } from '@finharbor/kernel';
import type { Account } from '../account.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { fieldFault } from '../accounts/login.ts';
import type { SealContext } from '../sealing/sealed-text.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { NewTotp } from './forms.ts';
import { base32, otpauthUri, stepOf } from './totp.ts';

/** The length RFC 4226 recommends. */
const secretBytes = 20;

/** Prepares an authenticator app; it counts once a first code has confirmed it. Errors: `access.factor_not_offered`, `access.factor_exists`. */
export async function enrolTotp(ctx: Context, account: Account): Promise<NewTotp> {
  const secret = ctx.random.bytes(secretBytes);
  const sealed = await sealerOf(ctx).seal(Buffer.from(secret).toString('base64'), contextOf(account.id));
  const row = { secret: sealed, last_step: 0n, created_at: instantText(ctx.clock.nowMs()) };
  const kept = await ctx.db
    .insertInto('access_totp')
    .values({ user_id: account.id, ...row })
    // One that was never confirmed gives way; one that counts does not.
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet(row).where('access_totp.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows !== 1n)
    fail('access.factor_exists', 'The account has an authenticator app. Remove it first.');
  return { uri: otpauthUri(secret, { issuer: ctx.issuer, login: account.login }), secret: base32(secret) };
}

/** Confirms the app by its first code. Errors: `access.wrong_factor`. */
export async function confirmTotp(ctx: Context, accountId: string, code: string): Promise<void> {
  const isRight = await inTransaction(ctx, async (tx) => {
    if (!(await spendTotp(tx, { accountId, code, isConfirmed: false }))) return false;
    const confirmed_at = instantText(tx.clock.nowMs());
    await tx.db.updateTable('access_totp').set({ confirmed_at }).where('user_id', '=', accountId).execute();
    return true;
  });
  if (!isRight) throw fieldFault('access.wrong_factor', '/code', 'The code is wrong or was used before');
}

/** Errors: `access.factor_not_found`. */
export async function removeTotp({ db }: Context, accountId: string): Promise<void> {
  const gone = await db.deleteFrom('access_totp').where('user_id', '=', accountId).executeTakeFirst();
  if (gone.numDeletedRows === 0n) fail('access.factor_not_found', 'The account has no authenticator app.');
}

/** Uses a code of the account's app up. False where it is wrong, or its step was used, or passed by one that was. */
export async function spendTotp(
  ctx: Context,
  { accountId, code, isConfirmed }: { accountId: string; code: string; isConfirmed: boolean },
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('access_totp')
    .select('secret')
    .where('user_id', '=', accountId)
    .where('confirmed_at', isConfirmed ? 'is not' : 'is', null)
    .executeTakeFirst();
  if (!row) return false;
  const secret = Buffer.from(await sealerOf(ctx).open(row.secret, contextOf(accountId)), 'base64');
  const step = stepOf(secret, code, ctx.clock.nowMs());
  if (step === undefined) return false;
  // One statement: of two requests with the same code one moves the step on.
  const spent = await ctx.db
    .updateTable('access_totp')
    .set({ last_step: BigInt(step) })
    .where('user_id', '=', accountId)
    .where('secret', '=', row.secret)
    .where('last_step', '<', BigInt(step))
    .executeTakeFirst();
  return spent.numUpdatedRows === 1n;
}

function sealerOf(ctx: Context): Sealer {
  return (
    ctx.sealer ?? fail('access.factor_not_offered', 'This process keeps no secrets of authenticator apps.')
  );
}

/** A secret moved to another account's row does not open. */
function contextOf(accountId: string): SealContext {
  return { table: 'access_totp', column: 'secret', row: accountId };
}
