import { createCipheriv, hkdfSync } from 'node:crypto';

const zeros = new Uint8Array(65_536);

/** Pseudo-random bytes for the numbered step of one seed; a step must be used once. */
export type Expander = (step: number, length: number) => Uint8Array<ArrayBuffer>;

/**
 * Expands a seed: AES-128-CTR (NIST SP 800-38A) under a key from HKDF-SHA-256 (RFC 5869) of the seed. The counter block is
 * the step's number (64 bits) and the block's within the step (64 bits), so no two steps share a block.
 */
export function expander(seed: Uint8Array): Expander {
  const key = new Uint8Array(hkdfSync('sha256', seed, 'finharbor-fusion', 'masks', 16));
  return (step, length) => {
    const counter = Buffer.alloc(16);
    counter.writeBigUInt64BE(BigInt(step));
    const cipher = createCipheriv('aes-128-ctr', key, counter);
    if (length <= zeros.length) return new Uint8Array(cipher.update(zeros.subarray(0, length)));
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += zeros.length)
      out.set(cipher.update(zeros.subarray(0, Math.min(zeros.length, length - at))), at);
    return out;
  };
}
