import type { Account } from '../account.ts';
import { issueCode, redeemCode } from '../accounts/codes.ts';
import type { Context } from '../accounts/context.ts';
import { fieldFault } from '../accounts/login.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { endSessions } from '../accounts/sessions.ts';
import { forgiveAttempts } from '../lockout.ts';
import { checkNewPassword } from '../password-rules/check.ts';
import { isRemembered, recordPassword } from '../password-rules/history.ts';
import { removeFactors } from './factors.ts';
import type { Recovery } from './forms.ts';

const purposePrefix = 'recovery:';
const recoveryValidMs = 24 * 3_600_000;

/** A code for somebody who lost password or factors, good once and for a day; undefined where there is no such account. */
export async function issueRecovery(ctx: Context, accountId: string): Promise<Recovery | undefined> {
  const account = await accountRows(ctx.db).where('u.id', '=', accountId).executeTakeFirst();
  if (!account) return undefined;
  const expiresAtMs = ctx.clock.nowMs() + recoveryValidMs;
  const purpose = purposePrefix + accountId;
  return { code: await issueCode(ctx, { purpose, validMs: recoveryValidMs }), expiresAtMs };
}

/** Sets a new password by such a code; factors and sessions of the account end. Errors: `access.wrong_code`, `access.locked`, `access.password_reused` and those of `checkNewPassword`. */
export function recover(ctx: Context, code: string, password: string): Promise<Account> {
  return redeemCode(ctx, code, {
    purpose: purposePrefix,
    byPrefix: true,
    async effect(tx, purpose) {
      const id = purpose.slice(purposePrefix.length);
      // Locked, as at sign-in: a session opened beside this with the old password must be seen and ended.
      const row = await accountRows(tx.db).where('u.id', '=', id).forUpdate('u').executeTakeFirst();
      if (!row) throw fieldFault('access.wrong_code', '/code', 'The account was ended');
      const account = accountOf(row);
      await checkNewPassword(tx, password, account);
      if (await isRemembered(tx, id, password))
        throw fieldFault('access.password_reused', '/password', 'You have used this password before');
      const auth = await tx.auth();
      const hash = await auth.password.hash(password);
      await auth.internalAdapter.updatePassword(id, hash);
      await recordPassword(tx, id, hash);
      await removeFactors(tx, id);
      await endSessions(tx, id);
      await forgiveAttempts(tx.db, account.login);
      return account;
    },
  });
}
