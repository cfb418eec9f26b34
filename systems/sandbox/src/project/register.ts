import { dayOf } from '@finharbor/cases';
import type { SandboxContext, Tx } from '../context.ts';
import type { PilotEffect } from '../procedures/effect.ts';
import { note } from './history.ts';

type Announcing = Extract<PilotEffect, { kind: 'announce' }> & {
  readonly caseId: string;
  readonly key: string;
};

/**
 * Enters a declaration in the register and gives it its number: the leading institution's code, the year, and how many of that institution
 * there are in it. The same case has one number however often it is asked.
 */
export async function registered(
  { cases, clock }: SandboxContext,
  tx: Tx,
  { caseId, key, track, batch, party, declared }: Announcing,
): Promise<string> {
  const { uscc } = declared.applicants[0]!;
  const atMs = clock.nowMs();
  const { year } = dayOf(cases.calendar, atMs);
  const numbers = { uscc, year };
  // The row of the institution's year is locked by this: two of its declarations get two numbers, and the same one waits here for itself.
  const { last } = await tx
    .insertInto('pilot_number')
    .values({ ...numbers, last: 0 })
    .onConflict((conflict) =>
      conflict.columns(['uscc', 'year']).doUpdateSet(({ ref }) => ({ last: ref('pilot_number.last') })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  const known = await tx
    .selectFrom('pilot_project')
    .select('number')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (known) return known.number;
  await tx
    .updateTable('pilot_number')
    .set({ last: last + 1 })
    .where('uscc', '=', uscc)
    .where('year', '=', year)
    .execute();
  const number = `${uscc}-${year}-${String(last + 1).padStart(4, '0')}`;
  const title = String(declared.declaration.name);
  await tx
    .insertInto('pilot_project')
    .values({
      ...{ number, case_id: caseId, track, batch, party, title, stage: 'announced' },
      ...{ announced_at_ms: BigInt(atMs), stage_at_ms: BigInt(atMs), until: null, holder_case: null },
    })
    .execute();
  await tx
    .insertInto('pilot_applicant')
    .values(
      declared.applicants.map(({ uscc: code, name, kind }, at) => ({ number, at, uscc: code, name, kind })),
    )
    .execute();
  await tx
    .insertInto('pilot_declaration')
    .values({ number, version: 1, case_id: caseId, declared: JSON.stringify(declared), at_ms: BigInt(atMs) })
    .execute();
  await note(tx, { number, stage: 'announced' }, { key, kind: 'announce', caseId, atMs });
  return number;
}
