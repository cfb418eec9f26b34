import { createHmac, timingSafeEqual } from 'node:crypto';

/** What authenticator apps take for granted: SHA-1, six digits, thirty seconds. */
const totpForm = { digits: 6, stepMs: 30_000 } as const;

/** How far the person's clock may be off, in steps, either way. */
const windowSteps = 1;

/** The time step an instant lies in. */
export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / totpForm.stepMs);
}

/** The code of a time step. Source: RFC 6238 over RFC 4226, section 5.3, with HMAC-SHA-1. */
export function totpCode(secret: Uint8Array, step: number, digits: number = totpForm.digits): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac[19]! & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step near `nowMs` whose code was given; undefined where it is none's. Takes the same time whichever it is. */
export function stepOf(secret: Uint8Array, given: string, nowMs: number): number | undefined {
  const code = given.normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = stepAt(nowMs);
  const steps = Array.from({ length: 2 * windowSteps + 1 }, (_, at) => now - windowSteps + at);
  return steps
    .filter((step) => timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)))
    .at(-1);
}

/** The address an authenticator app reads from a QR code. Source: the Key URI format of Google Authenticator. */
export function otpauthUri(secret: Uint8Array, { issuer, login }: TotpLabel): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${totpForm.digits}&period=${totpForm.stepMs / 1000}`;
}
type TotpLabel = { readonly issuer: string; readonly login: string };

/** RFC 4648 base 32 without padding, as authenticator apps take it. */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five.padEnd(5, '0'), 2)]!)
    .join('');
}
