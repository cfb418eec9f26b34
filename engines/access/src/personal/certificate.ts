import type { Json } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/http';
import type { DocumentBody, SignedDocument } from '../document-form.ts';
import { signDocument } from '../documents.ts';
import type { Personal } from './personal.ts';

/** What was erased of somebody and what stays, told to them. Nothing in it says who they were. */
export type ErasureCertificate = {
  readonly id: string;
  readonly cause: 'request' | 'retention';
  readonly requestedAtMs: number;
  readonly erasedAtMs: number;
  /** The commitment, hex, that records still call the account by; its salt is gone. */
  readonly subject: string;
  readonly erased: readonly { readonly what: Bilingual; readonly rows: number }[];
  readonly kept: readonly { readonly what: Bilingual; readonly reason: Bilingual }[];
};

/** A certificate signed with the key of the party that erased, to be checked by anybody who knows that key. */
export type SignedCertificate = Omit<SignedDocument, 'type' | 'body'> & {
  readonly type: 'erasure_certificate';
  readonly body: ErasureCertificate;
};

/** Signs a certificate in the name of the party whose process this is. */
export function certified(
  { signer: { party, key } }: Pick<Personal, 'signer'>,
  certificate: ErasureCertificate,
): SignedCertificate {
  const signed = signDocument(key, {
    type: 'erasure_certificate',
    issuer: party,
    audience: ['*'],
    body: certificate as unknown as DocumentBody,
    issuedAtMs: certificate.erasedAtMs,
  });
  return signed as unknown as SignedCertificate;
}

/** A certificate as it was kept. The first ones were kept unsigned: they are signed as they are read. */
export function keptCertificate(
  personal: Pick<Personal, 'signer'>,
  kept: Json | null,
): SignedCertificate | null {
  if (kept === null) return null;
  const isSigned = typeof kept === 'object' && 'signature' in kept;
  return isSigned
    ? (kept as unknown as SignedCertificate)
    : certified(personal, kept as unknown as ErasureCertificate);
}
