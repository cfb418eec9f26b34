import { instantText } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { AccessTables } from './database.gen.ts';
import type { NonceStore } from './signed-requests.ts';

/** Remembers nonces in the table `access_nonce`, so that a restart forgets none; those that ran out go when another comes. */
export function nonceStore(db: Kysely<AccessTables>): NonceStore {
  return {
    remember: async ({ keyid, nonce, nowMs, expiresMs }) => {
      await db.deleteFrom('access_nonce').where('expires_at', '<', instantText(nowMs)).execute();
      const result = await db
        .insertInto('access_nonce')
        .values({ keyid, nonce, expires_at: instantText(expiresMs) })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
  };
}

/** Deletes the nonces, sessions, codes, challenges, pending sign-ins and failure counts that have run out by `nowMs`. Every sign-in does so. */
export async function forgetExpired(db: Kysely<AccessTables>, nowMs: number): Promise<void> {
  const now = instantText(nowMs);
  for (const table of [
    'access_nonce',
    'access_session',
    'access_code',
    'access_challenge',
    'access_pending_sign_in',
  ] as const)
    await db.deleteFrom(table).where('expires_at', '<', now).execute();
  await db
    .deleteFrom('access_failure')
    .where('last_at', '<', instantText(nowMs - 86_400_000))
    .execute();
}
