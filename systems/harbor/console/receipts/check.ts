import {
  type DocumentCheck,
  fingerprintOf,
  type SignedDocument,
  verifySigned,
} from '@finharbor/access/browser';
import { type SignedCertificate, signedCertificateSchema } from '@finharbor/access/personal-contract';
import { type ReceiptVerdict, verifyReceipt } from '@finharbor/evidence/verify';
import { receiptCheck } from '@finharbor/harbor/contract';
import type { Json } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** The keys a check believes: of the log and of the witnesses. */
export type Trust = { readonly logKey: string; readonly witnessKeys: readonly string[] };

const trustSchema = z.object({ logKey: z.string(), witnessKeys: z.array(z.string()) });
const receiptFile = z.object({
  id: z.string(),
  job: z.string(),
  body: z.json(),
  salt: z.string(),
  logIndex: z.number(),
  proof: z.string(),
  trust: trustSchema,
});

/** A receipt as a file holds it. */
export type ReceiptFile = z.infer<typeof receiptFile>;

/** Reads a file as a receipt; undefined where it is none. */
export function readReceipt(text: string): ReceiptFile | undefined {
  try {
    return receiptFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Reads a file as a certificate of erasure; undefined where it is none. */
export function readCertificate(text: string): SignedCertificate | undefined {
  try {
    return signedCertificateSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Checks here, in the page, that a certificate was signed by the key it names, and which that is. */
export async function checkCertificate(
  certificate: SignedCertificate,
): Promise<{ readonly check: DocumentCheck; readonly fingerprint: string }> {
  const [check, fingerprint] = await Promise.all([
    verifySigned(certificate as unknown as SignedDocument),
    fingerprintOf(certificate.key),
  ]);
  return { check, fingerprint };
}

/** Checks a receipt here, in the page: nothing is asked of any server. */
export async function check(receipt: ReceiptFile, trust: Trust): Promise<ReceiptVerdict> {
  return verifyReceipt(await receiptCheck({ ...receipt, body: receipt.body as Json }, trust));
}
