import { fail, instantMs, instantText } from '@finharbor/kernel';
import { type Context, inTransaction } from '../accounts/context.ts';
import { needsFactor } from '../accounts/sessions.ts';
import { countAttempt, forgiveAttempts } from '../lockout.ts';
import { spendTotp } from './authenticator-app.ts';
import { factorKinds, guessesAt } from './factors.ts';
import type { AssertionAsk, Proof, SessionState } from './forms.ts';
import { askAssertion, assertedBy } from './passkeys.ts';
import type { ProofResult } from './store.ts';

/** A session and whose it is. */
export type Within = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly login: string;
  readonly roles: readonly string[];
};

/** What a passkey is to sign to renew a session's proof. Errors: `access.factor_not_offered`. */
export function askProof(ctx: Context, { sessionId, accountId }: Within): Promise<AssertionAsk> {
  return askAssertion(ctx, { purpose: purposeOf(sessionId), accountId });
}

/** How long the session lasts and how its holder proves who they are. */
export async function sessionState(
  ctx: Context,
  { sessionId, accountId, roles }: Within,
): Promise<SessionState> {
  const row = await ctx.db
    .selectFrom('access_session')
    .select(['expires_at', 'proven_at'])
    .where('token', '=', sessionId)
    .executeTakeFirst();
  if (!row) fail('access.session_over', 'The session was ended.');
  const kinds = (await factorKinds(ctx, accountId)).filter((kind) => kind !== 'recovery_code');
  return {
    expiresAtMs: instantMs(row.expires_at),
    provenAtMs: instantMs(row.proven_at),
    idleMs: ctx.policy.idleMs,
    ways: kinds.length > 0 ? kinds : await firstFactors(ctx, accountId),
    mustEnrol: needsFactor(ctx, roles) && kinds.length === 0,
  };
}

/** How an account without a second factor is entered: by its password, and through providers. */
async function firstFactors(ctx: Context, accountId: string): Promise<SessionState['ways']> {
  const rows = await ctx.db
    .selectFrom('access_credential')
    .select('provider_id')
    .where('user_id', '=', accountId)
    .execute();
  const isPassword = ({ provider_id: id }: (typeof rows)[number]): boolean => id === 'credential';
  return [
    ...(rows.some(isPassword) ? (['password'] as const) : []),
    ...(rows.some((row) => !isPassword(row)) ? (['outside'] as const) : []),
  ];
}

/** Renews the proof of a session: by a second factor where the account has one, by the password alone where it has none. */
export async function prove(ctx: Context, within: Within, proof: Proof): Promise<ProofResult> {
  const { login, accountId, sessionId } = within;
  const { ways } = await sessionState(ctx, within);
  if (!ways.includes(proof.kind)) return { kind: 'other_proof' };
  const guesses = guessesAt(login);
  const attempt = await countAttempt(ctx.db, guesses, { nowMs: ctx.clock.nowMs(), policy: ctx.policy });
  if (attempt.kind === 'locked') return attempt;
  const isRight = await inTransaction(ctx, (tx) => holds(tx, within, proof));
  if (!isRight) return { kind: 'wrong' };
  await forgiveAttempts(ctx.db, guesses);
  await ctx.db
    .updateTable('access_session')
    .set({ proven_at: instantText(ctx.clock.nowMs()) })
    .where('token', '=', sessionId)
    .where('user_id', '=', accountId)
    .execute();
  return { kind: 'proven' };
}

async function holds(tx: Context, { accountId, sessionId }: Within, proof: Proof): Promise<boolean> {
  switch (proof.kind) {
    case 'password': {
      const { internalAdapter, password } = await tx.auth();
      const stored = (await internalAdapter.findCredentialAccount(accountId))?.password;
      if (typeof stored !== 'string') return false;
      return password.verify({ hash: stored, password: proof.password });
    }
    case 'totp':
      return spendTotp(tx, { accountId, code: proof.code, isConfirmed: true });
    case 'passkey':
      return (await assertedBy(tx, proof.assertion, purposeOf(sessionId))) === accountId;
  }
}

function purposeOf(sessionId: string): string {
  return `prove ${sessionId}`;
}
