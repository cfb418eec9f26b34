import { fail } from '@finharbor/kernel';
import { codeHash, newCode } from '../accounts/codes.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { hasFactor } from './factors.ts';

const codesAtOnce = 10;

/** Ten codes, each good once in place of a second factor; the account's earlier ones end. Errors: `access.factor_not_found`. */
export async function issueRecoveryCodes(ctx: Context, accountId: string): Promise<readonly string[]> {
  if (!(await hasFactor(ctx, accountId)))
    fail('access.factor_not_found', 'Recovery codes stand in for a second factor. Add one first.');
  const codes = Array.from({ length: codesAtOnce }, () => newCode(ctx.random));
  await inTransaction(ctx, async ({ db }) => {
    await db.deleteFrom('access_recovery_code').where('user_id', '=', accountId).execute();
    await db
      .insertInto('access_recovery_code')
      .values(codes.map((code) => ({ code_sha256: codeHash(code), user_id: accountId })))
      .execute();
  });
  return codes;
}

/** Uses a recovery code up; false where it is none of the account's. */
export async function spendRecoveryCode({ db }: Context, accountId: string, code: string): Promise<boolean> {
  const spent = await db
    .deleteFrom('access_recovery_code')
    .where('code_sha256', '=', codeHash(code))
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  return spent.numDeletedRows === 1n;
}
