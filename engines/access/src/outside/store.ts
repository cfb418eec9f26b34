import type { Account, NewSession } from '../account.ts';
import type { Client } from '../client.ts';
import type { EndedOutside, OutsideIdentity, Proof } from './provider.ts';

/** Who may enter through a provider: accounts that are linked to it, or whoever its mapping gives a role. */
export type EntryRule =
  | { readonly kind: 'linked' }
  | { readonly kind: 'mapped'; readonly accountOf: AccountOf };

/** The account that a provider's statement stands for. Errors: `access.outside_no_role`, `access.outside_bad_answer`. */
export type AccountOf = (claims: OutsideIdentity['claims']) => Omit<Account, 'id'>;

/** Somebody on the way to a provider: where they go afterwards, and the session for which they link an account or, with `proves`, prove who they are. */
export type Attempt = {
  readonly providerId: string;
  readonly goTo: string;
  readonly session?: string | undefined;
  readonly proves: boolean;
};

/** An attempt, what it must come back with, and the secret of the browser it started in. */
export type NewAttempt = Attempt & { readonly proof: Proof; readonly browser: string };

/** What a browser comes back with. */
export type Returned = { readonly providerId: string; readonly state: string; readonly browser: string };

/** Who came from which provider. */
export type Arrived = { readonly providerId: string; readonly identity: OutsideIdentity };

/** Who has arrived to sign in, and where from. */
export type Entering = Arrived & { readonly client: Client };

/** A provider that an account is linked to. */
export type OutsideLink = { readonly providerId: string; readonly sinceMs: number };

/** What the access engine's tables know of outside providers. */
export type OutsideAccounts = {
  /** Keeps an attempt for ten minutes. */
  readonly begin: (attempt: NewAttempt) => Promise<void>;
  /** Takes an attempt up, once; undefined where there is none, it is over, or another browser began it. */
  readonly take: (returned: Returned) => Promise<(Attempt & { readonly proof: Proof }) | undefined>;
  /**
   * Opens a session for who came. Errors: `access.outside_not_linked`, `access.outside_account_ended`, `access.outside_login_taken`,
   * `access.bad_login` and those of the rule.
   */
  readonly enter: (arrived: Entering, rule: EntryRule) => Promise<NewSession>;
  /**
   * Links who came to the account of an open session. Errors: `access.outside_over`, `access.outside_linked_elsewhere`,
   * `access.outside_already_linked`.
   */
  readonly link: (arrived: Arrived, session: string) => Promise<void>;
  /**
   * Renews the proof of a session by who came, as of when they proved it there. Errors: `access.outside_over`, `access.outside_other_person`,
   * `access.outside_stale`, `access.other_proof` where the account has a second factor.
   */
  readonly prove: (arrived: Arrived, session: string) => Promise<void>;
  /** The providers an account is linked to. */
  readonly links: (accountId: string) => Promise<readonly OutsideLink[]>;
  /** Ends a link and the sessions that came through it, but for `except`. Errors: `access.outside_not_linked`, `access.outside_last_way`. */
  readonly unlink: (link: {
    readonly accountId: string;
    readonly providerId: string;
    readonly except: string;
    /** Providers that are still served, and whether passwords are taken: what would remain. */
    readonly served: readonly string[];
    readonly passwords: boolean;
  }) => Promise<void>;
  /** The provider a session came from; undefined where a password opened it. */
  readonly origin: (session: string) => Promise<string | undefined>;
  /** Ends the sessions that a provider has ended; a message that came before changes nothing. */
  readonly end: (providerId: string, ended: EndedOutside) => Promise<void>;
};
