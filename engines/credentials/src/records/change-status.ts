import { fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { CredentialsContext } from '../context.ts';
import type { CredentialsTables } from '../database.gen.ts';
import { statusEntry } from './entry.ts';

/** How a credential stands: a suspended one may be valid again, a revoked one never. */
export type CredentialStatus = 'valid' | 'suspended' | 'revoked';

/** A change of how a credential stands. */
export type StatusChange = {
  readonly number: string;
  readonly status: CredentialStatus;
  /** Published beside a public certificate. */
  readonly reason: string;
  readonly by?: string;
  /** The caller's own: asked twice under one key, it is changed once. */
  readonly key: string;
};

/** What became of it; `unchanged` where it stood so, `done_before` where the key was used for this very change. */
export type StatusChanged =
  | { readonly kind: 'changed' | 'unchanged' | 'done_before' }
  | { readonly kind: 'not_found' | 'revoked_for_good' };

/**
 * Changes how a credential stands, in the caller's transaction. Errors: `credential.key_reused` where the key was used for another change.
 */
export async function changeStatus(
  { clock }: Pick<CredentialsContext, 'clock'>,
  tx: Kysely<CredentialsTables>,
  { number, status, reason, by, key }: StatusChange,
): Promise<StatusChanged> {
  // Locks the row: who changes it at the same time sees what this one has made of it.
  const row = await tx
    .selectFrom('credential')
    .select(['id', 'jwt_sha256', 'list', 'status', 'forgotten_at_ms'])
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return { kind: 'not_found' };
  const events = await tx
    .selectFrom('credential_event')
    .select(['seq', 'event_key', 'status', 'reason'])
    .where('credential', '=', row.id)
    .orderBy('seq')
    .execute();
  const before = events.find(({ event_key }) => event_key === `status ${key}`);
  if (before?.status === status && (before.reason ?? reason) === reason) return { kind: 'done_before' };
  if (before) fail('credential.key_reused', 'Under this key another change was made.');
  if (row.status === status) return { kind: 'unchanged' };
  if (row.status === 'revoked') return { kind: 'revoked_for_good' };
  const atMs = clock.nowMs();
  await tx.updateTable('credential').set({ status }).where('id', '=', row.id).execute();
  await tx
    .updateTable('credential_list')
    .set((is) => ({ revision: is('revision', '+', 1n) }))
    .where('id', '=', row.list)
    .execute();
  await tx
    .insertInto('credential_event')
    .values({
      ...{ credential: row.id, seq: events.length, event_key: `status ${key}`, status },
      // Of a forgotten one nothing is kept that could be of a person.
      reason: row.forgotten_at_ms === null ? reason : null,
      ...{ by_whom: by ?? null, at_ms: BigInt(atMs), entry: statusEntry(row.jwt_sha256, { status, atMs }) },
    })
    .execute();
  return { kind: 'changed' };
}
