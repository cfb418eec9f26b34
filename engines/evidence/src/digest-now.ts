import { hash } from 'node:crypto';

/**
 * SHA-256 at once, 32 bytes, for whoever hashes very much. The digest comes as a string and is written into Node's pool of small buffers:
 * a buffer of its own for every digest takes more than twice as long as hashing.
 */
export function digestNow(bytes: Uint8Array): Uint8Array {
  return Buffer.from(hash('sha256', bytes, 'latin1'), 'latin1');
}
