import { instantText } from '@finharbor/kernel';
import { countAttempt, forgiveAttempts } from '../lockout.ts';
import { type Context, inTransaction } from './context.ts';
import { endInvitations } from './invitations.ts';
import { checkPassword, fieldFault } from './login.ts';
import { endSessions } from './sessions.ts';
import type { PasswordChange } from './store.ts';

/** Sets a new password; all sessions of the account end. Errors: `access.weak_password`, `access.wrong_login`. */
export async function changePassword(ctx: Context, change: PasswordChange): Promise<void> {
  const { password, internalAdapter } = await ctx.auth();
  const user = await ctx.db
    .selectFrom('access_user')
    .select('login')
    .where('id', '=', change.accountId)
    .executeTakeFirst();
  const stored = (await internalAdapter.findCredentialAccount(change.accountId))?.password;
  const nowMs = ctx.clock.nowMs();
  const attempt = await countAttempt(ctx.db, user?.login ?? '', { nowMs, policy: ctx.policy });
  const isKnown = user !== undefined && typeof stored === 'string' && attempt.kind === 'allowed';
  if (!isKnown || !(await password.verify({ hash: stored, password: change.old })))
    throw fieldFault('access.wrong_login', '/old', 'The old password is wrong');
  checkPassword(change.password, user.login);
  await forgiveAttempts(ctx.db, user.login);
  const hash = await password.hash(change.password);
  await inTransaction(ctx, async (tx) => {
    const auth = await tx.auth();
    await auth.internalAdapter.updatePassword(change.accountId, hash);
    await endSessions(tx, change.accountId);
  });
}

/** Ends an account, its sessions and the invitations it made that nobody took up yet. False where there is none to end. */
export async function disable(ctx: Context, accountId: string): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const ended = await tx.db
      .updateTable('access_user')
      .set({ disabled_at: instantText(tx.clock.nowMs()) })
      .where('id', '=', accountId)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return false;
    await endSessions(tx, accountId);
    await endInvitations(tx, 'inviter_id', accountId);
    return true;
  });
}
