import { fail } from '@finharbor/kernel';
import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { SandboxContext, Tables } from '../context.ts';
import { noProject } from '../project/history.ts';

/** What somebody says of a project in public, and what is answered. */
export type Comment = {
  readonly id: string;
  readonly body: string;
  readonly atMs: number;
  readonly state: 'waiting' | 'shown' | 'hidden';
  readonly answer: string | null;
  readonly answeredAtMs: number | null;
};

/**
 * Takes a comment under an id of its maker's choice, once; it is shown when the secretary says so. Errors: `pilot.not_found`,
 * `pilot.comment_taken` where the id is another comment’s.
 */
export async function postComment(
  { db, clock }: SandboxContext,
  { id, number, body }: { readonly id: string; readonly number: string; readonly body: string },
): Promise<void> {
  const project = await db
    .selectFrom('pilot_project')
    .select('number')
    .where('number', '=', number)
    .executeTakeFirst();
  if (!project) noProject();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('pilot_comment')
    .values({
      ...{ id, number, body, at_ms: BigInt(clock.nowMs()), state: 'waiting' },
      ...{ answer: null, answered_at_ms: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 1n) return;
  const known = await db
    .selectFrom('pilot_comment')
    .select(['number', 'body'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (known?.number !== number || known.body !== body)
    fail('pilot.comment_taken', 'This id is another comment’s. 该编号已被占用。');
}

/** Shows a comment with an answer, or hides it. Errors: `pilot.not_found`. */
export async function moderate(
  { db, clock }: SandboxContext,
  id: string,
  { state, answer }: { readonly state: 'shown' | 'hidden'; readonly answer?: string | undefined },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('pilot_comment')
    .set({ state, answer: answer ?? null, answered_at_ms: BigInt(clock.nowMs()) })
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) noProject();
}

/** The latest 200 comments on a project; to the public those that are shown. */
export async function commentsOn(
  { db }: Pick<SandboxContext, 'db'>,
  number: string,
  { isPublic }: { readonly isPublic: boolean },
): Promise<readonly Comment[]> {
  return seenComments(await commentRows(db, number, { isPublic }).execute());
}

type Row = Selectable<Tables['pilot_comment']>;

/** The rows of these comments. */
export function commentRows(
  db: SandboxContext['db'],
  number: string,
  { isPublic }: { readonly isPublic: boolean },
): SelectQueryBuilder<Tables, 'pilot_comment', Row> {
  return db
    .selectFrom('pilot_comment')
    .selectAll()
    .where('number', '=', number)
    .$if(isPublic, (all) => all.where('state', '=', 'shown'))
    .orderBy('at_ms', 'desc')
    .limit(200);
}

/** Comments from their rows. */
export function seenComments(rows: readonly Row[]): readonly Comment[] {
  return rows.map(({ id, body, at_ms, state, answer, answered_at_ms }) => ({
    answeredAtMs: answered_at_ms === null ? null : Number(answered_at_ms),
    ...{ id, body, answer, atMs: Number(at_ms), state: state as Comment['state'] },
  }));
}
