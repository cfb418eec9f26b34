import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '@finharbor/kernel';

/** Cost of scrypt (RFC 7914): N = 2^ln, block size r, parallelism p. Memory is 128·N·r bytes. */
export type ScryptCost = { readonly ln: number; readonly r: number; readonly p: number };

/** 32 MiB and about a tenth of a second: one of the settings OWASP's password storage sheet names as equal. */
export const scryptCost: ScryptCost = { ln: 15, r: 8, p: 3 };

/** Hashes a password with a fresh salt: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`. */
export async function hashPassword(
  password: string,
  random: Random,
  cost: ScryptCost = scryptCost,
): Promise<string> {
  const salt = Buffer.from(random.bytes(16));
  const hash = await derive(password, salt, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** True where the password is the one the hash was made of, with the cost that stands in the hash; compares in constant time. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{2,64})\$([\w-]{43})$/.exec(stored);
  if (!match) return false;
  const [, ln, r, p, salt, hash] = match;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt!, 'base64url'), cost);
  return timingSafeEqual(derived, Buffer.from(hash!, 'base64url'));
}

/** A hash that no password is known for, to spend the same time on a login nobody has. */
export function decoyHash(cost: ScryptCost): string {
  const zeros = (size: number): string => Buffer.alloc(size).toString('base64url');
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${zeros(16)}$${zeros(32)}`;
}

/** True where the hash was made with another cost than today's. */
export function needsRehash(stored: string, cost: ScryptCost = scryptCost): boolean {
  return !stored.startsWith(`$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$`);
}

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

function derive(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const options: ScryptOptions = {
    N: 2 ** cost.ln,
    r: cost.r,
    p: cost.p,
    maxmem: 256 * 2 ** cost.ln * cost.r,
  };
  return new Promise((resolve, reject) => {
    // NFKC: the same characters typed on another keyboard are the same password.
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
