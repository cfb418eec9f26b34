import { type Bytes, concat, equalBytes, utf8 } from './bytes.ts';
import { digest } from './proof.ts';

/** What opens a commitment: the committed bytes and the salt (32 bytes) they were hidden with. */
export type Opening = { readonly body: Uint8Array; readonly salt: Uint8Array };

/** What every commitment begins with. */
export const commitmentDomain: Bytes = utf8('finharbor/salted-commitment/v1\0');

/**
 * SHA-256(domain || 0x00 || salt || body), 32 bytes; undefined where the salt is not 32 bytes long.
 * Hides the body from whoever lacks the salt, if that is random and used once; binds as SHA-256 is collision-resistant.
 */
export async function commitBytes(opening: Opening): Promise<Bytes | undefined> {
  if (opening.salt.length !== 32) return undefined;
  return digest(concat(commitmentDomain, opening.salt, opening.body));
}

/** True where the opening is the one the commitment was made from. */
export async function opensCommitment(commitment: Uint8Array, opening: Opening): Promise<boolean> {
  const expected = await commitBytes(opening);
  return expected !== undefined && equalBytes(expected, commitment);
}
