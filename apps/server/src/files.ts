import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  fail,
  generateSigningKey,
  type SigningKey,
  signingKeyFromPem,
  signingKeyToPem,
  systemRandom,
} from '@finharbor/kernel';

/** Reads a signing key, or makes one that only its owner can read. Errors: `key.malformed`. */
export function loadSigningKey(path: string): SigningKey {
  if (existsSync(path)) return signingKeyFromPem(readFileSync(path, 'utf8'));
  const key = generateSigningKey();
  writeSecret(path, signingKeyToPem(key));
  return key;
}

/** Reads the key that seals secrets in the database, or makes one of 32 bytes that only its owner can read. Errors: `key.malformed`. */
export function loadSealingKey(path: string): Uint8Array {
  if (!existsSync(path)) writeSecret(path, `${Buffer.from(systemRandom.bytes(32)).toString('base64url')}\n`);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url');
  return key.length === 32 ? key : fail('key.malformed', 'A sealing key is 32 bytes in base64url.');
}

/** Writes a file that only its owner can read, whole or not at all. */
export function writeSecret(path: string, text: string): void {
  privateFolder(dirname(path));
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/** Makes a folder others may pass through but not list, unless it is there: the database below it runs as another user. */
export function privateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o711 });
}
