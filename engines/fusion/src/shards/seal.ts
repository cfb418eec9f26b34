import { createCipheriv, createDecipheriv } from 'node:crypto';
import { fail, type Random } from '@finharbor/kernel';

/** Encrypts what a job keeps on disk. `context` says what the bytes are; they open under no other. */
export type Seal = {
  readonly seal: (plain: Uint8Array, context: string) => Uint8Array<ArrayBuffer>;
  /** Errors: `fusion.job_sealed` where another key sealed them, or they were changed. */
  readonly open: (sealed: Uint8Array, context: string) => Uint8Array<ArrayBuffer>;
};

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under 32 bytes that the caller keeps elsewhere than the job's folder; with bytes drawn anew for each process a job
 * does not survive it. Nonces are random: at most 2^32 sealings under a key (NIST SP 800-38D, 8.3).
 */
export function sealUnder(key: Uint8Array, random: Random): Seal {
  return {
    seal(plain, context) {
      const nonce = random.bytes(nonceBytes);
      const to = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(context, 'utf8'));
      return new Uint8Array(Buffer.concat([nonce, to.update(plain), to.final(), to.getAuthTag()]));
    },
    open(sealed, context) {
      try {
        const from = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes))
          .setAAD(Buffer.from(context, 'utf8'))
          .setAuthTag(sealed.subarray(-tagBytes));
        const body = sealed.subarray(nonceBytes, -tagBytes);
        return new Uint8Array(Buffer.concat([from.update(body), from.final()]));
      } catch (cause) {
        return fail(
          'fusion.job_sealed',
          'What the job keeps cannot be opened: it has another key, or was changed. Begin the job anew in an empty folder.',
          cause,
        );
      }
    },
  };
}
