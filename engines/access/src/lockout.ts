import { instantMs, instantText, sha256 } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { AccessTables } from './database.gen.ts';

/** When a login locks. */
export type LockPolicy = { readonly maxFailures: number; readonly lockMs: number };

/** Whether a guess at a password may be made. */
export type Attempt = { readonly kind: 'allowed' } | { readonly kind: 'locked'; readonly untilMs: number };

/**
 * Counts an attempt to sign in, as a failure until `forgiveAttempts`. After `maxFailures` without a success the login is locked
 * until `lockMs` after the last one counted; attempts while it is locked are not counted, and then the count starts anew.
 */
export async function countAttempt(
  db: Kysely<AccessTables>,
  login: string,
  { nowMs, policy }: { readonly nowMs: number; readonly policy: LockPolicy },
): Promise<Attempt> {
  const now = instantText(nowMs);
  const over = instantText(nowMs - policy.lockMs);
  // One statement: the row's lock puts attempts made side by side in line, so that no more than the allowed number pass.
  const counted = await db
    .insertInto('access_failure')
    .values({ login_sha256: sha256(login), failures: 1, last_at: now })
    .onConflict((conflict) =>
      conflict
        .column('login_sha256')
        .doUpdateSet({
          failures: sql<number>`case when access_failure.last_at <= ${over} then 1 else access_failure.failures + 1 end`,
          last_at: now,
        })
        .where(({ or, eb }) =>
          or([
            eb('access_failure.failures', '<', policy.maxFailures),
            eb('access_failure.last_at', '<=', over),
          ]),
        ),
    )
    .returning('failures')
    .executeTakeFirst();
  if (counted) return { kind: 'allowed' };
  const row = await db
    .selectFrom('access_failure')
    .select('last_at')
    .where('login_sha256', '=', sha256(login))
    .executeTakeFirst();
  return { kind: 'locked', untilMs: (row ? instantMs(row.last_at) : nowMs) + policy.lockMs };
}

/** Takes one counted attempt back: it was right, but does not yet prove enough for the others to be forgiven. */
export async function giveBackAttempt(db: Kysely<AccessTables>, login: string): Promise<void> {
  await db
    .updateTable('access_failure')
    .set({ failures: sql<number>`failures - 1` })
    .where('login_sha256', '=', sha256(login))
    .where('failures', '>', 0)
    .execute();
}

/** Forgets a login's failures: its owner has shown the password. */
export async function forgiveAttempts(db: Kysely<AccessTables>, login: string): Promise<void> {
  await db.deleteFrom('access_failure').where('login_sha256', '=', sha256(login)).execute();
}
