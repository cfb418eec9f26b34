import { instantText, sha256 } from '@finharbor/kernel';
import type { Account, PendingSignIn } from '../account.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { newToken, openSession, tokenHash } from '../accounts/sessions.ts';
import type { Client } from '../client.ts';
import { countAttempt, forgiveAttempts } from '../lockout.ts';
import { spendTotp } from './authenticator-app.ts';
import { factorKinds, guessesAt } from './factors.ts';
import type { AssertionAsk, SecondFactor } from './forms.ts';
import { askAssertion, assertedBy } from './passkeys.ts';
import { spendRecoveryCode } from './recovery-codes.ts';
import type { SecondStep } from './store.ts';

const pendingValidMs = 5 * 60_000;

/** Lets a sign-in wait for a second factor; undefined where the account has none. */
export async function addPending(tx: Context, accountId: string): Promise<PendingSignIn | undefined> {
  const factors = await factorKinds(tx, accountId);
  if (factors.length === 0) return undefined;
  const pending = newToken(tx);
  const expiresAtMs = tx.clock.nowMs() + pendingValidMs;
  await tx.db
    .insertInto('access_pending_sign_in')
    .values({
      token_sha256: sha256(pending),
      user_id: accountId,
      expires_at: instantText(expiresAtMs),
    })
    .execute();
  return { pending, factors, expiresAtMs };
}

/** What a passkey is to sign to complete a pending sign-in; undefined where that is over. */
export async function askPending(ctx: Context, pending: string): Promise<AssertionAsk | undefined> {
  const account = await pendingAccount(ctx, pending);
  return account && askAssertion(ctx, { purpose: purposeOf(pending), accountId: account.id });
}

/** Completes a sign-in whose password was right. A wrong factor counts towards the lockout of the login. */
export async function completeSignIn(
  ctx: Context,
  { pending, factor }: { readonly pending: string; readonly factor: SecondFactor },
  client: Client,
): Promise<SecondStep> {
  const account = await pendingAccount(ctx, pending);
  if (!account) return { kind: 'over' };
  const { login } = account;
  const guesses = guessesAt(login);
  const attempt = await countAttempt(ctx.db, guesses, { nowMs: ctx.clock.nowMs(), policy: ctx.policy });
  if (attempt.kind === 'locked') return attempt;
  const result = await inTransaction(ctx, async (tx): Promise<SecondStep> => {
    // Locked before factors and sessions, as by whatever ends these: in another order the two would wait for each other.
    const locked = await accountRows(tx.db).where('u.id', '=', account.id).forUpdate('u').executeTakeFirst();
    if (!locked) return { kind: 'over' };
    const isRight = await holds(tx, { account, factor, purpose: purposeOf(pending) });
    if (!isRight) return { kind: 'wrong' };
    if (!(await takePending(tx, pending))) return { kind: 'over' };
    return { kind: 'signed_in', ...(await openSession(tx, account, client)) };
  });
  if (result.kind === 'signed_in') await forgiveAttempts(ctx.db, guesses);
  return result;
}

type Shown = { readonly account: Account; readonly factor: SecondFactor; readonly purpose: string };

async function holds(tx: Context, { account: { id }, factor, purpose }: Shown): Promise<boolean> {
  switch (factor.kind) {
    case 'totp':
      return spendTotp(tx, { accountId: id, code: factor.code, isConfirmed: true });
    case 'recovery_code':
      return spendRecoveryCode(tx, id, factor.code);
    case 'passkey':
      return (await assertedBy(tx, factor.assertion, purpose)) === id;
  }
}

async function pendingAccount(ctx: Context, pending: string): Promise<Account | undefined> {
  const row = await accountRows(ctx.db)
    .innerJoin('access_pending_sign_in as p', 'p.user_id', 'u.id')
    .where('p.token_sha256', '=', sha256(pending))
    .where('p.expires_at', '>', instantText(ctx.clock.nowMs()))
    .executeTakeFirst();
  return row && accountOf(row);
}

/** One statement: of two requests that complete a sign-in, and of one beside whatever ends it, one gets it. */
async function takePending({ db }: Context, pending: string): Promise<boolean> {
  const taken = await db
    .deleteFrom('access_pending_sign_in')
    .where('token_sha256', '=', sha256(pending))
    .executeTakeFirst();
  return taken.numDeletedRows === 1n;
}

function purposeOf(pending: string): string {
  return `second ${tokenHash(pending)}`;
}
