import { instantMs } from '@finharbor/kernel';
import type { FactorKind } from '../account.ts';
import type { Context } from '../accounts/context.ts';
import type { Factors } from './forms.ts';
import { passkeysOf } from './passkeys.ts';

/** The factors of an account, and what may be added here. */
export async function factorsOf(ctx: Context, accountId: string): Promise<Factors> {
  const totp = await ctx.db
    .selectFrom('access_totp')
    .select('confirmed_at')
    .where('user_id', '=', accountId)
    .executeTakeFirst();
  const confirmed = totp?.confirmed_at ?? null;
  return {
    totp: confirmed === null ? null : { confirmedAtMs: instantMs(confirmed) },
    passkeys: await passkeysOf(ctx, accountId),
    recoveryCodes: await codesLeft(ctx, accountId),
    offered: { totp: ctx.sealer !== undefined, passkey: ctx.site() !== undefined },
  };
}

/** True where the account has a second factor; recovery codes alone are none. */
export async function hasFactor(ctx: Context, accountId: string): Promise<boolean> {
  const { has } = await ctx.db
    .selectNoFrom(({ or, exists, selectFrom }) =>
      or([
        exists(
          selectFrom('access_totp')
            .select('user_id')
            .where('user_id', '=', accountId)
            .where('confirmed_at', 'is not', null),
        ),
        exists(selectFrom('access_passkey').select('id').where('user_id', '=', accountId)),
      ]).as('has'),
    )
    .executeTakeFirstOrThrow();
  return has === true;
}

/** The ways to complete a sign-in to this account; none where it has no second factor. */
export async function factorKinds(ctx: Context, accountId: string): Promise<readonly FactorKind[]> {
  const { totp, passkeys, recoveryCodes } = await factorsOf(ctx, accountId);
  const own: readonly FactorKind[] = [
    ...(passkeys.length > 0 ? (['passkey'] as const) : []),
    ...(totp ? (['totp'] as const) : []),
  ];
  return own.length > 0 && recoveryCodes > 0 ? [...own, 'recovery_code'] : own;
}

/** Takes every factor from an account. */
export async function removeFactors({ db }: Context, accountId: string): Promise<void> {
  for (const table of ['access_totp', 'access_passkey', 'access_recovery_code'] as const)
    await db.deleteFrom(table).where('user_id', '=', accountId).execute();
}

/** Without a factor that they stand in for, recovery codes are good for nothing; a later factor gets new ones. */
export async function dropUnusedCodes(ctx: Context, accountId: string): Promise<void> {
  if (await hasFactor(ctx, accountId)) return;
  await ctx.db.deleteFrom('access_recovery_code').where('user_id', '=', accountId).execute();
}

async function codesLeft({ db }: Context, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom('access_recovery_code')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('user_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(n);
}

/**
 * Under what guesses at a login's second factor are counted. Not under the login: only who knows the password gets to guess here, so
 * strangers' wrong passwords do not lock the owner out of the second step, and showing the password clears nothing of it.
 */
export function guessesAt(login: string): string {
  return `factor ${login}`;
}
