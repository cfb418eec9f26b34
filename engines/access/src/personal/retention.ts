import { instantText } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { reseal } from '../sealing/rotation.ts';
import { eraseEnded } from './erasure.ts';
import { type PersonalField, sealedColumns } from './field.ts';
import type { Personal } from './personal.ts';

/** What one sweep has done. */
export type Swept = {
  readonly deletedRows: number;
  readonly erasedAccounts: number;
  readonly resealed: number;
};

const dayMs = 24 * 3_600_000;
const batch = 200;
/** Any fixed number that nothing else in the database locks. */
export const sweepLock = 4_403_871_220_516n;

/**
 * Deletes what has run out by the register and moves sealed values to the present keys; undefined where another process is at it.
 * In small steps that stand by themselves: it may be killed at any moment, or told to stop after the present one; the next goes on.
 */
export async function sweep(personal: Personal, signal?: AbortSignal): Promise<Swept | undefined> {
  return personal.db.connection().execute(async (db) => {
    // A session lock: the server gives it back when this process dies.
    const { rows } = await sql<{
      taken: boolean;
    }>`select pg_try_advisory_lock(${sweepLock}) as taken`.execute(db);
    if (!rows[0]!.taken) return undefined;
    try {
      const deletedRows = (await deleteRunOut(personal, db)) + (await deleteOfEnded(personal, db));
      const erasedAccounts = await eraseRunOut(personal, db);
      return { deletedRows, erasedAccounts, resealed: await resealAll(personal, signal) };
    } finally {
      await sql`select pg_advisory_unlock(${sweepLock})`.execute(db);
    }
  });
}

type RowRule = { readonly table: string; readonly column: string; readonly days: number };

async function deleteRunOut({ fields, clock }: Personal, db: Kysely<AccessTables>): Promise<number> {
  const rules = distinct(
    fields.flatMap(({ table, retention }): RowRule[] =>
      retention.kind === 'row' ? [{ table, column: retention.column, days: retention.days }] : [],
    ),
  );
  let deleted = 0;
  for (const { table, column, days } of rules) {
    const beforeMs = clock.nowMs() - days * dayMs;
    // Columns that end in _ms hold milliseconds, all others instants.
    const before = column.endsWith('_ms') ? beforeMs : instantText(beforeMs);
    deleted += await inBatches(() =>
      sql`delete from ${sql.table(table)} where ctid in (
        select ctid from ${sql.table(table)} where ${sql.ref(column)} <= ${before} limit ${batch})`.execute(
        db,
      ),
    );
  }
  return deleted;
}

async function deleteOfEnded({ fields, clock }: Personal, db: Kysely<AccessTables>): Promise<number> {
  const rules = distinct(
    fields.flatMap(({ table, retention, erasure, owner }): RowRule[] =>
      retention.kind === 'account' && erasure.kind === 'delete' && owner?.by === 'account'
        ? [{ table, column: owner.column, days: retention.days }]
        : [],
    ),
  );
  let deleted = 0;
  for (const { table, column, days } of rules)
    deleted += await inBatches(() =>
      sql`delete from ${sql.table(table)} where ctid in (
        select t.ctid from ${sql.table(table)} t join access_user u on u.id = t.${sql.ref(column)}
        where u.disabled_at <= ${instantText(clock.nowMs() - days * dayMs)} limit ${batch})`.execute(db),
    );
  return deleted;
}

async function eraseRunOut(personal: Personal, db: Kysely<AccessTables>): Promise<number> {
  const days = longestAfterAccount(personal.fields);
  const due = await db
    .selectFrom('access_user as u')
    .leftJoin('access_erasure as e', 'e.user_id', 'u.id')
    .select('u.id')
    .where('u.disabled_at', '<=', instantText(personal.clock.nowMs() - days * dayMs))
    .where('e.erased_at', 'is', null)
    .limit(batch)
    .execute();
  let erased = 0;
  for (const { id } of due) if (await eraseEnded(personal, id)) erased += 1;
  return erased;
}

/** What is replaced and not deleted goes all at once, when the last of it is due. */
function longestAfterAccount(fields: readonly PersonalField[]): number {
  const days = fields.flatMap(({ retention, erasure }) =>
    retention.kind === 'account' && erasure.kind === 'replace' ? [retention.days] : [],
  );
  return Math.max(...days);
}

async function resealAll(personal: Personal, signal: AbortSignal | undefined): Promise<number> {
  const work = { sealer: personal.sealer, columns: sealedColumns(personal.fields), batch };
  let resealed = 0;
  for (let moved = -1; moved !== 0 && !signal?.aborted; resealed += moved)
    moved = await reseal(personal, work);
  return resealed;
}

async function inBatches(step: () => Promise<{ readonly numAffectedRows?: bigint }>): Promise<number> {
  let total = 0;
  for (let count = batch; count === batch; total += count)
    count = Number((await step()).numAffectedRows ?? 0n);
  return total;
}

function distinct(rules: readonly RowRule[]): readonly RowRule[] {
  return [...new Map(rules.map((rule) => [`${rule.table}.${rule.column}.${rule.days}`, rule])).values()];
}
