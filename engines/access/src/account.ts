/** A person's account: who it is, whose it is and what it may do. */
export type Account = {
  readonly id: string;
  readonly login: string;
  /** What people call its owner. */
  readonly name: string;
  /** `hub`, a party's name, or `firm:` and the firm's unified social credit code. */
  readonly party: string;
  readonly roles: readonly string[];
};

/** A session just opened. The token is told once and kept only as its SHA-256. */
export type NewSession = { readonly token: string; readonly account: Account; readonly expiresAtMs: number };
