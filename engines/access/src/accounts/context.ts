import { type IdSource, idSource, type WorkQueue, workQueue } from '@finharbor/kernel';
import type { AuthContext } from 'better-auth';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { hashPassword, passwordCost, passwordMatches } from '../password-hash.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { type LockMemory, lockMemory } from '../sign-in/lock-memory.ts';
import { type AuthParts, authOn } from './auth.ts';
import { type AccountStoreOptions, accessPolicy } from './store.ts';

/** What the store's operations work on; `auth` and `db` are the same database or the same transaction. */
export type Context = Required<Omit<AccountStoreOptions, 'sealer'>> & {
  readonly sealer: Sealer | undefined;
  readonly db: Kysely<AccessTables>;
  readonly auth: () => Promise<AuthContext>;
  readonly authParts: AuthParts;
  readonly newId: IdSource;
  /** Where sign-ins wait for their password to be looked at. */
  readonly signIns: WorkQueue;
  readonly locks: LockMemory;
};

const locksRemembered = 20_000;

export function contextOn(db: Kysely<AccessTables>, options: AccountStoreOptions): Context {
  const newId = idSource(options.clock, options.random);
  const settings = {
    policy: accessPolicy,
    passwordCost,
    passwordWords: [],
    sealer: undefined,
    site: () => undefined,
    issuer: 'Finharbor',
    ...options,
  };
  const signIns = workQueue(settings.policy.signIns);
  const locks = lockMemory(locksRemembered);
  const authParts: AuthParts = {
    newId,
    secret: Buffer.from(options.random.bytes(32)).toString('base64url'),
    hash: (password) => hashPassword(password, options.random, settings.passwordCost),
    matches: passwordMatches,
  };
  return { ...settings, db, newId, authParts, signIns, locks, auth: once(() => authOn(db, authParts)) };
}

/** Runs work in one transaction, the present one where there is one. */
export function inTransaction<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  if (ctx.db.isTransaction) return work(ctx);
  return ctx.db
    .transaction()
    .execute((db) => work({ ...ctx, db, auth: once(() => authOn(db, ctx.authParts)) }));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
