import { type CipherGCMTypes, createCipheriv, createDecipheriv } from 'node:crypto';

/** How values are sealed: AES-256-GCM (NIST SP 800-38D), or SM4-GCM (GB/T 32907 in the mode of RFC 8998) where 国密 is asked for. */
export type SealAlgorithm = 'aes-256-gcm' | 'sm4-gcm';

/** The size of an algorithm's keys. */
export const keyBytes: Readonly<Record<SealAlgorithm, number>> = { 'aes-256-gcm': 32, 'sm4-gcm': 16 };

/** 96 bits: the size GCM needs no hashing for. */
export const nonceBytes = 12;
const tagBytes = 16;

/** What a message is sealed or opened with. A nonce serves once under a key. */
export type GcmParts = {
  readonly algorithm: SealAlgorithm;
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  /** Bound to the message, and not part of it. */
  readonly aad: Uint8Array;
};

/** Ciphertext and its tag of 16 bytes. */
export function gcmSeal({ algorithm, key, nonce, aad }: GcmParts, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(typed(algorithm), key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The message; undefined where key, nonce, additional data or a bit of it are not those it was sealed with. */
export function gcmOpen({ algorithm, key, nonce, aad }: GcmParts, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < tagBytes || nonce.length !== nonceBytes) return undefined;
  const decipher = createDecipheriv(typed(algorithm), key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const head = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    return Buffer.concat([head, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Node's types name no SM4; its OpenSSL has it, and a test holds it to the published vectors. */
function typed(algorithm: SealAlgorithm): CipherGCMTypes {
  return algorithm as CipherGCMTypes;
}
