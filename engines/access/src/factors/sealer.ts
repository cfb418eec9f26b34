import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fail, type Random } from '@finharbor/kernel';

/** Keeps secrets unreadable in the database. What was sealed opens only under the same key and the same context. */
export type Sealer = {
  readonly seal: (plain: Uint8Array, context: Uint8Array) => Promise<Uint8Array>;
  /** Errors: `access.unsealable`, where it was sealed otherwise or changed since. */
  readonly open: (sealed: Uint8Array, context: Uint8Array) => Promise<Uint8Array>;
};

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under one key of 32 bytes: nonce, ciphertext, tag; the context is authenticated. Source: NIST SP 800-38D. */
export function aesGcmSealer(key: Uint8Array, random: Random): Sealer {
  return {
    async seal(plain, context) {
      const nonce = random.bytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    async open(sealed, context) {
      const [nonce, body, tag] = [
        sealed.subarray(0, nonceBytes),
        sealed.subarray(nonceBytes, -tagBytes),
        sealed.subarray(-tagBytes),
      ];
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
        cipher.setAAD(context).setAuthTag(tag);
        return Buffer.concat([cipher.update(body), cipher.final()]);
      } catch (cause) {
        return fail('access.unsealable', 'A secret was sealed under another key, or changed.', cause);
      }
    },
  };
}
