import { fail } from '@finharbor/kernel';
import type { DeskContext, Person } from '../context.ts';
import type { ListedView, SavedView } from './domain.ts';

const mostViews = 200;

/** A person's own views and those shared in the person's party, of one screen or of all, by name. */
export async function listViews(
  { db }: DeskContext,
  { account, party }: Person,
  path: string | undefined,
): Promise<readonly ListedView[]> {
  const rows = await db
    .selectFrom('desk_view')
    .selectAll()
    .where('party', '=', party)
    .where(({ or, eb }) => or([eb('account', '=', account), eb('shared', '=', true)]))
    .$if(path !== undefined, (views) => views.where('path', '=', path!))
    .orderBy('name')
    .orderBy('id')
    .limit(mostViews)
    .execute();
  return rows.map(({ id, path: at, name, search, shared, account: owner }) => ({
    id,
    path: at,
    name,
    search,
    isShared: shared,
    isOwn: owner === account,
  }));
}

/**
 * Saves a view under an id the page has chosen, or what it is from now on: renamed, shared, looking elsewhere.
 * Errors: `view.not_found` where another person's view bears the id, `view.too_many`.
 */
export async function saveView(
  { db, clock }: DeskContext,
  { account, party }: Person,
  { id, isShared, ...view }: SavedView & { readonly id: string },
): Promise<void> {
  const set = { ...view, shared: isShared, saved_at_ms: BigInt(clock.nowMs()) };
  await db.transaction().execute(async (tx) => {
    const done = await tx
      .insertInto('desk_view')
      .values({ id, account, party, ...set })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(set).where('desk_view.account', '=', account),
      )
      .executeTakeFirst();
    if (done.numInsertedOrUpdatedRows !== 1n) fail('view.not_found', 'There is no such view.');
    const { count } = await tx
      .selectFrom('desk_view')
      .select(({ fn }) => fn.countAll<bigint>().as('count'))
      .where('account', '=', account)
      .executeTakeFirstOrThrow();
    if (count > mostViews) fail('view.too_many', `At most ${mostViews} views are kept. Delete one first.`);
  });
}

/** Deletes one's own view. Errors: `view.not_found`. */
export async function deleteView({ db }: DeskContext, { account }: Person, id: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('desk_view')
    .where('id', '=', id)
    .where('account', '=', account)
    .executeTakeFirst();
  if (numDeletedRows === 0n) fail('view.not_found', 'There is no such view.');
}
