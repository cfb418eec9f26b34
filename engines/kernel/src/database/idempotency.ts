import type { Kysely } from 'kysely';
import { type Clock, instantMs, instantText } from '../clock.ts';
import type { KernelTables } from '../database.gen.ts';
import type { Claim, IdempotencyStore, IdempotentRequest, StoredAnswer } from '../http/idempotency.ts';

/** A claim without an answer lapses after `leaseMs` (default one minute). */
export type IdempotencyOptions = { readonly clock: Clock; readonly leaseMs?: number };

/** Keeps answers to requests with an Idempotency-Key in the table `idempotency_key`. */
export function postgresIdempotency(db: Kysely<KernelTables>, options: IdempotencyOptions): IdempotencyStore {
  const leaseMs = options.leaseMs ?? 60_000;
  return {
    claim: (request) => claim(db, request, { nowMs: options.clock.nowMs(), leaseMs }),
    finish: (request, answer) => finish(db, request, answer),
    release: async (request) => {
      await db
        .deleteFrom('idempotency_key')
        .where('scope', '=', request.scope)
        .where('key', '=', request.key)
        .where('status', 'is', null)
        .execute();
    },
  };
}

/** Forgets the answers given before `beforeMs`; their keys may be used anew. Returns how many. */
export async function forgetAnswers(db: Kysely<KernelTables>, beforeMs: number): Promise<bigint> {
  const result = await db
    .deleteFrom('idempotency_key')
    .where('claimed_at', '<', instantText(beforeMs))
    .executeTakeFirst();
  return result.numDeletedRows;
}

async function claim(
  db: Kysely<KernelTables>,
  request: IdempotentRequest,
  at: { readonly nowMs: number; readonly leaseMs: number },
): Promise<Claim> {
  const inserted = await db
    .insertInto('idempotency_key')
    .values({
      scope: request.scope,
      key: request.key,
      request_sha256: request.requestHash,
      claimed_at: instantText(at.nowMs),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (inserted) return { kind: 'fresh' };
  // The row lock lets one of several late-comers take over a lapsed claim, and only one.
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('idempotency_key')
      .selectAll()
      .where('scope', '=', request.scope)
      .where('key', '=', request.key)
      .forUpdate()
      .executeTakeFirst();
    // Released in between: the caller may ask again.
    if (!row) return { kind: 'running' };
    if (!Buffer.from(row.request_sha256).equals(request.requestHash)) return { kind: 'reused' };
    if (row.status !== null) return { kind: 'done', answer: { status: row.status, body: row.body ?? '' } };
    if (instantMs(row.claimed_at) + at.leaseMs > at.nowMs) return { kind: 'running' };
    await tx
      .updateTable('idempotency_key')
      .set({ claimed_at: instantText(at.nowMs) })
      .where('scope', '=', request.scope)
      .where('key', '=', request.key)
      .execute();
    return { kind: 'fresh' };
  });
}

async function finish(
  db: Kysely<KernelTables>,
  request: IdempotentRequest,
  answer: StoredAnswer,
): Promise<void> {
  await db
    .updateTable('idempotency_key')
    .set({ status: answer.status, body: answer.body })
    .where('scope', '=', request.scope)
    .where('key', '=', request.key)
    .execute();
}
