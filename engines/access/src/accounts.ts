import {
  type Clock,
  codeOf,
  FinharborError,
  fail,
  idSource,
  instantMs,
  instantText,
  type Random,
  sha256,
} from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { AccessTables } from './database.gen.ts';
import { countAttempt, forgiveAttempts } from './lockout.ts';
import { forgetExpired } from './nonces.ts';
import {
  decoyHash,
  hashPassword,
  needsRehash,
  passwordFault,
  passwordMatches,
  type ScryptCost,
  scryptCost,
} from './passwords.ts';

/** A person's account: whose it is and what it may do. */
export type Account = {
  readonly id: string;
  readonly login: string;
  readonly party: string;
  readonly roles: readonly string[];
};

/** What a new account is made of. */
export type NewAccount = Omit<Account, 'id'> & { readonly password: string };

/** A session just opened. The token is told once and kept only as its SHA-256. */
export type NewSession = { readonly token: string; readonly account: Account; readonly expiresAtMs: number };

/** An open session: `id` names it without opening it. */
export type Session = { readonly id: string; readonly account: Account };

/** What became of a sign-in; `locked` says nothing about whether the login exists. */
export type SignIn =
  | ({ readonly kind: 'signed_in' } & NewSession)
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly untilMs: number };

/** How long sessions last and how many failures lock a login. */
export type AccessPolicy = {
  readonly sessionMs: number;
  readonly idleMs: number;
  /** Failures in a row before a login is locked for `lockMs`. */
  readonly maxFailures: number;
  readonly lockMs: number;
};

/** Twelve hours, one idle hour, ten failures, fifteen minutes. */
export const accessPolicy: AccessPolicy = {
  sessionMs: 12 * 3_600_000,
  idleMs: 3_600_000,
  maxFailures: 10,
  lockMs: 15 * 60_000,
};

/** What the account store needs besides its database. */
export type AccountStoreOptions = {
  readonly clock: Clock;
  readonly random: Random;
  readonly policy?: AccessPolicy;
  /** What hashing a password costs; accounts made at another cost move to it when they sign in. */
  readonly passwordCost?: ScryptCost;
};

/** Accounts, sessions and one-time codes. */
export type AccountStore = {
  /** How many accounts there are. */
  readonly count: () => Promise<number>;
  /** Errors: `access.weak_password`, `access.login_taken`, `access.bad_login`. */
  readonly create: (account: NewAccount) => Promise<Account>;
  readonly signIn: (credentials: { readonly login: string; readonly password: string }) => Promise<SignIn>;
  /** The session a token opens, whose idle time starts anew; undefined when it opens none (any more). */
  readonly session: (token: string) => Promise<Session | undefined>;
  /** Ends a session by its id. */
  readonly signOut: (sessionId: string) => Promise<void>;
  /** Sets a new password and ends all sessions of the account. Errors: `access.weak_password`, `access.wrong_login`. */
  readonly changePassword: (change: PasswordChange) => Promise<void>;
  /** Ends an account: it can no longer sign in and its sessions are over. */
  readonly disable: (accountId: string) => Promise<void>;
  /** A code of 100 random bits, good once and for `validMs`, to be shown to a person on a terminal; an earlier one for the purpose ends. */
  readonly issueCode: (code: { readonly purpose: string; readonly validMs: number }) => Promise<string>;
  /**
   * Uses a code up and makes the account in one step; a refused account leaves the code good. Wrong codes lock the purpose as
   * wrong passwords lock a login. Errors: `access.wrong_code`, `access.locked` and those of `create`.
   */
  readonly redeemCode: (
    code: string,
    use: { readonly purpose: string; readonly account: NewAccount },
  ) => Promise<Account>;
};

/** The old and the new password of an account. */
export type PasswordChange = { readonly accountId: string; readonly old: string; readonly password: string };

type Context = Required<AccountStoreOptions> & {
  readonly db: Kysely<AccessTables>;
  readonly newId: () => string;
};

/** The accounts of a database that holds the access engine's tables. */
export function accountStore(db: Kysely<AccessTables>, options: AccountStoreOptions): AccountStore {
  const newId = idSource(options.clock, options.random);
  const ctx: Context = { policy: accessPolicy, passwordCost: scryptCost, ...options, db, newId };
  return {
    count: async () => {
      const row = await db
        .selectFrom('access_account')
        .select(({ fn }) => fn.countAll<bigint>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    create: (account) => create(ctx, account),
    signIn: (credentials) => signIn(ctx, credentials),
    session: (token) => session(ctx, token),
    signOut: async (sessionId) => {
      const hash = Buffer.from(sessionId, 'base64url');
      await db.deleteFrom('access_session').where('token_sha256', '=', hash).execute();
    },
    changePassword: (change) => changePassword(ctx, change),
    disable: (accountId) => disable(ctx, accountId),
    issueCode: (code) => issueCode(ctx, code),
    redeemCode: (code, use) => redeemCode(ctx, { code, ...use }),
  };
}

async function create(ctx: Context, account: NewAccount): Promise<Account> {
  const login = plainLogin(account.login);
  if (!/^[a-z0-9][a-z0-9._@-]{1,63}$/.test(login))
    throw fieldFault(
      'access.bad_login',
      '/login',
      'A login has 2 to 64 characters: letters, digits and . _ @ -',
    );
  checkPassword(account.password, login);
  const id = ctx.newId();
  const { party, roles } = account;
  const inserted = await ctx.db
    .insertInto('access_account')
    .values({
      id,
      login,
      party,
      roles: [...roles],
      password_hash: await hashPassword(account.password, ctx.random, ctx.passwordCost),
      created_at: instantText(ctx.clock.nowMs()),
      disabled_at: null,
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw fieldFault('access.login_taken', '/login', 'This login is taken');
  return { id, login, party, roles };
}

async function signIn(ctx: Context, given: { login: string; password: string }): Promise<SignIn> {
  const login = plainLogin(given.login);
  // Counted before the password is looked at: guesses made side by side count like guesses in a row.
  const attempt = await countAttempt(ctx.db, login, { nowMs: ctx.clock.nowMs(), policy: ctx.policy });
  if (attempt.kind === 'locked') return attempt;
  const row = await ctx.db
    .selectFrom('access_account')
    .selectAll()
    .where('login', '=', login)
    .executeTakeFirst();
  // A login nobody has costs as much time as one with a wrong password.
  const stored = row?.password_hash ?? decoyHash(ctx.passwordCost);
  const matches = await passwordMatches(given.password, stored);
  if (!row || !matches || row.disabled_at !== null) return { kind: 'wrong' };
  await forgiveAttempts(ctx.db, login);
  await forgetExpired(ctx.db, ctx.clock.nowMs());
  const rehashed = needsRehash(stored, ctx.passwordCost)
    ? await hashPassword(given.password, ctx.random, ctx.passwordCost)
    : undefined;
  const { id, party, roles } = row;
  const opened = await ctx.db.transaction().execute(async (tx) => {
    // Locked until the session stands: a password changed or an account ended meanwhile would miss the session it has to end.
    const same = await tx
      .selectFrom('access_account')
      .select('id')
      .where('id', '=', id)
      .where('password_hash', '=', stored)
      .where('disabled_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!same) return undefined;
    if (rehashed !== undefined) await setPassword(tx, id, rehashed);
    return openSession({ ...ctx, db: tx }, { id, login, party, roles });
  });
  return opened ? { kind: 'signed_in', ...opened } : { kind: 'wrong' };
}

async function openSession(ctx: Context, account: Account): Promise<NewSession> {
  const token = Buffer.from(ctx.random.bytes(32)).toString('base64url');
  const nowMs = ctx.clock.nowMs();
  const expiresAtMs = nowMs + ctx.policy.sessionMs;
  await ctx.db
    .insertInto('access_session')
    .values({
      token_sha256: sha256(token),
      account_id: account.id,
      created_at: instantText(nowMs),
      expires_at: instantText(expiresAtMs),
      last_seen_at: instantText(nowMs),
    })
    .execute();
  return { token, account, expiresAtMs };
}

async function session(ctx: Context, token: string): Promise<Session | undefined> {
  const nowMs = ctx.clock.nowMs();
  const hash = sha256(token);
  const row = await ctx.db
    .selectFrom('access_session as s')
    .innerJoin('access_account as a', 'a.id', 's.account_id')
    .select(['a.id', 'a.login', 'a.party', 'a.roles', 's.last_seen_at'])
    .where('s.token_sha256', '=', hash)
    .where('s.expires_at', '>', instantText(nowMs))
    .where('s.last_seen_at', '>', instantText(nowMs - ctx.policy.idleMs))
    .where('a.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { last_seen_at, ...account } = row;
  // Not written at every request: a minute's error in the idle time is nothing, a write per read is something.
  if (nowMs - instantMs(last_seen_at) > 60_000)
    await ctx.db
      .updateTable('access_session')
      .set({ last_seen_at: instantText(nowMs) })
      .where('token_sha256', '=', hash)
      .execute();
  return { id: Buffer.from(hash).toString('base64url'), account };
}

async function changePassword(ctx: Context, change: PasswordChange): Promise<void> {
  const row = await ctx.db
    .selectFrom('access_account')
    .select(['login', 'password_hash'])
    .where('id', '=', change.accountId)
    .executeTakeFirst();
  const attempt = await countAttempt(ctx.db, row?.login ?? '', {
    nowMs: ctx.clock.nowMs(),
    policy: ctx.policy,
  });
  if (!row || attempt.kind === 'locked' || !(await passwordMatches(change.old, row.password_hash)))
    throw fieldFault('access.wrong_login', '/old', 'The old password is wrong');
  checkPassword(change.password, row.login);
  await forgiveAttempts(ctx.db, row.login);
  const hash = await hashPassword(change.password, ctx.random, ctx.passwordCost);
  await ctx.db.transaction().execute(async (tx) => {
    await setPassword(tx, change.accountId, hash);
    await tx.deleteFrom('access_session').where('account_id', '=', change.accountId).execute();
  });
}

async function setPassword(db: Kysely<AccessTables>, accountId: string, hash: string): Promise<void> {
  await db.updateTable('access_account').set({ password_hash: hash }).where('id', '=', accountId).execute();
}

async function disable(ctx: Context, accountId: string): Promise<void> {
  await ctx.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('access_account')
      .set({ disabled_at: instantText(ctx.clock.nowMs()) })
      .where('id', '=', accountId)
      .execute();
    await tx.deleteFrom('access_session').where('account_id', '=', accountId).execute();
  });
}

// Crockford's base 32: no letter that reads as a digit.
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

async function issueCode(
  ctx: Context,
  { purpose, validMs }: { purpose: string; validMs: number },
): Promise<string> {
  const characters = [...ctx.random.bytes(20)].map((byte) => codeAlphabet[byte % 32]!);
  const code = characters.join('').replace(/.{5}(?=.)/g, '$&-');
  const expires_at = instantText(ctx.clock.nowMs() + validMs);
  await ctx.db.transaction().execute(async (tx) => {
    // A code shown at an earlier start and lost in some terminal must not stay good beside the new one.
    await tx.deleteFrom('access_code').where('purpose', '=', purpose).execute();
    await tx
      .insertInto('access_code')
      .values({ code_sha256: codeHash(code), purpose, expires_at })
      .execute();
  });
  return code;
}

type CodeUse = { readonly code: string; readonly purpose: string; readonly account: NewAccount };

async function redeemCode(ctx: Context, use: CodeUse): Promise<Account> {
  const tries = `code ${use.purpose}`;
  const attempt = await countAttempt(ctx.db, tries, { nowMs: ctx.clock.nowMs(), policy: ctx.policy });
  if (attempt.kind === 'locked') fail('access.locked', 'Too many wrong codes. Wait and try again.');
  try {
    const account = await spendCode(ctx, use);
    await forgiveAttempts(ctx.db, tries);
    return account;
  } catch (error) {
    // A right code with a login or password that is refused was no guess.
    if (codeOf(error) !== 'access.wrong_code') await forgiveAttempts(ctx.db, tries);
    throw error;
  }
}

async function spendCode(ctx: Context, { code, purpose, account }: CodeUse): Promise<Account> {
  return ctx.db.transaction().execute(async (tx) => {
    const used = await tx
      .deleteFrom('access_code')
      .where('code_sha256', '=', codeHash(code))
      .where('purpose', '=', purpose)
      .where('expires_at', '>', instantText(ctx.clock.nowMs()))
      .returning('purpose')
      .executeTakeFirst();
    if (!used) throw fieldFault('access.wrong_code', '/code', 'The code is wrong, used or has run out');
    return create({ ...ctx, db: tx }, account);
  });
}

function codeHash(code: string): Uint8Array<ArrayBuffer> {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return sha256(plain);
}

/** A login typed in full width, as Chinese input methods do, or in capitals is the same login. */
function plainLogin(login: string): string {
  return login.normalize('NFKC').toLowerCase();
}

function checkPassword(password: string, login: string): void {
  const fault = passwordFault(password, login);
  if (fault) throw fieldFault('access.weak_password', '/password', fault);
}

function fieldFault(code: string, pointer: string, detail: string): FinharborError {
  return new FinharborError({ code, publicMessage: `${detail}.`, fields: [{ pointer, detail }] });
}
