import { canonicalJson } from '@finharbor/kernel';
import { keyBytes, nonceBytes, type SealAlgorithm } from './gcm.ts';

/** Where a sealed value stands. It opens there and nowhere else. */
export type SealContext = { readonly table: string; readonly column: string; readonly row: string };

/** A sealed value's parts; algorithm and key stand in it, so that values of several keys and algorithms can be read side by side. */
export type SealedParts = {
  readonly algorithm: SealAlgorithm;
  readonly keyId: string;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
};

const form = /^fh1\.([a-z0-9-]+)\.([0-9a-f-]{36})\.([A-Za-z0-9_-]+)$/;

/** `fh1.<algorithm>.<key id>.<base64url of nonce, ciphertext and tag>` */
export function sealedText({ algorithm, keyId, nonce, sealed }: SealedParts): string {
  return `fh1.${algorithm}.${keyId}.${Buffer.concat([nonce, sealed]).toString('base64url')}`;
}

/** The parts of a sealed value; undefined for anything else. */
export function sealedParts(text: string): SealedParts | undefined {
  const [, algorithm = '', keyId = '', body = ''] = form.exec(text) ?? [];
  if (!Object.hasOwn(keyBytes, algorithm)) return undefined;
  const bytes = Buffer.from(body, 'base64url');
  const [nonce, sealed] = [bytes.subarray(0, nonceBytes), bytes.subarray(nonceBytes)];
  return { algorithm: algorithm as SealAlgorithm, keyId, nonce, sealed };
}

/** What a value is bound to. As canonical JSON: no two places have the same bytes. */
export function boundTo(
  { table, column, row }: SealContext,
  { algorithm, keyId }: Pick<SealedParts, 'algorithm' | 'keyId'>,
): Uint8Array {
  return Buffer.from(canonicalJson(['finharbor/sealed/v1', algorithm, keyId, table, column, row]));
}
