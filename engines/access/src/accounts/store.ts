import type { Clock, Random, WorkLimits } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { Account, NewSession, PendingSignIn } from '../account.ts';
import type { Client } from '../client.ts';
import type { AccessTables } from '../database.gen.ts';
import type { Site } from '../factors/forms.ts';
import type { FactorStore } from '../factors/store.ts';
import type { OutsideAccounts } from '../outside/store.ts';
import type { PasswordCost } from '../password-hash.ts';
import type { NewResident } from '../residents/routes.ts';
import type { Sealer } from '../sealing/sealer.ts';

/** What a new account is made of. */
export type NewAccount = Omit<Account, 'id'> & { readonly password: string };

/** Whether a call is somebody's use of their session, whose idle time then starts anew, or a page that looks by itself. */
export type SessionUse = 'use' | 'look';

/** An open session: `id` names it without opening it. */
export type Session = {
  readonly id: string;
  readonly account: Account;
  readonly provenAtMs: number;
  /** The account's roles ask for a second factor and it has none: it may add one, and nothing else. */
  readonly mustEnrol: boolean;
  /** False where nobody lends the account a role in this moment. */
  readonly mayBeLent: boolean;
};

/** A session as its owner sees it in a list: `id` is its number there, `sessionId` the `id` of `Session`. */
export type OpenSession = {
  readonly id: string;
  readonly sessionId: string;
  readonly openedAtMs: number;
  /** Give or take a minute. */
  readonly usedAtMs: number;
  readonly expiresAtMs: number;
  readonly address: string;
  readonly userAgent: string;
};

/** What somebody signs in with. */
export type Credentials = { readonly login: string; readonly password: string };

/** What became of a sign-in; `locked` says nothing about whether the login exists. */
export type SignIn =
  | ({ readonly kind: 'signed_in' } & NewSession)
  | ({ readonly kind: 'second_factor' } & PendingSignIn)
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly untilMs: number }
  /** Too many wait already; nothing was looked at and nothing counted. */
  | { readonly kind: 'busy' };

/** How long sessions last, how many failures lock a login and an address, and what passwords have to be. */
export type AccessPolicy = {
  readonly sessionMs: number;
  readonly idleMs: number;
  /** Failures in a row before a login is locked for `lockMs`. */
  readonly maxFailures: number;
  readonly lockMs: number;
  /** Failures from one address, of any logins, before it is locked for `addressLockMs`. */
  readonly maxAddressFailures: number;
  readonly addressLockMs: number;
  /** How many of the last passwords do not come back. */
  readonly rememberedPasswords: number;
  /** How old a password has to be before it is changed; one an administrator's invitation set counts from then. */
  readonly minPasswordAgeMs: number;
  /** How many passwords are looked at at once, and how many requests wait for it. */
  readonly signIns: WorkLimits;
  /** Accounts with one of these roles do nothing before they have a second factor. */
  readonly requireSecondFactor: readonly string[];
};

/**
 * Twelve hours, one idle hour; ten failures of a login, thirty from an address, fifteen minutes each; ten passwords remembered, of no
 * least age; two looked at at once; a second factor for who wants one.
 */
export const accessPolicy: AccessPolicy = {
  sessionMs: 12 * 3_600_000,
  idleMs: 3_600_000,
  maxFailures: 10,
  lockMs: 15 * 60_000,
  maxAddressFailures: 30,
  addressLockMs: 15 * 60_000,
  rememberedPasswords: 10,
  minPasswordAgeMs: 0,
  signIns: { slots: 2, waiting: { preferred: 200, other: 20 } },
  requireSecondFactor: [],
};

/** Who makes an account of their own, and from which network address. */
export type Registration = Omit<NewResident, 'phone'> & { readonly address: string };

/** Keeps what else is known of the person, in the transaction that makes the account. */
export type KeepAlong = (db: Kysely<AccessTables>, accountId: string) => Promise<void>;

/** What the account store needs besides its database. */
export type AccountStoreOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly policy?: AccessPolicy;
  /** What hashing a password costs; accounts made at another cost move to it when they sign in. */
  readonly passwordCost?: PasswordCost;
  /** Names a password must not be made of: the party's, the program's. */
  readonly passwordWords?: readonly string[];
  /** Keeps the secrets of authenticator apps; left out, none are offered. */
  readonly sealer?: Sealer;
  /** Where passkeys hold, known once the process listens; undefined where it is reached by an IP address, which passkeys do not take. */
  readonly site?: () => Site | undefined;
  /** What authenticator apps call this place. */
  readonly issuer?: string;
};

/** The old and the new password of an account. */
export type PasswordChange = { readonly accountId: string; readonly old: string; readonly password: string };

/** An account prepared for somebody, who sets its password with the code. */
export type NewInvitation = Omit<Account, 'id'> & {
  /** The account that invites. */
  readonly inviterId: string;
  readonly validMs: number;
};

/** An account that is prepared and waits for its person; nothing in it opens it. */
export type OpenInvitation = Omit<Account, 'id'> & {
  readonly id: string;
  /** Who invited, by name. */
  readonly invitedBy: string;
  readonly invitedAtMs: number;
  readonly expiresAtMs: number;
};

/** Accounts, sessions, invitations and one-time codes. */
export type AccountStore = {
  /** How many accounts there are. */
  readonly count: () => Promise<number>;
  /** All accounts but those that were ended, by login. */
  readonly list: () => Promise<readonly Account[]>;
  /** Accounts of a party that have one of these roles there, by login; a party's accounts are found by its own index. */
  readonly withRoles: (of: {
    readonly party: string;
    readonly roles: readonly string[];
  }) => Promise<readonly Account[]>;
  /** One account; undefined where there is none or it was ended. */
  readonly account: (id: string) => Promise<Account | undefined>;
  /** The account with a login; undefined where nobody has it, or it was ended. */
  readonly idOf: (login: string) => Promise<string | undefined>;
  /** Errors: `access.weak_password`, `access.login_taken`, `access.bad_login`. */
  readonly create: (account: NewAccount) => Promise<Account>;
  /** Makes a person's account, who is a party of their own. Errors: those of `create`, `access.locked`, `access.busy`. */
  readonly register: (asked: Registration, keep: KeepAlong) => Promise<Account>;
  readonly signIn: (credentials: Credentials, client?: Client) => Promise<SignIn>;
  /** The session a token opens, whose idle time starts anew where it is used; undefined when it opens none (any more). */
  readonly session: (token: string, as?: SessionUse) => Promise<Session | undefined>;
  /** Ends a session by its id. */
  readonly signOut: (sessionId: string) => Promise<void>;
  /** The account's open sessions, the latest used first. */
  readonly sessionsOf: (accountId: string) => Promise<readonly OpenSession[]>;
  /** Ends one of an account's sessions by its number in the list; false where it is none of them. */
  readonly endSession: (accountId: string, id: string) => Promise<boolean>;
  /** Ends every session of an account, or all but the one with the id `but`. */
  readonly endSessions: (accountId: string, but?: string) => Promise<void>;
  /** Second factors, sign-in and step-up by them, and the ways back for who lost them. */
  readonly factors: FactorStore;
  /** Sets a new password and ends all sessions of the account. Errors: `access.weak_password`, `access.wrong_login`. */
  readonly changePassword: (change: PasswordChange) => Promise<void>;
  /** Ends an account: it can no longer sign in and its sessions are over. False where there is none to end. */
  readonly disable: (accountId: string) => Promise<boolean>;
  /** Lets an ended account sign in again as it could before, also where it already can. False where there is none, or it was erased. */
  readonly reinstate: (accountId: string) => Promise<boolean>;
  /** A code of 140 random bits, good once and for `validMs`, to be shown to a person on a terminal; an earlier one for the purpose ends. */
  readonly issueCode: (code: { readonly purpose: string; readonly validMs: number }) => Promise<string>;
  /**
   * Uses a code up and makes the account in one step; a refused account leaves the code good. Wrong codes lock the purpose as
   * wrong passwords lock a login. Errors: `access.wrong_code`, `access.locked` and those of `create`.
   */
  readonly redeemCode: (
    code: string,
    use: { readonly purpose: string; readonly account: NewAccount },
  ) => Promise<Account>;
  /** Prepares an account and gives the code for it; an earlier invitation of the login ends. Errors: `access.bad_login`, `access.login_taken`. */
  readonly invite: (
    invitation: NewInvitation,
  ) => Promise<{ readonly code: string; readonly expiresAtMs: number }>;
  /** Makes the account of an invitation, as `redeemCode` does. Errors: `access.wrong_code`, `access.locked` and those of `create`. */
  readonly redeemInvitation: (code: string, password: string) => Promise<Account>;
  /** The invitations that can still be taken up, the latest first. */
  readonly openInvitations: () => Promise<readonly OpenInvitation[]>;
  /** Ends an invitation and its code; false where it can no longer be taken up. */
  readonly takeBack: (id: string) => Promise<boolean>;
  /** Sign-in through outside providers. */
  readonly outside: OutsideAccounts;
};
