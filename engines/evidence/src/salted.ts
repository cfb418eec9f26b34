import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import { type Bytes, utf8 } from './bytes.ts';
import { commitBytes, commitmentDomain, type Opening, opensCommitment } from './commitment.ts';
import { digestNow } from './digest-now.ts';

/**
 * Commits to a document: SHA-256("finharbor/salted-commitment/v1" || 0x00 || salt || canonical JSON), 32 bytes.
 * The salt is 32 fresh random bytes, kept by whoever may open it; whoever has it can test guesses at the body.
 * Errors: `evidence.salt`, `json.not_canonical`.
 */
export async function saltedCommitment(body: Json, salt: Uint8Array): Promise<Bytes> {
  const commitment = await commitBytes({ body: utf8(canonicalJson(body)), salt });
  return commitment ?? fail('evidence.salt', 'salt: must be 32 bytes.');
}

/** True where the document and the salt open the commitment. */
export function opensTo(
  commitment: Uint8Array,
  opening: { readonly body: Json; readonly salt: Uint8Array },
): Promise<boolean> {
  return opensCommitment(commitment, { body: utf8(canonicalJson(opening.body)), salt: opening.salt });
}

/** `commitBytes` at once, for whoever makes very many; the salt is 32 bytes. */
export function commitBytesNow({ body, salt }: Opening): Uint8Array {
  return digestNow(Buffer.concat([commitmentDomain, salt, body]));
}
