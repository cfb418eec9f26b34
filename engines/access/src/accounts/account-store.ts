import { type Kysely, sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { factorStore } from '../factors/factor-store.ts';
import { emergencyLogin } from '../governance/break-glass.ts';
import { outsideAccounts } from '../outside/outside-accounts.ts';
import { register } from '../residents/register.ts';
import { changePassword, disable, reinstate } from './changes.ts';
import { issueCode, redeemCode } from './codes.ts';
import { contextOn } from './context.ts';
import { create } from './create.ts';
import { invite, openInvitations, redeemInvitation, takeBack } from './invitations.ts';
import { plainLogin } from './login.ts';
import { accountOf, accountRows } from './read.ts';
import {
  endSession,
  endSessions,
  openSessions,
  session,
  sessionsOf,
  signOut,
  usedSessions,
} from './sessions.ts';
import { signIn } from './sign-in.ts';
import type { AccountStore, AccountStoreOptions } from './store.ts';

/** A program that signs in within this process. */
const unknownClient = { address: '', userAgent: '' };

/** The accounts of a database that holds the access engine's tables, kept by better-auth. */
export function accountStore(db: Kysely<AccessTables>, options: AccountStoreOptions): AccountStore {
  const ctx = contextOn(db, options);
  const knowing = { ...ctx, open: openSessions(ctx), used: usedSessions(ctx) };
  return {
    count: async () => {
      const row = await db
        .selectFrom('access_user')
        .select(({ fn }) => fn.countAll<bigint>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
    list: async () =>
      (await accountRows(db).where('u.login', '<>', emergencyLogin).orderBy('u.login').execute()).map(
        accountOf,
      ),
    withRoles: async ({ party, roles }) =>
      (
        await accountRows(db)
          .where('o.slug', '=', party)
          .where('u.login', '<>', emergencyLogin)
          .where(sql<boolean>`string_to_array(m.role, ',') && ${[...roles]}::text[]`)
          .orderBy('u.login')
          .execute()
      ).map(accountOf),
    account: async (id) => {
      const row = await accountRows(db).where('u.id', '=', id).executeTakeFirst();
      return row && accountOf(row);
    },
    idOf: async (login) =>
      (await accountRows(db).where('u.login', '=', plainLogin(login)).executeTakeFirst())?.id,
    create: (account) => create(ctx, account),
    register: (asked, keep) => register(ctx, asked, keep),
    signIn: (credentials, client = unknownClient) => signIn(ctx, credentials, client),
    session: (token, as) => session(knowing, token, as),
    signOut: (sessionId) => signOut(ctx, sessionId),
    sessionsOf: (accountId) => sessionsOf(ctx, accountId),
    endSession: (accountId, id) => endSession(ctx, accountId, id),
    endSessions: (accountId, but) => endSessions(ctx, accountId, but),
    factors: factorStore(ctx),
    changePassword: (change) => changePassword(ctx, change),
    disable: (accountId) => disable(ctx, accountId),
    reinstate: (accountId) => reinstate(ctx, accountId),
    issueCode: (code) => issueCode(ctx, code),
    redeemCode: (code, { purpose, account }) =>
      redeemCode(ctx, code, { purpose, effect: (tx) => create(tx, account) }),
    invite: (invitation) => invite(ctx, invitation),
    redeemInvitation: (code, password) => redeemInvitation(ctx, code, password),
    openInvitations: () => openInvitations(ctx),
    takeBack: (id) => takeBack(ctx, id),
    outside: outsideAccounts(ctx),
  };
}
