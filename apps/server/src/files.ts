import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  generateSigningKey,
  type Random,
  type SigningKey,
  signingKeyFromPem,
  signingKeyToPem,
} from '@finharbor/kernel';

/** Reads a signing key, or makes one that only its owner can read. Errors: `key.malformed`. */
export function loadSigningKey(path: string): SigningKey {
  if (existsSync(path)) return signingKeyFromPem(readFileSync(path, 'utf8'));
  const key = generateSigningKey();
  writeSecret(path, signingKeyToPem(key));
  return key;
}

/** Reads 32 secret bytes, or draws them into a file that only its owner can read. */
export function loadSecret(path: string, random: Random): Uint8Array {
  if (!existsSync(path)) writeSecret(path, random.bytes(32).toHex());
  return Uint8Array.fromHex(readFileSync(path, 'utf8'));
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
