import { instantText } from '@finharbor/kernel';
import { emergencyLogin } from '../governance/break-glass.ts';
import { countAttempt, forgiveAttempts } from '../lockout.ts';
import { checkChangedPassword } from '../password-rules/check.ts';
import { recordPassword } from '../password-rules/history.ts';
import { type Context, inTransaction } from './context.ts';
import { endInvitations } from './invitations.ts';
import { fieldFault } from './login.ts';
import { accountOf, accountRows } from './read.ts';
import { endSessions } from './sessions.ts';
import type { PasswordChange } from './store.ts';

/** Sets a new password; all sessions of the account end. Errors: `access.wrong_login` and those of `checkChangedPassword`. */
export async function changePassword(ctx: Context, change: PasswordChange): Promise<void> {
  const { password, internalAdapter } = await ctx.auth();
  const row = await accountRows(ctx.db).where('u.id', '=', change.accountId).executeTakeFirst();
  const stored = (await internalAdapter.findCredentialAccount(change.accountId))?.password;
  const nowMs = ctx.clock.nowMs();
  // A counter of its own: guesses at the sign-in from elsewhere must not keep the owner from a new password.
  const tries = `change ${change.accountId}`;
  const attempt = await countAttempt(ctx.db, tries, { nowMs, policy: ctx.policy });
  const isKnown = row !== undefined && typeof stored === 'string' && attempt.kind === 'allowed';
  if (!isKnown || !(await password.verify({ hash: stored, password: change.old })))
    throw fieldFault('access.wrong_login', '/old', 'The old password is wrong');
  await forgiveAttempts(ctx.db, tries);
  await checkChangedPassword(ctx, change.password, accountOf(row));
  const hash = await password.hash(change.password);
  await inTransaction(ctx, async (tx) => {
    // The user before the credential, as a sign-in beside it locks them.
    await tx.db
      .selectFrom('access_user')
      .select('id')
      .where('id', '=', change.accountId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const auth = await tx.auth();
    await auth.internalAdapter.updatePassword(change.accountId, hash);
    await recordPassword(tx, change.accountId, hash);
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

/**
 * Lets an ended account sign in again, with what it had; what ended with it, sessions and invitations, stays ended. False where there
 * is no such account, or it was erased.
 */
export async function reinstate(ctx: Context, accountId: string): Promise<boolean> {
  return inTransaction(ctx, async ({ db }) => {
    // Locked before it is asked whether it was erased: an erasure under way is waited for, and seen.
    const user = await db
      .selectFrom('access_user')
      .select('login')
      .where('id', '=', accountId)
      .where('login', '<>', emergencyLogin)
      .forUpdate()
      .executeTakeFirst();
    const erasure = await db
      .selectFrom('access_erasure')
      .select('id')
      .where('user_id', '=', accountId)
      .where('erased_at', 'is not', null)
      .executeTakeFirst();
    if (!user || erasure) return false;
    await db.updateTable('access_user').set({ disabled_at: null }).where('id', '=', accountId).execute();
    return true;
  });
}
