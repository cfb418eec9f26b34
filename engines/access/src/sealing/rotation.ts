import { codeOf, instantText } from '@finharbor/kernel';
import { sql } from 'kysely';
import { lotMs } from './data-keys.ts';
import type { Sealer, SealingParts } from './sealer.ts';

/** A column of sealed values: `row` is the column by which its rows are known. */
export type SealedColumn = { readonly table: string; readonly column: string; readonly row: string };

/** How far a rotation has come. */
export type KeyState = {
  readonly masterKeyId: string;
  /** Data keys in use. */
  readonly live: number;
  /** Data keys that seal nothing any more, and still open something. */
  readonly retired: number;
  /** Data keys that an earlier master key still wraps. */
  readonly underEarlier: number;
};

/** Retired keys outlive every lot that was taken before: nobody may still write under a key that is forgotten. */
const forgetAfterMs = 10 * lotMs;

/** A new master key, and new data keys from each column's next value on. What is sealed moves to them by `reseal`; both may run twice. */
export async function rotateKeys({ db, keyStore, clock }: SealingParts): Promise<void> {
  await keyStore.rotate();
  await db
    .updateTable('access_data_key')
    .set({ retired_at: instantText(clock.nowMs()) })
    .where('retired_at', 'is', null)
    .execute();
}

/** Where the keys stand. */
export async function keyState({ db, keyStore }: SealingParts): Promise<KeyState> {
  const { wrapping } = await keyStore.keys();
  const { live, retired, earlier } = await db
    .selectFrom('access_data_key')
    .select(({ fn }) => [
      fn.countAll<bigint>().filterWhere('retired_at', 'is', null).as('live'),
      fn.countAll<bigint>().filterWhere('retired_at', 'is not', null).as('retired'),
      fn.countAll<bigint>().filterWhere('master_key', '<>', wrapping).as('earlier'),
    ])
    .executeTakeFirstOrThrow();
  return {
    masterKeyId: wrapping,
    live: Number(live),
    retired: Number(retired),
    underEarlier: Number(earlier),
  };
}

/**
 * One step of moving what is sealed to the present keys: wraps data keys anew, seals up to `batch` values of each column anew, and
 * forgets retired keys that no value of `columns` is under. Gives how many keys and values moved; 0 is the end. Each move stands by
 * itself and only where the row is still as it was read, so that it may be killed, and run beside writers and itself.
 */
export async function reseal(
  parts: SealingParts,
  { sealer, columns, batch }: { sealer: Sealer; columns: readonly SealedColumn[]; batch: number },
): Promise<number> {
  let moved = await rewrap(parts, batch);
  for (const column of columns) {
    const stale = await staleOf(parts, column, batch);
    for (const row of stale) if (await move(parts, { sealer, column, ...row })) moved += 1;
    if (stale.length === 0) await forgetRetired(parts, column);
  }
  return moved;
}

async function rewrap({ db, keyStore }: SealingParts, batch: number): Promise<number> {
  const { wrapping } = await keyStore.keys();
  const rows = await db
    .selectFrom('access_data_key')
    .select(['id', 'master_key', 'wrapped'])
    .where('master_key', '<>', wrapping)
    .limit(batch)
    .execute();
  for (const { id, master_key, wrapped } of rows) {
    const again = await keyStore.wrap(wrapping, await keyStore.unwrap(master_key, wrapped));
    await db
      .updateTable('access_data_key')
      .set({ master_key: wrapping, wrapped: again })
      .where('id', '=', id)
      .where('master_key', '=', master_key)
      .execute();
  }
  return rows.length;
}

type Stale = { readonly row: string; readonly value: string };

async function staleOf(
  { db }: SealingParts,
  { table, column, row }: SealedColumn,
  batch: number,
): Promise<readonly Stale[]> {
  // At random: values that do not open stay, and must not stand before those that do.
  const { rows } = await sql<Stale>`
    select ${sql.ref(row)}::text as row, ${sql.ref(column)} as value from ${sql.table(table)}
    where split_part(${sql.ref(column)}, '.', 3) in (
      select id::text from access_data_key where scope = ${`${table}.${column}`} and retired_at is not null)
    order by random() limit ${batch}`.execute(db);
  return rows;
}

async function move(
  { db }: SealingParts,
  { sealer, column, row, value }: Stale & { readonly sealer: Sealer; readonly column: SealedColumn },
): Promise<boolean> {
  const context = { table: column.table, column: column.column, row };
  const opened = await sealer.open(value, context).catch((error: unknown) => {
    // A value somebody tampered with stays as evidence of it, and keeps nobody else's from moving.
    if (codeOf(error) === 'sealing.not_opened') return undefined;
    throw error;
  });
  if (opened === undefined) return false;
  const again = await sealer.seal(opened, context);
  const { numAffectedRows } = await sql`
    update ${sql.table(column.table)} set ${sql.ref(column.column)} = ${again}
    where ${sql.ref(column.row)}::text = ${row} and ${sql.ref(column.column)} = ${value}`.execute(db);
  return numAffectedRows === 1n;
}

async function forgetRetired({ db, clock }: SealingParts, { table, column }: SealedColumn): Promise<void> {
  await sql`
    delete from access_data_key k where scope = ${`${table}.${column}`}
    and retired_at < ${instantText(clock.nowMs() - forgetAfterMs)}
    and not exists (select from ${sql.table(table)} where split_part(${sql.ref(column)}, '.', 3) = k.id::text)`.execute(
    db,
  );
}
