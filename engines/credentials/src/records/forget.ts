import type { Kysely } from 'kysely';
import type { CredentialsContext } from '../context.ts';
import type { CredentialsTables } from '../database.gen.ts';
import { typeSlug } from '../types.ts';

/** What became of it: `stays` for a public one, which whoever was shown it looks up by its number. */
export type Forgotten = { readonly kind: 'forgotten' | 'not_found' | 'stays' };

/**
 * Forgets a personal certificate, in the caller's transaction: what it says, by what it could be shown, why its status was changed. Its
 * number, its place in the status list and a digest of what was signed stay: a copy that its holder has verifies as before, and it can
 * still be revoked. Forgetting twice is forgetting once.
 */
export async function forgetCredential(
  { types, clock }: Pick<CredentialsContext, 'types' | 'clock'>,
  tx: Kysely<CredentialsTables>,
  number: string,
): Promise<Forgotten> {
  // Locks the row: a change of its status at the same time writes its reason before this takes it away, or not at all.
  const row = await tx
    .selectFrom('credential')
    .select(['id', 'type', 'forgotten_at_ms'])
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  const type = row && types.find((one) => typeSlug(one) === row.type);
  if (!row || !type) return { kind: 'not_found' };
  if (type.isPublic) return { kind: 'stays' };
  if (row.forgotten_at_ms !== null) return { kind: 'forgotten' };
  await tx
    .updateTable('credential')
    .set({ jwt: null, asked: null, disclosures: [], forgotten_at_ms: BigInt(clock.nowMs()) })
    .where('id', '=', row.id)
    .execute();
  await tx.updateTable('credential_event').set({ reason: null }).where('credential', '=', row.id).execute();
  return { kind: 'forgotten' };
}
