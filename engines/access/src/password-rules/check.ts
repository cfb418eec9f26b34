import type { Context } from '../accounts/context.ts';
import { checkPassword, fieldFault } from '../accounts/login.ts';
import { isBreached } from './breached.ts';
import { isGuessable } from './guessable.ts';
import { isRemembered, passwordAgeMs } from './history.ts';

/** Whose password it is to be. */
export type PasswordOwner = { readonly login: string; readonly name: string; readonly party: string };

/** Words no password of the program is made of, whatever the party is called. */
const programNames = ['finharbor', 'jinkegang', '金科港'];

/**
 * Checks a new password: length and kinds, no leaked one, more than names and runs.
 * Errors: `access.weak_password`, `access.password_breached`, `access.password_guessable`.
 */
export async function checkNewPassword(
  ctx: Pick<Context, 'passwordWords'>,
  password: string,
  { login, name, party }: PasswordOwner,
): Promise<void> {
  checkPassword(password, login);
  if (await isBreached(password))
    throw fieldFault('access.password_breached', '/password', 'This password stands in lists of leaked ones');
  if (isGuessable(password, [login, name, party, ...ctx.passwordWords, ...programNames]))
    throw fieldFault(
      'access.password_guessable',
      '/password',
      'It is made of names, keyboard runs or common words: add words of your own',
    );
}

/**
 * Checks that a password may be changed for this one now. Errors: those of `checkNewPassword`, `access.password_reused`,
 * `access.password_too_recent`.
 */
export async function checkChangedPassword(
  ctx: Context,
  password: string,
  owner: PasswordOwner & { readonly id: string },
): Promise<void> {
  const ageMs = await passwordAgeMs(ctx, owner.id);
  if (ageMs !== undefined && ageMs < ctx.policy.minPasswordAgeMs)
    throw fieldFault('access.password_too_recent', '/password', 'The password was set only a while ago');
  await checkNewPassword(ctx, password, owner);
  if (await isRemembered(ctx, owner.id, password))
    throw fieldFault('access.password_reused', '/password', 'You have used this password before');
}
