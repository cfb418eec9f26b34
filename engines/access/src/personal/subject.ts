import { canonicalJson, type Random, sha256 } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { AccessTables } from '../database.gen.ts';

/**
 * An account's salted commitment, hex: what records that must outlive the person call the account by. It is engines/evidence's
 * (SHA-256 over "finharbor/salted-commitment/v1", 0x00, salt and the canonical JSON of `{account}`), and opens while the salt is there;
 * an erasure deletes the salt, and then it opens to nobody.
 */
export async function subjectCommitment(
  db: Kysely<AccessTables>,
  { account, random }: { readonly account: string; readonly random: Random },
): Promise<string> {
  await db
    .insertInto('access_subject')
    .values({ user_id: account, salt: random.bytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { salt } = await db
    .selectFrom('access_subject')
    .select('salt')
    .where('user_id', '=', account)
    .executeTakeFirstOrThrow();
  return Buffer.from(sha256('finharbor/salted-commitment/v1\0', salt, canonicalJson({ account }))).toString(
    'hex',
  );
}
