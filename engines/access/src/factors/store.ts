import type { Account, NewSession } from '../account.ts';
import type { SignIn } from '../accounts/store.ts';
import type { Client } from '../client.ts';
import type {
  Assertion,
  AssertionAsk,
  Attestation,
  AttestationAsk,
  Factors,
  NewTotp,
  Passkey,
  Proof,
  Recovery,
  SecondFactor,
  SessionState,
} from './forms.ts';
import type { Within } from './prove.ts';

/** What became of the second step of a sign-in; `over`: it took too long, was completed, or its password changed. */
export type SecondStep =
  | ({ readonly kind: 'signed_in' } & NewSession)
  | { readonly kind: 'wrong' | 'over' }
  | { readonly kind: 'locked'; readonly untilMs: number };

/** What became of a proof within a session; `other_proof`: this account proves itself in another way. */
export type ProofResult =
  | { readonly kind: 'proven' | 'wrong' | 'other_proof' }
  | { readonly kind: 'locked'; readonly untilMs: number };

/** Second factors of accounts, and what is done with them. */
export type FactorStore = {
  readonly of: (accountId: string) => Promise<Factors>;
  /** Prepares an authenticator app. Errors: `access.factor_not_offered`, `access.factor_exists`. */
  readonly enrolTotp: (account: Account) => Promise<NewTotp>;
  /** Lets it count by its first code. Errors: `access.wrong_factor`. */
  readonly confirmTotp: (accountId: string, code: string) => Promise<void>;
  /** Errors: `access.factor_not_found`. */
  readonly removeTotp: (accountId: string) => Promise<void>;
  /** Errors: `access.factor_not_offered`. */
  readonly askAttestation: (account: Account) => Promise<AttestationAsk>;
  /** Errors: `access.factor_not_offered`, `access.passkey_refused`, `access.too_many_passkeys`. */
  readonly addPasskey: (passkey: {
    readonly accountId: string;
    readonly name: string;
    readonly attestation: Attestation;
  }) => Promise<Passkey>;
  /** Errors: `access.factor_not_found`. */
  readonly renamePasskey: (passkey: { accountId: string; id: string; name: string }) => Promise<void>;
  /** Errors: `access.factor_not_found`. */
  readonly removePasskey: (passkey: { accountId: string; id: string }) => Promise<void>;
  /** Ten codes, each good once in place of a second factor; earlier ones end. Errors: `access.factor_not_found`, where there is no factor to stand in for. */
  readonly issueRecoveryCodes: (accountId: string) => Promise<readonly string[]>;
  /** What a passkey is to sign to sign in alone. Errors: `access.factor_not_offered`. */
  readonly askSignIn: () => Promise<AssertionAsk>;
  readonly signInWithPasskey: (assertion: Assertion, client: Client) => Promise<SignIn>;
  /** What a passkey is to sign to complete a pending sign-in; undefined where that is over. Errors: `access.factor_not_offered`. */
  readonly askPending: (pending: string) => Promise<AssertionAsk | undefined>;
  /** Wrong factors lock the login as wrong passwords do. */
  readonly completeSignIn: (
    step: { readonly pending: string; readonly factor: SecondFactor },
    client: Client,
  ) => Promise<SecondStep>;
  /** Errors: `access.session_over`. */
  readonly sessionState: (within: Within) => Promise<SessionState>;
  /** What a passkey is to sign to renew a session's proof. Errors: `access.factor_not_offered`. */
  readonly askProof: (within: Within) => Promise<AssertionAsk>;
  /** Renews a session's proof, by a second factor where the account has one. Wrong ones lock the login as wrong passwords do. */
  readonly prove: (within: Within, proof: Proof) => Promise<ProofResult>;
  /** A code for somebody who lost password or factors, good once and for a day; undefined where there is no such account. */
  readonly issueRecovery: (accountId: string) => Promise<Recovery | undefined>;
  /** Sets a new password by it; factors and sessions of the account end. Errors: `access.wrong_code`, `access.locked`, `access.weak_password`. */
  readonly recover: (code: string, password: string) => Promise<Account>;
};
