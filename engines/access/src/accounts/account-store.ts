import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { emergencyLogin } from '../governance/break-glass.ts';
import { outsideAccounts } from '../outside/outside-accounts.ts';
import { changePassword, disable } from './changes.ts';
import { issueCode, redeemCode } from './codes.ts';
import { contextOn } from './context.ts';
import { create } from './create.ts';
import { invite, redeemInvitation } from './invitations.ts';
import { accountOf, accountRows } from './read.ts';
import { session, signIn, signOut } from './sessions.ts';
import type { AccountStore, AccountStoreOptions } from './store.ts';

/** The accounts of a database that holds the access engine's tables, kept by better-auth. */
export function accountStore(db: Kysely<AccessTables>, options: AccountStoreOptions): AccountStore {
  const ctx = contextOn(db, options);
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
    account: async (id) => {
      const row = await accountRows(db).where('u.id', '=', id).executeTakeFirst();
      return row && accountOf(row);
    },
    create: (account) => create(ctx, account),
    signIn: (credentials) => signIn(ctx, credentials),
    session: (token) => session(ctx, token),
    signOut: (sessionId) => signOut(ctx, sessionId),
    changePassword: (change) => changePassword(ctx, change),
    disable: (accountId) => disable(ctx, accountId),
    issueCode: (code) => issueCode(ctx, code),
    redeemCode: (code, { purpose, account }) =>
      redeemCode(ctx, code, { purpose, accountFor: async () => account }),
    invite: (invitation) => invite(ctx, invitation),
    redeemInvitation: (code, password) => redeemInvitation(ctx, code, password),
    outside: outsideAccounts(ctx),
  };
}
