import { FinharborError } from '@finharbor/kernel';
import { passwordFault } from '../passwords.ts';

/** A login typed in full width, as Chinese input methods do, or in capitals is the same login. */
export function plainLogin(login: string): string {
  return login.normalize('NFKC').toLowerCase();
}

/** True for what may be a login, once it is plain. */
export function isLogin(login: string): boolean {
  return /^[a-z0-9][a-z0-9._@-]{1,63}$/.test(login);
}

/** The plain login. Errors: `access.bad_login`. */
export function parseLogin(text: string): string {
  const login = plainLogin(text);
  if (isLogin(login)) return login;
  throw fieldFault(
    'access.bad_login',
    '/login',
    'A login has 2 to 64 characters: letters, digits and . _ @ -',
  );
}

/** Errors: `access.weak_password`. */
export function checkPassword(password: string, login: string): void {
  const fault = passwordFault(password, login);
  if (fault) throw fieldFault('access.weak_password', '/password', fault);
}

export function loginTaken(): FinharborError {
  return fieldFault('access.login_taken', '/login', 'This login is taken');
}

export function fieldFault(code: string, pointer: string, detail: string): FinharborError {
  return new FinharborError({ code, publicMessage: `${detail}.`, fields: [{ pointer, detail }] });
}
