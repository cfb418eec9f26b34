import { fail } from '@finharbor/kernel';
import type { DeskContext, Person } from '../context.ts';

/** What somebody has begun to fill in; the times are milliseconds since the Unix epoch. */
export type Draft = { readonly json: string; readonly savedAtMs: number; readonly expiresAtMs: number };

const keptMs = 30 * 86_400_000;
const mostBytes = 65_536;
const mostDrafts = 100;

/** A person's draft of a form; null where there is none, or it has run out. */
export async function getDraft(
  { db, clock }: DeskContext,
  { account }: Person,
  form: string,
): Promise<Draft | null> {
  const row = await db
    .selectFrom('desk_draft')
    .selectAll()
    .where('account', '=', account)
    .where('form', '=', form)
    .where('expires_at_ms', '>', BigInt(clock.nowMs()))
    .executeTakeFirst();
  return row
    ? { json: row.value, savedAtMs: Number(row.saved_at_ms), expiresAtMs: Number(row.expires_at_ms) }
    : null;
}

/** Keeps a draft for thirty days, in place of the one before. Errors: `draft.too_large`, `draft.too_many`. */
export async function putDraft(
  { db, clock }: DeskContext,
  { account }: Person,
  { form, json }: { readonly form: string; readonly json: string },
): Promise<void> {
  if (Buffer.byteLength(json) > mostBytes) fail('draft.too_large', 'A draft has at most 64 kB.');
  const nowMs = clock.nowMs();
  const set = { value: json, saved_at_ms: BigInt(nowMs), expires_at_ms: BigInt(nowMs + keptMs) };
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('desk_draft').where('expires_at_ms', '<=', BigInt(nowMs)).execute();
    await tx
      .insertInto('desk_draft')
      .values({ account, form, ...set })
      .onConflict((conflict) => conflict.columns(['account', 'form']).doUpdateSet(set))
      .execute();
    const { count } = await tx
      .selectFrom('desk_draft')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('account', '=', account)
      .executeTakeFirstOrThrow();
    if (count > mostDrafts) fail('draft.too_many', `At most ${mostDrafts} drafts are kept.`);
  });
}

/** Forgets a draft, whether there is one or not. */
export async function deleteDraft({ db }: DeskContext, { account }: Person, form: string): Promise<void> {
  await db.deleteFrom('desk_draft').where('account', '=', account).where('form', '=', form).execute();
}
