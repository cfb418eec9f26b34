import type { Json } from '@finharbor/kernel';
import { type CredentialDraft, type Issuer, issueCredential } from './credential.ts';

/** What a participant says of itself. */
export type SelfDescription = {
  readonly legalName: { readonly en: string; readonly zh: string };
  /** Unified social credit code (GB 32100), of those that have one. */
  readonly uscc?: string;
  /** What it does in the data space, such as `bank` or `operator`. */
  readonly role: string;
  /** Where its connector's messages go. */
  readonly connector: string;
};

/**
 * A participant's own word about itself, signed: name, registration number, role, connector, in the manner of a Gaia-X legal person.
 * It proves who says so and nothing more; a membership credential is the data space's word.
 */
export function describeSelf(
  issuer: Issuer,
  { legalName, uscc, role, connector }: SelfDescription,
  about: Pick<CredentialDraft, 'id' | 'validFromMs' | 'validUntilMs'>,
): string {
  const subject: { readonly [key: string]: Json } = {
    id: issuer.did,
    type: 'LegalPerson',
    legalName,
    ...(uscc !== undefined && { registrationNumber: { type: 'UnifiedSocialCreditCode', value: uscc } }),
    role,
    connector,
  };
  return issueCredential(issuer, { ...about, type: 'SelfDescriptionCredential', subject });
}
