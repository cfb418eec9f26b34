import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, type IdSource, type Random } from '@finharbor/kernel';
import { z } from 'zod';
import { gcmOpen, gcmSeal, keyBytes, nonceBytes, type SealAlgorithm } from './gcm.ts';
import type { KeyStore } from './key-store.ts';

/** What a key file is opened with. New keys are of `algorithm`; those already in the file keep theirs. */
export type KeyFileOptions = {
  readonly path: string;
  readonly algorithm: SealAlgorithm;
  readonly random: Random;
  readonly newId: IdSource;
};

const fileSchema = z.strictObject({
  wrapping: z.string(),
  signing: z.string(),
  keys: z.record(z.string(), z.strictObject({ algorithm: z.string(), secret: z.base64url() })),
});
type KeyFile = z.infer<typeof fileSchema>;

/**
 * Master keys in a file that only its owner can read, made where there is none: as safe as the machine's disk and its root user.
 * One process holds a file. Errors: `sealing.key_file` where others can read it or it does not hold keys.
 */
export function openKeyFile(options: KeyFileOptions): KeyStore {
  const { path, random } = options;
  let file = existsSync(path) ? read(path) : made(options);
  const secretOf = (id: string): KeyFile['keys'][string] & { readonly bytes: Buffer } => {
    const key = file.keys[id] ?? fail('sealing.key_unknown', 'The key store has no key of this id.');
    return { ...key, bytes: Buffer.from(key.secret, 'base64url') };
  };
  const parts = (keyId: string, nonce: Uint8Array): Parameters<typeof gcmSeal>[0] => {
    const { algorithm, bytes } = secretOf(keyId);
    if (!(algorithm in keyBytes)) fail('sealing.key_unknown', 'The key of this id wraps nothing.');
    return { algorithm: algorithm as SealAlgorithm, key: bytes, nonce, aad: Buffer.from(keyId) };
  };
  return {
    keys: async () => ({ wrapping: file.wrapping, signing: file.signing }),
    wrap: async (keyId, key) => {
      const nonce = random.bytes(nonceBytes);
      return Buffer.concat([nonce, gcmSeal(parts(keyId, nonce), key)]);
    },
    unwrap: async (keyId, wrapped) => {
      const key = gcmOpen(parts(keyId, wrapped.subarray(0, nonceBytes)), wrapped.subarray(nonceBytes));
      return key ?? fail('sealing.not_opened', 'The key was not wrapped by this master key.');
    },
    sign: async (keyId, message) => {
      const { algorithm, bytes } = secretOf(keyId);
      if (algorithm !== signing) fail('sealing.key_unknown', 'The key of this id signs nothing.');
      return createHmac('sha256', bytes).update(message).digest();
    },
    rotate: async () => {
      const [id, key] = newKey(options, options.algorithm);
      const next = { ...file, wrapping: id, keys: { ...file.keys, [id]: key } };
      write(path, next);
      file = next;
      return id;
    },
  };
}

const signing = 'hmac-sha256';

function newKey(
  { random, newId }: KeyFileOptions,
  algorithm: SealAlgorithm | typeof signing,
): [string, KeyFile['keys'][string]] {
  const size = algorithm === signing ? 32 : keyBytes[algorithm];
  return [newId(), { algorithm, secret: Buffer.from(random.bytes(size)).toString('base64url') }];
}

function made(options: KeyFileOptions): KeyFile {
  const wraps = newKey(options, options.algorithm);
  const signs = newKey(options, signing);
  const file = { wrapping: wraps[0], signing: signs[0], keys: Object.fromEntries([wraps, signs]) };
  write(options.path, file);
  return file;
}

function read(path: string): KeyFile {
  if ((statSync(path).mode & 0o077) !== 0)
    fail('sealing.key_file', 'Others can read the key file: give it the mode 600, and rotate its keys.');
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Without its cause: a fault of JSON quotes what it read.
    return fail('sealing.key_file', 'The key file does not hold keys. Restore it: without it nothing opens.');
  }
}

/** Whole or not at all: a process killed here leaves the file as it was. */
function write(path: string, file: KeyFile): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o711 });
  const draft = `${path}.new`;
  writeFileSync(draft, JSON.stringify(file, null, 2), { mode: 0o600, flush: true });
  renameSync(draft, path);
}
