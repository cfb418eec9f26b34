import { FinharborError, fail, instantMs, instantText } from '@finharbor/kernel';
import type { NewSession } from '../account.ts';
import { codeHash, newCode } from '../accounts/codes.ts';
import { type Context, inTransaction } from '../accounts/context.ts';
import { addressOf, organizationOf } from '../accounts/create.ts';
import { accountOf, accountRows } from '../accounts/read.ts';
import { tokenHash } from '../accounts/sessions.ts';
import { countAttempt, forgiveAttempts } from '../lockout.ts';

/** The login of the emergency account. It holds a space, so nobody is invited under it, and it has no password. */
export const emergencyLogin: string = 'break glass';
const emergencyName = '应急账号 Emergency account';
const codeValidMs = 15 * 60_000;
const openMs = 60 * 60_000;
const shortestReason = 10;
// Crockford's base 32: no letter that reads as a digit.

/** An emergency, as everybody at the process sees it. `endsAtMs` is null until the code was used. */
export type Emergency = {
  readonly id: string;
  readonly reason: string;
  readonly issuedBy: string;
  readonly issuedAtMs: number;
  readonly openedAtMs: number | null;
  readonly endsAtMs: number | null;
};

/**
 * Makes a code that opens the emergency account once, within a quarter of an hour; an earlier one ends. `issuedBy` names who ran the
 * command at the machine. Errors: `access.no_reason`, `access.not_set_up` where no account exists that could be locked out.
 */
export async function sealBroken(
  ctx: Context,
  { reason, issuedBy }: { readonly reason: string; readonly issuedBy: string },
): Promise<{ readonly code: string; readonly expiresAtMs: number }> {
  const stated = reason.trim();
  if ([...stated].length < shortestReason)
    fail(
      'access.no_reason',
      `Say why the emergency account is needed, in ${shortestReason} characters or more.`,
    );
  const somebody = await accountRows(ctx.db).limit(1).executeTakeFirst();
  if (!somebody)
    fail('access.not_set_up', 'No account exists yet: make the first one with the code of the start.');
  const nowMs = ctx.clock.nowMs();
  const code = newCode(ctx.random);
  const expiresAtMs = nowMs + codeValidMs;
  await inTransaction(ctx, async ({ db, newId }) => {
    await db
      .updateTable('access_break_glass')
      .set({ code_expires_at: instantText(nowMs) })
      .where('opened_at', 'is', null)
      .where('code_expires_at', '>', instantText(nowMs))
      .execute();
    await db
      .insertInto('access_break_glass')
      .values({
        id: newId(),
        reason: stated,
        issued_by: issuedBy,
        code_sha256: codeHash(code),
        issued_at: instantText(nowMs),
        code_expires_at: instantText(expiresAtMs),
      })
      .execute();
  });
  return { code, expiresAtMs };
}

/**
 * Uses a code up and opens a session of the emergency account for an hour, with the given roles. Errors: `access.wrong_code`,
 * `access.locked`.
 */
export async function openEmergency(
  ctx: Context,
  {
    code,
    party,
    roles,
  }: { readonly code: string; readonly party: string; readonly roles: readonly string[] },
): Promise<NewSession> {
  const tries = 'code break glass';
  const nowMs = ctx.clock.nowMs();
  const attempt = await countAttempt(ctx.db, tries, { nowMs, policy: ctx.policy });
  if (attempt.kind === 'locked') fail('access.locked', 'Too many wrong codes. Wait and try again.');
  const opened = await inTransaction(ctx, async (tx) => {
    const used = await tx.db
      .updateTable('access_break_glass')
      .set({ opened_at: instantText(nowMs), ends_at: instantText(nowMs + openMs) })
      .where('code_sha256', '=', codeHash(code))
      .where('opened_at', 'is', null)
      .where('code_expires_at', '>', instantText(nowMs))
      .executeTakeFirst();
    if (used.numUpdatedRows === 0n) throw wrongCode();
    return session(tx, await unsealed(tx, { party, roles }), nowMs);
  });
  await forgiveAttempts(ctx.db, tries);
  return opened;
}

/** The emergency that lasts now or the last ones before it, the newest first. */
export async function emergencies({ db }: Context, limit: number): Promise<readonly Emergency[]> {
  const rows = await db
    .selectFrom('access_break_glass')
    .selectAll()
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    reason: row.reason,
    issuedBy: row.issued_by,
    issuedAtMs: instantMs(row.issued_at),
    openedAtMs: row.opened_at === null ? null : instantMs(row.opened_at),
    endsAtMs: row.ends_at === null ? null : instantMs(row.ends_at),
  }));
}

/** Ends the emergency that lasts: the session of its account is over. */
export async function endEmergency({ db, clock }: Context, accountId: string): Promise<void> {
  const now = instantText(clock.nowMs());
  await db.deleteFrom('access_session').where('user_id', '=', accountId).execute();
  await db.updateTable('access_break_glass').set({ ends_at: now }).where('ends_at', '>', now).execute();
}

/** The emergency account with today's roles, made where there is none yet. */
async function unsealed(
  tx: Context,
  { party, roles }: { readonly party: string; readonly roles: readonly string[] },
): Promise<string> {
  const at = instantText(tx.clock.nowMs());
  const { id } = await tx.db
    .insertInto('access_user')
    .values({
      id: tx.newId(),
      login: emergencyLogin,
      name: emergencyName,
      email: addressOf('break-glass.sealed'),
      email_verified: false,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('login').doUpdateSet({ disabled_at: null, updated_at: at }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const role = roles.join(',');
  await tx.db
    .insertInto('access_member')
    .values({
      id: tx.newId(),
      organization_id: await organizationOf(tx, party),
      user_id: id,
      role,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ role }))
    .execute();
  return id;
}

async function session(tx: Context, userId: string, nowMs: number): Promise<NewSession> {
  const token = Buffer.from(tx.random.bytes(32)).toString('base64url');
  const expiresAtMs = nowMs + openMs;
  const at = instantText(nowMs);
  // One at a time: what an earlier code has opened ends.
  await tx.db.deleteFrom('access_session').where('user_id', '=', userId).execute();
  await tx.db
    .insertInto('access_session')
    .values({
      id: tx.newId(),
      user_id: userId,
      token: tokenHash(token),
      expires_at: instantText(expiresAtMs),
      created_at: at,
      updated_at: at,
      proven_at: at,
    })
    .execute();
  const row = await accountRows(tx.db).where('u.id', '=', userId).executeTakeFirstOrThrow();
  return { token, account: accountOf(row), expiresAtMs };
}

function wrongCode(): FinharborError {
  const detail = 'The code is wrong, used or has run out';
  return new FinharborError({
    code: 'access.wrong_code',
    publicMessage: `${detail}.`,
    fields: [{ pointer: '/code', detail }],
  });
}
