import { codeOf, fail, instantText, type Random, sha256 } from '@finharbor/kernel';
import { countAttempt, forgiveAttempts } from '../lockout.ts';
import { type Context, inTransaction } from './context.ts';
import { fieldFault } from './login.ts';

// Crockford's base 32: no letter that reads as a digit.
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code of 140 random bits, in four groups of seven. */
export function newCode(random: Random): string {
  const characters = [...random.bytes(28)].map((byte) => codeAlphabet[byte % 32]!);
  return characters.join('').replace(/.{7}(?=.)/g, '$&-');
}

/** A new code for a purpose, whose earlier one ends. */
export async function issueCode(
  ctx: Context,
  { purpose, validMs }: { readonly purpose: string; readonly validMs: number },
): Promise<string> {
  const code = newCode(ctx.random);
  const expires_at = instantText(ctx.clock.nowMs() + validMs);
  await inTransaction(ctx, async ({ db }) => {
    // A code shown at an earlier start and lost in some terminal must not stay good beside the new one.
    await db.deleteFrom('access_code').where('purpose', '=', purpose).execute();
    await db
      .insertInto('access_code')
      .values({ code_sha256: codeHash(code), purpose, expires_at })
      .execute();
  });
  return code;
}

/** What a code may be spent on. */
export type CodeUse<T> = {
  /** The purpose itself, or what purposes begin with where each has a name of its own. */
  readonly purpose: string;
  readonly byPrefix?: boolean;
  /** What the code is good for, given the purpose it was issued for; done in one step with using it up. */
  readonly effect: (tx: Context, purpose: string) => Promise<T>;
};

/** Uses a code up for its effect; one that is refused leaves it good. Errors: `access.wrong_code`, `access.locked` and the effect's. */
export async function redeemCode<T>(ctx: Context, code: string, use: CodeUse<T>): Promise<T> {
  const tries = `code ${use.purpose}`;
  const attempt = await countAttempt(ctx.db, tries, { nowMs: ctx.clock.nowMs(), policy: ctx.policy });
  if (attempt.kind === 'locked') fail('access.locked', 'Too many wrong codes. Wait and try again.');
  try {
    const done = await spendCode(ctx, code, use);
    await forgiveAttempts(ctx.db, tries);
    return done;
  } catch (error) {
    // A right code with a login or password that is refused was no guess.
    if (codeOf(error) !== 'access.wrong_code') await forgiveAttempts(ctx.db, tries);
    throw error;
  }
}

function spendCode<T>(ctx: Context, code: string, use: CodeUse<T>): Promise<T> {
  return inTransaction(ctx, async (tx) => {
    const used = await tx.db
      .deleteFrom('access_code')
      .where('code_sha256', '=', codeHash(code))
      .where('purpose', use.byPrefix ? 'like' : '=', use.byPrefix ? `${use.purpose}%` : use.purpose)
      .where('expires_at', '>', instantText(tx.clock.nowMs()))
      .returning('purpose')
      .executeTakeFirst();
    if (!used) throw fieldFault('access.wrong_code', '/code', 'The code is wrong, used or has run out');
    return use.effect(tx, used.purpose);
  });
}

/** What is kept of a code; typed in any case, with or without its dashes, it is the same. */
export function codeHash(code: string): Uint8Array<ArrayBuffer> {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return sha256(plain);
}
