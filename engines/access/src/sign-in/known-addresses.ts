import { instantText, sha256 } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';

// Somebody at home, at two offices and on the road; what comes after pushes out what was not used for longest.
const remembered = 20;

/** Where somebody signs in from, under which login. */
export type Origin = { readonly login: string; readonly address: string };

/** True where the login's owner has signed in from the address before. Asked in the same way for a login that nobody has. */
export async function isKnownAddress(db: Kysely<AccessTables>, origin: Origin): Promise<boolean> {
  const row = await db
    .selectFrom('access_known_address')
    .select('user_id')
    .where('address_sha256', '=', hashed(origin))
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers that an account signed in from an address. */
export async function rememberAddress(
  db: Kysely<AccessTables>,
  { userId, nowMs, ...origin }: Origin & { readonly userId: string; readonly nowMs: number },
): Promise<void> {
  const last_at = instantText(nowMs);
  await db
    .insertInto('access_known_address')
    .values({ address_sha256: hashed(origin), user_id: userId, last_at })
    .onConflict((conflict) => conflict.column('address_sha256').doUpdateSet({ last_at }))
    .execute();
  const kept = db
    .selectFrom('access_known_address')
    .select('address_sha256')
    .where('user_id', '=', userId)
    .orderBy('last_at', 'desc')
    .limit(remembered);
  await db
    .deleteFrom('access_known_address')
    .where('user_id', '=', userId)
    .where('address_sha256', 'not in', kept)
    .execute();
}

function hashed({ login, address }: Origin): Uint8Array<ArrayBuffer> {
  return sha256(`${login} ${address}`);
}
