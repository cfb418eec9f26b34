import { instantText } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { Peer } from '../catalogue/port.ts';
import type { DataspaceTables } from '../database.gen.ts';
import type { Entry } from './entry.ts';

/** A connector whose catalogue is due, and how often it has failed since it last did not. */
export type DueSource = Peer & { readonly failures: number };
/** When a source comes next. */
export type Finished = { readonly nowMs: number; readonly dueMs: number };
type Db = Kysely<DataspaceTables>;

const rowsAtOnce = 1_000;

/** The next source that is due and nobody's, now this process's for the time of the lease. */
export async function claimSource(
  db: Db,
  { nowMs, leaseMs }: { readonly nowMs: number; readonly leaseMs: number },
): Promise<DueSource | undefined> {
  const now = instantText(nowMs);
  // Two processes look for work at once: each passes over the row that the other is just claiming.
  return db
    .updateTable('federation_source')
    .set({ leased_until: instantText(nowMs + leaseMs), tried_at: now })
    .where(
      'peer',
      '=',
      db
        .selectFrom('federation_source')
        .select('peer')
        .where('due_at', '<=', now)
        .where((is) => is.or([is('leased_until', 'is', null), is('leased_until', '<=', now)]))
        .orderBy('due_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['peer', 'address', 'failures'])
    .executeTakeFirst();
}

/** A crawl ended without an outcome of its own: this side stops, or its database failed. */
export async function releaseSource(db: Db, peer: string): Promise<void> {
  await db.updateTable('federation_source').set({ leased_until: null }).where('peer', '=', peer).execute();
}

/** Keeps entries, of which only those that are new or have changed are written. False where their source is not followed any more. */
export async function keepEntries(
  db: Db,
  { peer, nowMs }: { readonly peer: string; readonly nowMs: number },
  entries: readonly Entry[],
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Locked against being given up, which waits for these rows and then deletes them with it.
    const source = await tx
      .selectFrom('federation_source')
      .select('peer')
      .where('peer', '=', peer)
      .forKeyShare()
      .executeTakeFirst();
    if (!source) return false;
    for (let at = 0; at < entries.length; at += rowsAtOnce)
      await write(tx, { peer, now: instantText(nowMs) }, entries.slice(at, at + rowsAtOnce));
    return true;
  });
}

async function write(
  tx: Db,
  { peer, now }: { readonly peer: string; readonly now: string },
  entries: readonly Entry[],
): Promise<void> {
  const rows = entries.map((entry) => ({
    ...entry,
    formats: [...entry.formats],
    ...{ peer, added_at: now, changed_at: now },
  }));
  await tx
    .insertInto('federation_dataset')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['peer', 'id'])
        .doUpdateSet(({ ref }) => ({
          title: ref('excluded.title'),
          words: ref('excluded.words'),
          formats: ref('excluded.formats'),
          document: sql`excluded.document`,
          digest: ref('excluded.digest'),
          changed_at: now,
        }))
        .whereRef('federation_dataset.digest', '!=', 'excluded.digest'),
    )
    .execute();
}

/** A catalogue was read to its end: what it did not list any more goes. */
export async function finishWhole(
  db: Db,
  peer: string,
  whole: Finished & { readonly seen: ReadonlySet<string>; readonly skipped: number },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .deleteFrom('federation_dataset')
      .where('peer', '=', peer)
      .where(sql<boolean>`id <> all(${[...whole.seen]}::text[])`)
      .execute();
    await tx
      .updateTable('federation_source')
      .set({
        crawled_at: instantText(whole.nowMs),
        due_at: instantText(whole.dueMs),
        leased_until: null,
        fault: null,
        failures: 0,
        skipped: whole.skipped,
      })
      .where('peer', '=', peer)
      .execute();
  });
}

/** A crawl broke off: what is known stays, and gets older. */
export async function finishBroken(
  db: Db,
  peer: string,
  { dueMs, fault }: Omit<Finished, 'nowMs'> & { readonly fault: string },
): Promise<void> {
  await db
    .updateTable('federation_source')
    .set({ due_at: instantText(dueMs), leased_until: null, fault, failures: sql`failures + 1` })
    .where('peer', '=', peer)
    .execute();
}
