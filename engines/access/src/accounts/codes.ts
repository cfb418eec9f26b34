import { codeOf, fail, instantText, sha256 } from '@finharbor/kernel';
import type { Account } from '../account.ts';
import { countAttempt, forgiveAttempts } from '../lockout.ts';
import { type Context, inTransaction } from './context.ts';
import { create } from './create.ts';
import { fieldFault } from './login.ts';
import type { NewAccount } from './store.ts';

// Crockford's base 32: no letter that reads as a digit.
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new code for a purpose, whose earlier one ends. */
export async function issueCode(
  ctx: Context,
  { purpose, validMs }: { readonly purpose: string; readonly validMs: number },
): Promise<string> {
  const characters = [...ctx.random.bytes(20)].map((byte) => codeAlphabet[byte % 32]!);
  const code = characters.join('').replace(/.{5}(?=.)/g, '$&-');
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
export type CodeUse = {
  /** The purpose itself, or what purposes begin with where each has a name of its own. */
  readonly purpose: string;
  readonly byPrefix?: boolean;
  /** The account to be made for the purpose of the code that was shown. */
  readonly accountFor: (tx: Context, purpose: string) => Promise<NewAccount>;
};

/** Uses a code up and makes the account in one step. Errors: `access.wrong_code`, `access.locked` and those of `create`. */
export async function redeemCode(ctx: Context, code: string, use: CodeUse): Promise<Account> {
  const tries = `code ${use.purpose}`;
  const attempt = await countAttempt(ctx.db, tries, { nowMs: ctx.clock.nowMs(), policy: ctx.policy });
  if (attempt.kind === 'locked') fail('access.locked', 'Too many wrong codes. Wait and try again.');
  try {
    const account = await spendCode(ctx, code, use);
    await forgiveAttempts(ctx.db, tries);
    return account;
  } catch (error) {
    // A right code with a login or password that is refused was no guess.
    if (codeOf(error) !== 'access.wrong_code') await forgiveAttempts(ctx.db, tries);
    throw error;
  }
}

function spendCode(ctx: Context, code: string, use: CodeUse): Promise<Account> {
  return inTransaction(ctx, async (tx) => {
    const used = await tx.db
      .deleteFrom('access_code')
      .where('code_sha256', '=', codeHash(code))
      .where('purpose', use.byPrefix ? 'like' : '=', use.byPrefix ? `${use.purpose}%` : use.purpose)
      .where('expires_at', '>', instantText(tx.clock.nowMs()))
      .returning('purpose')
      .executeTakeFirst();
    if (!used) throw fieldFault('access.wrong_code', '/code', 'The code is wrong, used or has run out');
    return create(tx, await use.accountFor(tx, used.purpose));
  });
}

function codeHash(code: string): Uint8Array<ArrayBuffer> {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return sha256(plain);
}
