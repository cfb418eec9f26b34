import { createCipheriv, hash } from 'node:crypto';

const zeros = new Uint8Array(65_536);

/** A seed of the generator, and a key of AES-128. */
export const seedBytes = 16;

/** Fills memory with an AES-128-CTR keystream (NIST SP 800-38A), piece by piece; each seed is expanded once. */
export function keystream(seed: Uint8Array): (into: Uint8Array) => void {
  const cipher = createCipheriv('aes-128-ctr', seed, new Uint8Array(16));
  return (into) => {
    for (let at = 0; at < into.length; at += zeros.length)
      into.set(cipher.update(zeros.subarray(0, Math.min(zeros.length, into.length - at))), at);
  };
}

/** The first `length` bytes of the keystream of the j-th of seeds that stand one after the other. */
export function expanded(seeds: Uint8Array, j: number, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  keystream(seeds.subarray(seedBytes * j, seedBytes * (j + 1)))(out);
  return out;
}

/** SHA-256 of a label and parts; a part's place and length must follow from the label. */
export function labelled(label: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const name = Buffer.from(`finharbor/fusion/1/${label}\0`, 'utf8');
  return new Uint8Array(hash('sha256', Buffer.concat([name, ...parts]), 'buffer'));
}

/** A number as four bytes, for hashes. */
export function u32(value: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
