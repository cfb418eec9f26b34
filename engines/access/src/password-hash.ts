import { type Argon2Parameters, argon2, scrypt, timingSafeEqual } from 'node:crypto';
import type { Random } from '@finharbor/kernel';

/** Cost of Argon2id (RFC 9106): memory in KiB, passes over it, lanes. */
export type PasswordCost = { readonly m: number; readonly t: number; readonly p: number };

/** 19 MiB, two passes: the first setting that OWASP's password storage sheet names, some 40 ms of one core. */
export const passwordCost: PasswordCost = { m: 19_456, t: 2, p: 1 };

const hashBytes = 32;

/** Hashes a password with a fresh salt, in PHC's form: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(
  password: string,
  random: Random,
  cost: PasswordCost = passwordCost,
): Promise<string> {
  const salt = Buffer.from(random.bytes(16));
  return headOf(cost) + phc(salt) + '$' + phc(await derive(password, salt, cost));
}

/** True where the password is the one the hash was made of, with the cost that stands in the hash; compares in constant time. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]{11,64})\$([\w+/]{43})$/.exec(
    stored,
  );
  if (!match) return scryptMatches(password, stored);
  const [, m, t, p, salt, hash] = match;
  const cost = { m: Number(m), t: Number(t), p: Number(p) };
  return timingSafeEqual(
    await derive(password, Buffer.from(salt!, 'base64'), cost),
    Buffer.from(hash!, 'base64'),
  );
}

/** A hash that no password is known for, to spend the same time on a login nobody has. */
export function decoyHash(cost: PasswordCost): string {
  return headOf(cost) + phc(Buffer.alloc(16)) + '$' + phc(Buffer.alloc(hashBytes));
}

/** True where the hash was made in another way, or with another cost, than today's. */
export function needsRehash(stored: string, cost: PasswordCost = passwordCost): boolean {
  return !stored.startsWith(headOf(cost));
}

function headOf({ m, t, p }: PasswordCost): string {
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$`;
}

function phc(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function derive(password: string, nonce: Buffer, { m, t, p }: PasswordCost): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    message: plain(password),
    nonce,
    memory: m,
    passes: t,
    parallelism: p,
    tagLength: hashBytes,
  };
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  argon2('argon2id', parameters, (error, key) => (error ? reject(error) : resolve(key)));
  return promise;
}

/** Hashes of before Argon2id (RFC 7914): they stay good, and give way at the next sign-in. */
function scryptMatches(password: string, stored: string): Promise<boolean> {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{2,64})\$([\w-]{43})$/.exec(stored);
  if (!match) return Promise.resolve(false);
  const [ln, r, p] = match.slice(1, 4).map(Number) as [number, number, number];
  const cost = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
  const [salt, hash] = match.slice(4).map((text) => Buffer.from(text, 'base64url')) as [Buffer, Buffer];
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  scrypt(plain(password), salt, hashBytes, cost, (error, key) =>
    error ? reject(error) : resolve(timingSafeEqual(key, hash)),
  );
  return promise;
}

/** The same characters typed on another keyboard are the same password. */
function plain(password: string): string {
  return password.normalize('NFKC');
}
