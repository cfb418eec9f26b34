import { type Kysely, sql, type Transaction } from 'kysely';
import type { Json } from '../canonical.ts';
import { type Clock, instantText } from '../clock.ts';
import type { KernelTables } from '../database.gen.ts';

/** Something to be told outside once the transaction it is written in has committed. */
export type OutboxMessage = {
  /** Messages of one key are delivered one after the other, in the order their transactions committed. */
  readonly key: string;
  readonly topic: string;
  /** Lanes do not wait for each other, however slow a receiver is. A key stays in one lane; left out, the common one. */
  readonly lane?: string;
  readonly payload: Json;
};

/** A message on its way: `id` is stable over retries, so the receiver can refuse a second copy. */
export type OutboxDelivery = OutboxMessage & {
  readonly id: bigint;
  /** 1 at the first try. */
  readonly attempt: number;
};

/** A message that was given up, with the code of its last failure. */
export type DeadLetter = OutboxMessage & {
  readonly id: bigint;
  readonly attempts: number;
  readonly lastErrorCode: string;
  readonly deadAtMs: number;
};

/** The channel that wakes the relay. */
export const outboxChannel: string = 'finharbor_outbox';

/** Any fixed number: the first half of the advisory locks that put the writers of one key in line. */
const keyLockClass = 470_231;

/**
 * Writes a message in the transaction that makes it true; it is delivered if and only if that commits.
 * Transactions that enqueue under one key wait for each other, so enqueue late and several keys in one order.
 */
export async function enqueue<DB extends KernelTables>(
  tx: Transaction<DB>,
  message: OutboxMessage,
  clock: Clock,
): Promise<void> {
  // Ids are drawn before commit: without this lock a later id could become visible before an earlier one
  // of the same key, and the relay would deliver out of order.
  await sql`select pg_advisory_xact_lock(${keyLockClass}, hashtext(${message.key}))`.execute(tx);
  await kernelTables(tx)
    .insertInto('outbox_message')
    .values({
      key: message.key,
      topic: message.topic,
      lane: message.lane ?? '',
      payload: JSON.stringify(message.payload),
      created_at: instantText(clock.nowMs()),
    })
    .execute();
  await sql`select pg_notify(${outboxChannel}, '')`.execute(tx);
}

/** The messages that were given up, oldest first, at most `limit`. */
export async function deadLetters(db: Kysely<KernelTables>, limit: number): Promise<readonly DeadLetter[]> {
  const rows = await db
    .selectFrom('outbox_message')
    .selectAll()
    .where('dead_at', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    topic: row.topic,
    payload: row.payload,
    attempts: row.attempts,
    lastErrorCode: row.last_error_code ?? 'internal',
    deadAtMs: Temporal.Instant.from(row.dead_at!).epochMilliseconds,
  }));
}

/** Puts a dead letter back in line, before the waiting messages of its key with a higher id. False when there is none. */
export async function reviveDeadLetter(db: Kysely<KernelTables>, id: bigint): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const result = await tx
      .updateTable('outbox_message')
      .set({ dead_at: null, attempts: 0, next_at: null })
      .where('id', '=', id)
      .where('dead_at', 'is not', null)
      .executeTakeFirst();
    await sql`select pg_notify(${outboxChannel}, '')`.execute(tx);
    return result.numUpdatedRows === 1n;
  });
}

/** The kernel's tables of a transaction over others too: Kysely cannot resolve them through a type parameter. */
function kernelTables<DB extends KernelTables>(tx: Transaction<DB>): Kysely<KernelTables> {
  return tx as unknown as Kysely<KernelTables>;
}
