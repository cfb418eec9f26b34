/** The address passkeys are bound to. */
export type Site = {
  /** WebAuthn's relying party: the host people know the process by. */
  readonly id: string;
  readonly name: string;
  readonly origins: readonly string[];
};

/** A passkey's answer to a challenge, as the page passes it on; every part is base64url. */
export type Assertion = {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
  readonly userHandle?: string | undefined;
};

/** A new passkey, as the page passes it on. */
export type Attestation = {
  readonly id: string;
  readonly clientDataJSON: string;
  readonly attestationObject: string;
  readonly transports: readonly string[];
};

/** What an authenticator is asked to sign; without `allow` it looks for any passkey of the site. */
export type AssertionAsk = {
  readonly challenge: string;
  readonly siteId: string;
  readonly allow: readonly { readonly id: string; readonly transports: readonly string[] }[];
};

/** What an authenticator is asked to make. */
export type AttestationAsk = {
  readonly challenge: string;
  readonly siteId: string;
  readonly siteName: string;
  /** Base64url; names the account to the authenticator. */
  readonly userHandle: string;
  readonly login: string;
  readonly name: string;
  readonly exclude: readonly string[];
};

/** A passkey as its owner sees it. */
export type Passkey = {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number | null;
};

/** What is shown as proof. */
export type SecondFactor =
  | { readonly kind: 'totp'; readonly code: string }
  | { readonly kind: 'recovery_code'; readonly code: string }
  | { readonly kind: 'passkey'; readonly assertion: Assertion };

/** What is shown within a session: by who has a second factor that, by everybody else the password. */
export type Proof =
  | Exclude<SecondFactor, { kind: 'recovery_code' }>
  | { readonly kind: 'password'; readonly password: string };

/** The factors of an account. */
export type Factors = {
  readonly totp: { readonly confirmedAtMs: number } | null;
  readonly passkeys: readonly Passkey[];
  /** How many recovery codes are left. */
  readonly recoveryCodes: number;
  /** What can be added here: a process without a key for secrets, or reached by an IP address, offers less. */
  readonly offered: { readonly totp: boolean; readonly passkey: boolean };
};

/** A new secret as the person's app takes it: read from a picture, or typed. */
export type NewTotp = { readonly uri: string; readonly secret: string };

/** How long a session lasts, and how its holder proves who they are. */
export type SessionState = {
  readonly expiresAtMs: number;
  readonly provenAtMs: number;
  readonly idleMs: number;
  /** `outside`: by signing in afresh at a provider the account is linked to. */
  readonly ways: readonly (Proof['kind'] | 'outside')[];
  /** The account's roles ask for a second factor and it has none: nothing else is open to it before. */
  readonly mustEnrol: boolean;
};

/** A one-time code for somebody who lost password or factors. */
export type Recovery = { readonly code: string; readonly expiresAtMs: number };
