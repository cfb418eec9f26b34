import { createHmac, timingSafeEqual } from 'node:crypto';

/** The code that proves an address: eight digits, made from the process's key so that the database holds nothing to read it from. */
export function codeOf(key: string, nonce: string): string {
  const number = createHmac('sha256', key).update(`code ${nonce}`).digest().readUInt32BE() % 100_000_000;
  return String(number).padStart(8, '0');
}

/** True where the code is the one that was sent; in the same time for every wrong one. */
export function codeMatches(key: string, nonce: string, given: string): boolean {
  const typed = given.replaceAll(/\D/g, '');
  return typed.length === 8 && timingSafeEqual(Buffer.from(typed), Buffer.from(codeOf(key, nonce)));
}

/** What a webhook's bodies are signed with: 64 hex digits, told once when the webhook is set up. */
export function signingSecretOf(key: string, nonce: string): string {
  return createHmac('sha256', key).update(`webhook ${nonce}`).digest('hex');
}

/** The value of the header `finharbor-signature`: HMAC-SHA256 of the body's bytes (RFC 2104), keyed by the secret's characters. */
export function bodySignature(secret: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`;
}
