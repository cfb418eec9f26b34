import type { CasesContext, Procedure } from '@finharbor/cases';
import { type Kysely, sql } from 'kysely';
import type { CaseworkContext, Tables } from '../context.ts';
import { type Seen, seenAs } from '../person.ts';
import { refuse } from '../refusal.ts';
import { publicCase } from './read.ts';

/** A case that objects to another. */
export type Objection = { readonly id: string; readonly number: string };

/** Fails where a procedure can be objected to by a case of one that is not there. */
export function insistOnObjections(procedures: readonly Procedure[]): void {
  for (const { name, steps } of procedures)
    for (const { objection } of Object.values(steps))
      if (objection && !procedures.some((one) => one.name === objection.procedure))
        throw new Error(`${name} is objected to by ${objection.procedure}, which is not here.`);
}

/** Refuses an objection to what is not published, by another procedure than it says, or too late. Errors: `case.nothing_to_object`, `case.objection_over`. */
export async function mayObject(ctx: CaseworkContext, number: string, procedure: string): Promise<void> {
  const objection = (await publicCase(ctx, number))?.objection;
  if (objection?.procedure.name !== procedure)
    return refuse(
      'case.nothing_to_object',
      {
        en: 'Nothing is published under this number that can be objected to in this way.',
        zh: '该编号没有可通过此程序提出异议的公示。',
      },
      '/objectsTo',
    );
  if (objection.untilMs <= ctx.cases.clock.nowMs())
    return refuse('case.objection_over', {
      en: 'The time to object is over.',
      zh: '异议期已届满。',
    });
}

/** Keeps what a case objects to; once and for all. */
export async function noteObjection(ctx: CaseworkContext, id: string, number: string): Promise<void> {
  await ctx.db
    .insertInto('case_objection')
    .values({ case_id: id, number })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The number of the case that another objects to; null where it objects to none. */
export async function objectsToOf(ctx: CaseworkContext, id: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('case_objection')
    .select('number')
    .where('case_id', '=', id)
    .executeTakeFirst();
  return row?.number ?? null;
}

/**
 * Whether what a case publishes is objected to: by a case that was sent and is still looked into, or was upheld. What is only being written
 * holds nothing up.
 */
export function objectedIn(db: Kysely<Tables>): NonNullable<CasesContext['isObjected']> {
  return async ({ number }) => {
    const { rows } = await sql`
      select from case_objection o join case_file f on f.id = o.case_id
      where o.number = ${number} and f.snapshot -> 'took' <> '{}'
        and (not f.is_ended or f.snapshot -> 'ended' ->> 'outcome' = 'granted') limit 1`.execute(db);
    return rows.length > 0;
  };
}

/** The cases that object to one, to its office, as far as its reader may know of each. */
export async function objectionsTo(
  ctx: CaseworkContext,
  { standing, stored: { number }, by }: Pick<Seen, 'standing' | 'stored' | 'by'>,
): Promise<readonly Objection[]> {
  if (standing !== 'office') return [];
  const rows = await ctx.db
    .selectFrom('case_objection')
    .select('case_id')
    .where('number', '=', number)
    .orderBy('case_id')
    .limit(100)
    .execute();
  const cases = await Promise.all(rows.map(({ case_id }) => ctx.cases.store.read(case_id)));
  return cases.flatMap((stored) =>
    stored && stored.state.forgottenAtMs === undefined && seenAs(ctx, stored, by)
      ? [{ id: stored.id, number: stored.number }]
      : [],
  );
}
