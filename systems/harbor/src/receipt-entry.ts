import { commitBytes, type ReceiptCheck } from '@finharbor/evidence/verify';
import { canonicalJson, fail, type Json } from '@finharbor/kernel/contract';

/** The bytes that stand in the log: who, and the commitment. */
export function receiptEntry(party: string, commitment: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(canonicalJson({ type: 'finharbor/receipt/1', party, commitment }));
}

/** What a receipt holds that is checked: the body, the salt that opens its commitment, and the proof. */
export type ReceiptFacts = { readonly body: Json; readonly salt: string; readonly proof: string };

/**
 * What is checked of a receipt: the entry its body and salt open, the proof, and whose keys are believed. Needs no server; runs in a
 * page as in a terminal. Errors: `receipt.malformed`.
 */
export async function receiptCheck(
  { body, salt, proof }: ReceiptFacts,
  trust: { readonly logKey: string; readonly witnessKeys: readonly string[] },
): Promise<ReceiptCheck> {
  const { party } = (body ?? {}) as { readonly party?: unknown };
  const isHex = /^[0-9a-f]{64}$/.test(salt);
  if (typeof party !== 'string' || !isHex)
    fail('receipt.malformed', 'This is not what a receipt looks like.');
  const commitment = await commitBytes({
    body: new TextEncoder().encode(canonicalJson(body)),
    salt: Uint8Array.fromHex(salt),
  });
  return { entry: receiptEntry(party, commitment!.toHex()), proof, ...trust, quorum: 1 };
}
