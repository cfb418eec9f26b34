import type { Bilingual } from '@finharbor/kernel/contract';
import type { Arrival } from '@finharbor/kernel/http';

/** Somebody as a provider knows them: `subject` names them there for good, `claims` is what it says of them. */
export type OutsideIdentity = {
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the provider calls its own session, where it has one. */
  readonly sid?: string | undefined;
  /** When the person last proved there who they are; left out where the provider does not say, which counts as never. */
  readonly provenAtMs?: number | undefined;
};

/** What is kept of a way to a provider until the browser comes back. All of it is random. */
export type Proof = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Sessions that a provider has ended: one of its own, or all of a person. */
export type EndedOutside = {
  readonly subject: string | undefined;
  readonly sid: string | undefined;
  /** Names the message, which counts once. */
  readonly jti: string;
  readonly expiresAtMs: number;
};

type Named = { readonly id: string; readonly title: Bilingual };

/**
 * A provider that the browser is sent to and comes back from. Errors of all: `access.outside_unreachable`, `access.outside_denied`,
 * `access.outside_bad_answer`.
 */
export type RedirectProvider = Named & {
  readonly kind: 'redirect';
  /** True where it can have a person prove again who they are. */
  readonly proves: boolean;
  /** Where to send the browser, so that it comes back to `returnTo`; `afresh` has the person sign in there once more. */
  readonly authorize: (proof: Proof, visit: { returnTo: string; afresh: boolean }) => Promise<URL>;
  /** Who came back, from the address they came back to. */
  readonly identify: (returned: URL, proof: Proof) => Promise<OutsideIdentity>;
  /** Where to end the provider's own session; undefined where it has no such place. */
  readonly signOutUrl?: (returnTo: string) => Promise<URL | undefined>;
  /** Reads a logout token (OpenID Connect Back-Channel Logout 1.0). */
  readonly readLogout?: (token: string) => Promise<EndedOutside>;
};

/** A provider whose proof comes with the request itself: a certificate. Errors: `access.outside_no_certificate`, `access.outside_bad_answer`. */
export type CertificateProvider = Named & {
  readonly kind: 'certificate';
  /** The connection itself shows the key. */
  readonly proves: true;
  readonly identify: (arrival: Arrival) => OutsideIdentity;
};

/** Somebody else who says who people are. */
export type OutsideProvider = RedirectProvider | CertificateProvider;
