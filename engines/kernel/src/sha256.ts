import { createHash } from 'node:crypto';

/** SHA-256 over bytes or UTF-8 text, as 32 bytes. */
export function sha256(...parts: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
