import { fail } from '@finharbor/kernel';
import type { Selectable } from 'kysely';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { keepKnown } from '../rating/known.ts';
import { type ByHead, usccOf } from '../schemas.ts';
import { today } from '../today.ts';
import type { DisclosureView } from './routes.ts';

/** What a firm says for a year. */
export type Disclosed = {
  readonly party: string;
  readonly year: number;
  readonly firm: string;
  readonly heads: ByHead;
};

/** Publishes what a firm discloses; the same text again changes nothing. Errors: `ethics.not_found` for a year that has not begun. */
export async function disclose(ctx: EthicsContext, said: Disclosed): Promise<DisclosureView> {
  const { party, year, firm, heads } = said;
  if (year > Number(today(ctx).slice(0, 4))) fail('ethics.not_found', 'This year has not begun.');
  const last = await ctx.db
    .selectFrom('ethics_disclosure')
    .selectAll()
    .where('firm', '=', party)
    .where('year', '=', year)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last && last.firm_name === firm && isSame(last.heads as unknown as ByHead, heads)) return viewOf(last);
  const atMs = ctx.clock.nowMs();
  const row = await ctx.db.transaction().execute(async (tx) => {
    const kept = await tx
      .insertInto('ethics_disclosure')
      .values({
        ...{ firm: party, year, revision: (last?.revision ?? 0) + 1, firm_name: firm },
        ...{ heads: JSON.stringify(heads), at_ms: BigInt(atMs) },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (kept) await keepKnown(tx, { firm: party, name: firm, publishedAtMs: atMs });
    return kept;
  });
  // Of two at the same time one finds the number taken: it looks again at what is there.
  return row ? viewOf(row) : disclose(ctx, said);
}

function isSame(one: ByHead, other: ByHead): boolean {
  return (Object.keys(other) as (keyof ByHead)[]).every((head) => one[head] === other[head]);
}

/** What a firm has disclosed, each year in its latest revision, the latest year first. */
export async function disclosuresOf(
  { db }: EthicsContext,
  party: string,
): Promise<readonly DisclosureView[]> {
  const rows = await db
    .selectFrom('ethics_disclosure')
    .distinctOn(['year'])
    .selectAll()
    .where('firm', '=', party)
    .orderBy('year', 'desc')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(viewOf);
}

function viewOf(row: Selectable<EthicsTables['ethics_disclosure']>): DisclosureView {
  return {
    ...{ uscc: usccOf(row.firm), firm: row.firm_name, year: row.year, revision: row.revision },
    ...{ heads: row.heads as unknown as ByHead, atMs: Number(row.at_ms) },
  };
}
