import { createCipheriv, hkdfSync } from 'node:crypto';

const zeros = new Uint8Array(65_536);

/**
 * `length` pseudo-random bytes for one label: AES-128-CTR (NIST SP 800-38A) under a key and counter block from
 * HKDF-SHA-256 (RFC 5869) of the seed and the label. A label must be used once per seed.
 */
export function expand(seed: Uint8Array, label: string, length: number): Uint8Array<ArrayBuffer> {
  const okm = new Uint8Array(hkdfSync('sha256', seed, 'finharbor-fusion', label, 32));
  const cipher = createCipheriv('aes-128-ctr', okm.subarray(0, 16), okm.subarray(16));
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += zeros.length)
    out.set(cipher.update(zeros.subarray(0, Math.min(zeros.length, length - at))), at);
  return out;
}
