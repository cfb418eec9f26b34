import { parsedOnce } from '@finharbor/kernel/database';
import { type InferResult, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { SandboxContext } from '../context.ts';
import { type Comment, commentRows, seenComments } from '../people/comments.ts';
import { type AnsweredComplaint, answeredRows, seenAnswered } from '../people/course.ts';
import { type ProjectView, viewOf, wholeRow } from '../project/read.ts';
import { openRecords, type PublicRecord } from '../usage/records.ts';
import { recordRows, seenRecords } from '../watch/records.ts';

/** A project with everything that anybody may read of it. */
export type WholeProject = {
  readonly view: ProjectView;
  readonly records: readonly PublicRecord[];
  readonly comments: readonly Comment[];
  readonly complaints: readonly AnsweredComplaint[];
};

/** Reads it in one statement, since its page is asked for often; undefined where there is none. */
export async function wholeProject(
  ctx: Pick<SandboxContext, 'db' | 'contractOnFile'>,
  number: string,
): Promise<WholeProject | undefined> {
  const { db } = ctx;
  const query = wholeRow(db, number).select([
    jsonArrayFrom(recordRows(db, number, { isPublic: true })).as('records'),
    jsonArrayFrom(commentRows(db, number, { isPublic: true })).as('comments'),
    jsonArrayFrom(answeredRows(db, number)).as('complaints'),
  ]);
  // To plan it takes longer than to run it.
  const { rows } = await sql<
    InferResult<typeof query>[number] & Rows
  >`${sql.raw(parsedOnce)} ${query}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { records, comments, complaints, ...project } = row;
  return {
    view: viewOf(project),
    records: await openRecords(ctx, seenRecords(records)),
    comments: seenComments(comments),
    complaints: seenAnswered(complaints),
  };
}

type Rows = {
  readonly records: Parameters<typeof seenRecords>[0];
  readonly comments: Parameters<typeof seenComments>[0];
  readonly complaints: Parameters<typeof seenAnswered>[0];
};
