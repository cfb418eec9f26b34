import { fail } from '@finharbor/kernel';
import type { Selectable } from 'kysely';
import type { Tx } from '../context.ts';
import type { SandboxTables } from '../database.gen.ts';
import { type Move, moved, type Stage } from './domain.ts';

/** Something that happens to a project, once under its key. */
export type Happening = {
  readonly key: string;
  readonly kind: string;
  readonly reason?: string;
  readonly by?: string;
  readonly caseId?: string;
  readonly atMs: number;
};

/** A project that is locked until the transaction ends: what is decided of it is decided one after the other. */
export function lockedProject(
  tx: Tx,
  number: string,
): Promise<Selectable<SandboxTables['pilot_project']> | undefined> {
  return tx
    .selectFrom('pilot_project')
    .selectAll()
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether something has happened already. */
export async function hasHappened(tx: Tx, key: string): Promise<boolean> {
  const found = await tx.selectFrom('pilot_event').select('key').where('key', '=', key).executeTakeFirst();
  return found !== undefined;
}

/** Writes into the history of a project, which is locked. */
export async function note(
  tx: Tx,
  project: { readonly number: string; readonly stage: string },
  { key, kind, reason, by, caseId, atMs }: Happening,
): Promise<void> {
  const { last } = await tx
    .selectFrom('pilot_event')
    .select(({ fn }) => fn.max<number | null>('seq').as('last'))
    .where('number', '=', project.number)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('pilot_event')
    .values({
      ...{ number: project.number, seq: (last ?? 0) + 1, key, kind, stage: project.stage },
      ...{ reason: reason ?? null, by_account: by ?? null, case_id: caseId ?? null, at_ms: BigInt(atMs) },
    })
    .execute();
}

/** Moves a locked project and writes it down; false where it cannot be made from where the project stands. */
export async function move(
  tx: Tx,
  project: { readonly number: string; readonly stage: string },
  { move: wanted, ...happening }: Omit<Happening, 'kind'> & { readonly move: Move },
): Promise<boolean> {
  const stage = moved(project.stage as Stage, wanted);
  if (stage === undefined) return false;
  await tx
    .updateTable('pilot_project')
    .set({ stage, stage_at_ms: BigInt(happening.atMs) })
    .where('number', '=', project.number)
    .execute();
  await note(tx, { number: project.number, stage }, { ...happening, kind: wanted });
  return true;
}

/** Refuses what is asked of a project that is not there. */
export function noProject(): never {
  return fail('pilot.not_found', 'There is no such project. 没有这个试点项目。');
}
