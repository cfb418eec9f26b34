import { fail } from '@finharbor/kernel';
import type { Selectable } from 'kysely';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { keepOutOfAll } from '../review/keep-out.ts';
import { usccOf } from '../schemas.ts';
import type { ConflictView, Interest } from './routes.ts';

/** An interest that is put on record. */
export type Stated = {
  readonly id: string;
  readonly member: string;
  readonly firm: string;
  readonly kind: Interest;
  readonly note: string;
  readonly isDeclared: boolean;
};

/** Puts an interest on record and keeps its member out of the firm's open reviews. Errors: `ethics.not_found`, `ethics.differs`. */
export async function stateConflict(ctx: EthicsContext, stated: Stated): Promise<ConflictView> {
  const { id, member, firm, kind, note, isDeclared } = stated;
  const known = await ctx.db
    .selectFrom('ethics_member')
    .select('id')
    .where('id', '=', member)
    .executeTakeFirst();
  if (!known) fail('ethics.not_found', 'There is no such member.');
  await ctx.db
    .insertInto('ethics_conflict')
    .values({ id, member, firm, kind, note, is_declared: isDeclared, at_ms: BigInt(ctx.clock.nowMs()) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const kept = await ctx.db
    .selectFrom('ethics_conflict')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (kept.member !== member || kept.firm !== firm) fail('ethics.differs', 'This id is another interest’s.');
  // Repeated with the request, should the process be killed before it.
  await keepOutOfAll(ctx, firm);
  return viewOf(kept);
}

/** Interests on record: all, or a member's. */
export async function conflictsOf(ctx: EthicsContext, member?: string): Promise<readonly ConflictView[]> {
  const rows = await ctx.db
    .selectFrom('ethics_conflict')
    .selectAll()
    .$if(member !== undefined, (query) => query.where('member', '=', member!))
    .orderBy('at_ms', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(viewOf);
}

function viewOf(row: Selectable<EthicsTables['ethics_conflict']>): ConflictView {
  const { id, member, firm, kind, note, is_declared } = row;
  return { id, member, uscc: usccOf(firm), kind: kind as Interest, note, isDeclared: is_declared };
}
