import { hkdfSync } from 'node:crypto';
import type { SigningKey } from '@finharbor/kernel';

/** 32 bytes for one use (`info` of HKDF with SHA-256, RFC 5869) that whoever has the process's key can make, and nobody else: the same after every start. */
export function derivedKey({ privateKey }: SigningKey, use: string): Uint8Array {
  const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
  return new Uint8Array(hkdfSync('sha256', secret, '', use, 32));
}
