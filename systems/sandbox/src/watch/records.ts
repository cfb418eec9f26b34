import { fail } from '@finharbor/kernel';
import type { Selectable, SelectQueryBuilder } from 'kysely';
import type { SandboxContext, Tables } from '../context.ts';
import { isOf } from '../people/reach.ts';
import type { Stage } from '../project/domain.ts';
import { lockedProject, noProject } from '../project/history.ts';
import type { RecordBody } from './record.ts';

/** A record as it is read: of a model also what the review of its change said, null while nobody has reviewed it. */
export type SeenRecord = {
  readonly id: string;
  readonly version: number;
  readonly atMs: number;
  readonly body: RecordBody;
  readonly review: { readonly verdict: 'accepted' | 'refused'; readonly opinion: string } | null;
};

type Putting = {
  readonly id: string;
  readonly number: string;
  readonly party: string;
  readonly body: RecordBody;
};

const ended: readonly Stage[] = ['refused', 'withdrawn'];

/**
 * Puts a record under an id of its maker's choice: the same again changes nothing, another is its next version. A roll-out is followed after the
 * exit, everything else until the end, a compensation beyond it. Errors: `pilot.not_found`, `pilot.not_now`, `pilot.overpaid`,
 * `pilot.record_taken`.
 */
export async function putRecord(
  { db, clock }: SandboxContext,
  { id, number, party, body }: Putting,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const project = await lockedProject(tx, number);
    if (!project || !(await isOf(tx, project, party))) return noProject();
    const stage = project.stage as Stage;
    const isExited = stage === 'exited';
    const fits =
      body.kind === 'compensation' ||
      (body.kind === 'follow_up' ? isExited : !isExited && stage !== 'stopped' && !ended.includes(stage));
    if (isOverpaid(body)) fail('pilot.overpaid', 'No more is paid than is due. 已补偿不能超过应补偿。');
    if (!fits)
      fail('pilot.not_now', 'This does not fit where the project stands. 项目当前阶段不能填报此内容。');
    const last = await tx
      .selectFrom('pilot_record')
      .select(['number', 'version', 'kind', 'body'])
      .where('id', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last && (last.number !== number || last.kind !== body.kind))
      fail('pilot.record_taken', 'This id is another record’s. 该编号已被占用。');
    if (last && isSame(last.body as RecordBody, body)) return last.version;
    const version = (last?.version ?? 0) + 1;
    await tx
      .insertInto('pilot_record')
      .values({
        ...{ id, version, number, kind: body.kind, body: JSON.stringify(body), at_ms: BigInt(clock.nowMs()) },
        ...{ verdict: null, opinion: null, reviewed_at_ms: null },
      })
      .execute();
    return version;
  });
}

function isOverpaid(body: RecordBody): boolean {
  return body.kind === 'compensation' && (body.paidCustomers > body.customers || body.paidFen > body.dueFen);
}

function isSame(one: RecordBody, other: RecordBody): boolean {
  const entries = (body: RecordBody) => JSON.stringify(Object.entries(body).toSorted());
  return entries(one) === entries(other);
}

type Reviewing = {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly verdict: 'accepted' | 'refused';
  readonly opinion: string;
};

/** Says of a version of a model whether its change is accepted, once. Errors: `pilot.not_found`, `pilot.not_now`. */
export async function reviewModel(
  { db, clock }: SandboxContext,
  { id, version, number, verdict, opinion }: Reviewing,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const model = await tx
      .selectFrom('pilot_record')
      .select(['verdict', 'opinion'])
      .where('id', '=', id)
      .where('version', '=', version)
      .where('number', '=', number)
      .where('kind', '=', 'model')
      // Two reviews of one version: the second waits and finds the first.
      .forUpdate()
      .executeTakeFirst();
    if (!model) return noProject();
    if (model.verdict === verdict && model.opinion === opinion) return;
    if (model.verdict !== null) fail('pilot.not_now', 'This version has been reviewed. 该版本已审查。');
    await tx
      .updateTable('pilot_record')
      .set({ verdict, opinion, reviewed_at_ms: BigInt(clock.nowMs()) })
      .where('id', '=', id)
      .where('version', '=', version)
      .execute();
  });
}

/** The latest version of each record of a project, the latest first; of models to the public only what was accepted. */
export async function recordsOf(
  { db }: Pick<SandboxContext, 'db'>,
  number: string,
  { isPublic }: { readonly isPublic: boolean },
): Promise<readonly SeenRecord[]> {
  return seenRecords(await recordRows(db, number, { isPublic }).execute());
}

type Row = Selectable<Tables['pilot_record']>;

/** The rows of these records. */
export function recordRows(
  db: SandboxContext['db'],
  number: string,
  { isPublic }: { readonly isPublic: boolean },
): SelectQueryBuilder<Tables, 'pilot_record', Row> {
  return db
    .selectFrom('pilot_record')
    .distinctOn('id')
    .selectAll()
    .where('number', '=', number)
    .$if(isPublic, (all) =>
      all.where(({ or, eb }) => or([eb('kind', '!=', 'model'), eb('verdict', '=', 'accepted')])),
    )
    .orderBy('id')
    .orderBy('version', 'desc');
}

/** Records from their rows, the latest first. */
export function seenRecords(rows: readonly Row[]): readonly SeenRecord[] {
  return rows.map(seen).toSorted((a, b) => b.atMs - a.atMs);
}

/** All versions of a record of a project, the latest first. */
export async function versionsOf(
  { db }: Pick<SandboxContext, 'db'>,
  number: string,
  id: string,
): Promise<readonly SeenRecord[]> {
  const rows = await db
    .selectFrom('pilot_record')
    .selectAll()
    .where('number', '=', number)
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(seen);
}

function seen({ id, version, at_ms, body, verdict, opinion }: Row): SeenRecord {
  return {
    ...{ id, version, atMs: Number(at_ms), body: body as RecordBody },
    review: verdict === null ? null : { verdict: verdict as 'accepted' | 'refused', opinion: opinion! },
  };
}
