/**
 * What is the matter with a new password, or undefined: 12 to 128 characters; of lower case, upper case, digits and others three
 * kinds, unless it has 20 characters or more; and it does not contain the login.
 */
export function passwordFault(password: string, login: string): string | undefined {
  const length = [...password].length;
  if (length < 12 || length > 128) return 'A password has 12 to 128 characters';
  if (password.toLowerCase().includes(login.toLowerCase())) return 'A password does not contain the login';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) =>
    kind.test(password),
  );
  if (length < 20 && kinds.length < 3)
    return 'Use three of lower case, upper case, digits and other characters, or 20 characters or more';
  return undefined;
}
