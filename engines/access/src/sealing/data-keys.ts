import { fail, instantText } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { keyBytes, type SealAlgorithm } from './gcm.ts';
import type { SealingParts } from './sealer.ts';

/** A data key as it is used: in the clear, in this process's memory only. */
export type DataKey = { readonly id: string; readonly algorithm: SealAlgorithm; readonly key: Uint8Array };

/** Uses of a data key that were counted before they are made: a process killed in between loses some and repeats none. */
export type Lot = { readonly key: DataKey; left: number; readonly untilMs: number };

/** How many nonces a lot has, and how long it may be used: after that a key retired meanwhile is no longer used. */
export const lotUses = 256;
export const lotMs = 60_000;

type Row = AccessTables['access_data_key'];

/** A lot of the column's live key; a key that is worn out, or of another algorithm, is retired and followed by a new one. */
export async function takeLot(parts: SealingParts, scope: string): Promise<Lot> {
  const row = (await reserve(parts.db, parts, scope)) ?? (await succeed(parts, scope));
  return { key: await opened(parts, row), left: lotUses, untilMs: parts.clock.nowMs() + lotMs };
}

/** A data key by its id. Errors: `sealing.not_opened` where there is none (any more), and those of the key store. */
export async function dataKey(parts: SealingParts, id: string): Promise<DataKey> {
  const row = await parts.db
    .selectFrom('access_data_key')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? opened(parts, row) : fail('sealing.not_opened', 'The value does not open.');
}

async function opened({ keyStore }: SealingParts, row: Row): Promise<DataKey> {
  const key = await keyStore.unwrap(row.master_key, row.wrapped);
  return { id: row.id, algorithm: row.algorithm as SealAlgorithm, key };
}

/** One statement, so that no two processes are given the same uses. */
function reserve(
  db: Kysely<AccessTables>,
  { algorithm, usesPerKey }: SealingParts,
  scope: string,
): Promise<Row | undefined> {
  return db
    .updateTable('access_data_key')
    .set(({ eb }) => ({ uses: eb('uses', '+', BigInt(lotUses)) }))
    .where('scope', '=', scope)
    .where('retired_at', 'is', null)
    .where('algorithm', '=', algorithm)
    .where('uses', '<=', BigInt(usesPerKey - lotUses))
    .returningAll()
    .executeTakeFirst();
}

async function succeed(parts: SealingParts, scope: string): Promise<Row> {
  const { keyStore, algorithm, random, newId, clock } = parts;
  const { wrapping } = await keyStore.keys();
  const wrapped = await keyStore.wrap(wrapping, random.bytes(keyBytes[algorithm]));
  const now = instantText(clock.nowMs());
  return parts.db.transaction().execute(async (tx) => {
    // Of those who find no live key at the same time one makes it; the others find it when they have the lock.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`access_data_key ${scope}`}, 0))`.execute(tx);
    const made = await reserve(tx, parts, scope);
    if (made) return made;
    await tx
      .updateTable('access_data_key')
      .set({ retired_at: now })
      .where('scope', '=', scope)
      .where('retired_at', 'is', null)
      .execute();
    return tx
      .insertInto('access_data_key')
      .values({
        id: newId(),
        scope,
        algorithm,
        master_key: wrapping,
        wrapped,
        uses: BigInt(lotUses),
        created_at: now,
        retired_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}
