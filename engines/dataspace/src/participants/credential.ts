import { type Clock, instantText, type Json, type PublicKey, type SigningKey } from '@finharbor/kernel';
import { z } from 'zod';
import { keyIdOf } from './did-document.ts';
import { isSignedBy, type Jws, readJws, signJws } from './jws.ts';
import type { Resolve } from './resolver.ts';

/** Where the state of a credential is told (Bitstring Status List v1.0, section 2.1). */
export type StatusEntry = {
  readonly id?: string | undefined;
  readonly type: 'BitstringStatusListEntry';
  readonly statusPurpose: 'revocation';
  readonly statusListIndex: string;
  readonly statusListCredential: string;
};
type Subject = { readonly [key: string]: Json };

/** A verifiable credential (W3C VC Data Model 2.0), as far as it is used here. */
export type Credential = {
  readonly id: string;
  readonly type: readonly string[];
  readonly issuer: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialSubject: Subject;
  readonly credentialStatus?: StatusEntry | undefined;
};

/** Who issues, with which key. */
export type Issuer = { readonly did: string; readonly key: SigningKey };

/** What a credential says; `type` beside `VerifiableCredential`. */
export type CredentialDraft = {
  readonly id: string;
  readonly type: string;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  readonly subject: Subject;
  readonly status?: Omit<StatusEntry, 'id'>;
};

/** The longest credential that is read. */
export const mostCredentialChars = 60_000;
const maximum = 30;
const skewMs = 60_000;

// What the base context does not define gets a name of its own, so that every term is an IRI.
const contexts = ['https://www.w3.org/ns/credentials/v2', { '@vocab': 'urn:finharbor:participants#' }];

/** Issues a credential as `vc+jwt` (W3C Securing Verifiable Credentials using JOSE and COSE, section 3.1.1), signed with Ed25519. */
export function issueCredential({ did, key }: Issuer, draft: CredentialDraft): string {
  return signJws({
    key,
    kid: keyIdOf(did, key.publicKey),
    typ: 'vc+jwt',
    payload: {
      '@context': contexts,
      id: draft.id,
      type: ['VerifiableCredential', draft.type],
      issuer: did,
      validFrom: instantText(draft.validFromMs),
      validUntil: instantText(draft.validUntilMs),
      credentialSubject: draft.subject,
      ...(draft.status ? { credentialStatus: { ...draft.status } } : {}),
    },
  });
}

const status = z.object({
  id: z.string().optional(),
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.literal('revocation'),
  statusListIndex: z.string().regex(/^(0|[1-9][0-9]{0,9})$/),
  statusListCredential: z.url(),
});
const schema: z.ZodType<Credential> = z.object({
  '@context': z.tuple([z.literal('https://www.w3.org/ns/credentials/v2')], z.json()),
  id: z.string().max(512),
  type: z
    .array(z.string())
    .max(maximum)
    .refine((types) => types.includes('VerifiableCredential')),
  issuer: z.string(),
  validFrom: z.iso.datetime({ offset: true }),
  validUntil: z.iso.datetime({ offset: true }),
  credentialSubject: z.record(z.string(), z.json()),
  credentialStatus: status.optional(),
});

/** What the check of a credential finds; revocation is asked for apart. */
export type CredentialCheck =
  | { readonly kind: 'valid'; readonly credential: Credential }
  | { readonly kind: 'refused' | 'unreachable'; readonly reason: string };

/** What a credential is checked against. */
export type CredentialVerifier = {
  readonly resolve: Resolve;
  readonly clock: Clock;
  /** Whose credentials count; all others are refused before anybody is asked anything. */
  readonly isTrusted: (issuer: string) => boolean;
  /** Where the same credential comes again and again: what was verified, so that it is not verified again under the same key. */
  readonly seen?: SeenCredentials;
};

type ReadCredential = { readonly jws: Jws; readonly kid: string; readonly credential: Credential };
/** Credentials by their text, and the key by which each was verified. */
export type SeenCredentials = Map<string, { readonly read: ReadCredential; readonly key: PublicKey }>;
const mostSeen = 1000;

/**
 * Checks a `vc+jwt`: form, issuer, time (a minute of clock difference is forgiven), and the signature by a key that its issuer's
 * document has for credentials. Never throws for what it is given.
 */
export async function checkCredential(verifier: CredentialVerifier, text: string): Promise<CredentialCheck> {
  const before = verifier.seen?.get(text);
  const read = before?.read ?? readCredential(text);
  if (!read) return refused('malformed credential');
  const { jws, kid, credential } = read;
  if (!verifier.isTrusted(credential.issuer)) return refused('issuer not trusted');
  const nowMs = verifier.clock.nowMs();
  if (nowMs + skewMs < Date.parse(credential.validFrom)) return refused('credential not yet valid');
  if (nowMs - skewMs >= Date.parse(credential.validUntil)) return refused('credential expired');
  const found = await verifier.resolve(credential.issuer, { keyId: kid });
  if (found.kind !== 'resolved') return { kind: found.kind, reason: `issuer: ${found.reason}` };
  const key = found.document.assertion.get(kid);
  if (!key || (key !== before?.key && !isSignedBy(jws, key)))
    return refused('credential not signed by its issuer');
  if (verifier.seen && key !== before?.key) remember(verifier.seen, text, { read, key });
  return { kind: 'valid', credential };
}

function readCredential(text: string): ReadCredential | undefined {
  const jws = readJws(text, mostCredentialChars);
  const kid = jws?.header.kid;
  const read = jws?.header.typ === 'vc+jwt' ? schema.safeParse(jws.payload) : undefined;
  return jws && typeof kid === 'string' && read?.success ? { jws, kid, credential: read.data } : undefined;
}

function remember(
  seen: SeenCredentials,
  text: string,
  verified: { readonly read: ReadCredential; readonly key: PublicKey },
): void {
  seen.set(text, verified);
  if (seen.size > mostSeen) seen.delete(seen.keys().next().value!);
}

function refused(reason: string): CredentialCheck {
  return { kind: 'refused', reason };
}
