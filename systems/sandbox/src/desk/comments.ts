import type { SandboxContext } from '../context.ts';
import type { Comment } from '../people/comments.ts';

/** A comment, and the project it is on. */
export type CommentOn = Comment & { readonly number: string; readonly title: string };

/** Which comments are asked for; `after` is the last that was seen. */
export type CommentQuery = {
  readonly state: Comment['state'];
  readonly after?: { readonly atMs: bigint; readonly id: string } | undefined;
  readonly limit: number;
};

/** Comments on all projects: those that wait longest first, those that were seen to the latest first. */
export async function commentList(
  { db }: Pick<SandboxContext, 'db'>,
  { state, after, limit }: CommentQuery,
): Promise<readonly CommentOn[]> {
  const isWaiting = state === 'waiting';
  const order = isWaiting ? 'asc' : 'desc';
  const rows = await db
    .selectFrom('pilot_comment as c')
    .innerJoin('pilot_project as p', 'p.number', 'c.number')
    .select(['c.id', 'c.body', 'c.at_ms', 'c.state', 'c.answer', 'c.answered_at_ms', 'p.number', 'p.title'])
    .where('c.state', '=', state)
    .$if(after !== undefined, (all) =>
      all.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('c.at_ms', 'c.id'), isWaiting ? '>' : '<', tuple(after!.atMs, after!.id)),
      ),
    )
    .orderBy('c.at_ms', order)
    .orderBy('c.id', order)
    .limit(limit)
    .execute();
  return rows.map(({ at_ms, answered_at_ms, state: is, ...comment }) => ({
    ...{ ...comment, atMs: Number(at_ms), state: is as Comment['state'] },
    answeredAtMs: answered_at_ms === null ? null : Number(answered_at_ms),
  }));
}
