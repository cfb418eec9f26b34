import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { SandboxContext, Tables } from '../context.ts';
import type { PilotEffect } from '../procedures/effect.ts';

type Came = Extract<PilotEffect, { kind: 'complaint' }> & {
  readonly caseId: string;
  readonly reference: string;
};

/** Writes down how far a complaint has come, once for each: what comes twice or late changes nothing. */
export async function complaintCame(
  { db, clock }: SandboxContext,
  { caseId, reference, project, course, published }: Came,
): Promise<void> {
  const now = BigInt(clock.nowMs());
  const isEnd = course !== 'filed' && course !== 'answered';
  await db
    .insertInto('pilot_complaint_course')
    .values({
      ...{ case_id: caseId, reference, project, published: published ?? null },
      filed_at_ms: course === 'filed' ? now : null,
      answered_at_ms: course === 'answered' ? now : null,
      ended_at_ms: isEnd ? now : null,
      outcome: isEnd ? course : null,
    })
    .onConflict((conflict) =>
      conflict.column('case_id').doUpdateSet(({ fn, ref }) => {
        const first = <K extends 'filed_at_ms' | 'answered_at_ms' | 'ended_at_ms' | 'outcome' | 'published'>(
          column: K,
        ) => fn.coalesce(ref(`pilot_complaint_course.${column}`), ref(`excluded.${column}`));
        return {
          filed_at_ms: first('filed_at_ms'),
          answered_at_ms: first('answered_at_ms'),
          ended_at_ms: first('ended_at_ms'),
          outcome: first('outcome'),
          published: first('published'),
        };
      }),
    )
    .execute();
}

/** A complaint that was answered, as everybody may read it. */
export type AnsweredComplaint = {
  readonly reference: string;
  readonly atMs: number;
  readonly published: string;
};

type Row = Selectable<Tables['pilot_complaint_course']>;

/** The rows of the latest 100 complaints about a project that were answered, as far as they are published. */
export function answeredRows(
  db: SandboxContext['db'],
  number: string,
): SelectQueryBuilder<Tables, 'pilot_complaint_course', Row> {
  return db
    .selectFrom('pilot_complaint_course')
    .selectAll()
    .where('project', '=', number)
    .where('published', 'is not', null)
    .where('answered_at_ms', 'is not', null)
    .orderBy('answered_at_ms', 'desc')
    .limit(100);
}

/** These complaints from their rows. */
export function seenAnswered(rows: readonly Row[]): readonly AnsweredComplaint[] {
  return rows.map(({ reference, answered_at_ms, published }) => ({
    ...{ reference, atMs: Number(answered_at_ms), published: published! },
  }));
}
