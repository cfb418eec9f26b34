import { type Context, inTransaction } from '../accounts/context.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { openSession } from '../accounts/sessions.ts';
import type { SignIn } from '../accounts/store.ts';
import type { Client } from '../client.ts';
import type { Assertion, AssertionAsk } from './forms.ts';
import { askAssertion, assertedBy } from './passkeys.ts';

const purpose = 'sign in';

/** What a passkey is to sign to open a session by itself. Errors: `access.factor_not_offered`. */
export function askSignIn(ctx: Context): Promise<AssertionAsk> {
  return askAssertion(ctx, { purpose, accountId: undefined });
}

/**
 * Opens a session for a passkey alone: having it and unlocking it are two factors. Not subject to the lockout, for a signature cannot be
 * guessed; so who locks somebody out by wrong passwords does not keep them out.
 */
export function signInWithPasskey(ctx: Context, assertion: Assertion, client: Client): Promise<SignIn> {
  return inTransaction(ctx, async (tx): Promise<SignIn> => {
    const accountId = await assertedBy(tx, assertion, purpose);
    if (accountId === undefined) return { kind: 'wrong' };
    // Locked, as at the password: an account that is ended meanwhile would miss the session it has to end.
    const row = await accountRows(tx.db).where('u.id', '=', accountId).forUpdate('u').executeTakeFirst();
    if (!row) return { kind: 'wrong' };
    return { kind: 'signed_in', ...(await openSession(tx, accountOf(row), client)) };
  });
}
