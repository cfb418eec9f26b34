import {
  type CaseState,
  catchUp,
  type Person,
  procedureOf,
  type StoredCase,
  standingOf,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { sql } from 'kysely';
import type { SandboxContext } from '../context.ts';
import { pilotComplaint } from '../procedures/complaint.ts';
import { trackNames } from '../tracks.ts';

/** A case about a project, as somebody who may read it finds it there. */
export type ProjectCase = {
  readonly id: string;
  readonly number: string;
  readonly title: Bilingual;
  readonly state: Bilingual;
  readonly isEnded: boolean;
  /** The last day of the term that runs, as the instant at which it is over, and of what is promised sooner. */
  readonly dueMs: number | null;
  readonly promisedMs: number | null;
};

const mostComplaints = 50;

/** The cases about a project that are there for somebody: those that are open first, the latest first. */
export async function casesOf(
  ctx: SandboxContext,
  { number, case_id }: { readonly number: string; readonly case_id: string },
  who: Person,
): Promise<readonly ProjectCase[]> {
  await catchUp(ctx.db);
  const [events, complaints] = await Promise.all([
    ctx.db
      .selectFrom('pilot_event')
      .select('case_id')
      .distinct()
      .where('number', '=', number)
      .where('case_id', 'is not', null)
      .execute(),
    ctx.db
      .selectFrom('case_listed as l')
      .innerJoin('case_file as f', 'f.id', 'l.id')
      .select('l.id')
      .where('l.procedure', '=', pilotComplaint.name)
      .where('l.state', '!=', 'draft')
      .where('f.subject', '=', number)
      .orderBy('f.opened_at_ms', 'desc')
      .limit(mostComplaints)
      .execute(),
  ]);
  const ids = new Set([case_id, ...events.map((one) => one.case_id!), ...complaints.map(({ id }) => id)]);
  const found = await Promise.all([...ids].map((id) => ctx.cases.store.read(id)));
  return found
    .filter((one) => one !== undefined)
    .filter((one) => isThere(ctx, one, who))
    .toSorted((a, b) => rank(b) - rank(a))
    .map((one) => shown(ctx, one));
}

/** A declaration that is under way, as its applicant finds it. */
export type OwnDeclaration = ProjectCase & { readonly name: string };

const mostDeclarations = 100;

/** What somebody's institution has declared and is not decided yet, those due first above. */
export async function ownDeclarations(ctx: SandboxContext, who: Person): Promise<readonly OwnDeclaration[]> {
  await catchUp(ctx.db);
  const rows = await ctx.db
    .selectFrom('case_listed')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('applicant_party', '=', who.party),
        sql<boolean>`(alongside <> '{}' and alongside @> ${[who.party]}::text[])`,
      ]),
    )
    .where(
      'procedure',
      'in',
      trackNames.map((name) => `pilot-${name}`),
    )
    .where('is_ended', '=', false)
    .orderBy('due_sort')
    .orderBy('id')
    .limit(mostDeclarations)
    .execute();
  const found = await Promise.all(rows.map(({ id }) => ctx.cases.store.read(id)));
  return found.flatMap((one) =>
    one && isThere(ctx, one, who) ? [{ ...shown(ctx, one), name: one.subject }] : [],
  );
}

function shown(ctx: SandboxContext, one: StoredCase): ProjectCase {
  return {
    ...{ id: one.id, number: one.number, isEnded: one.state.ended !== null },
    ...{ title: procedureOf(ctx.cases, one).title, state: titleOf(ctx, one) },
    ...runningTerm(one.state),
  };
}

/** Whether a case is there for somebody: nothing is that they have a conflict of interest in. */
export function isThere({ cases }: Pick<SandboxContext, 'cases'>, one: StoredCase, who: Person): boolean {
  return (
    one.state.forgottenAtMs === undefined && standingOf(procedureOf(cases, one), one.state, who) !== 'none'
  );
}

const rank = ({ state }: StoredCase): number => state.openedAtMs + (state.ended ? 0 : 1e15);

function titleOf({ cases }: SandboxContext, one: StoredCase): Bilingual {
  return procedureOf(cases, one).states[one.state.state]!.title;
}

/** The term that is over soonest. */
function runningTerm({ terms, ended }: CaseState): Pick<ProjectCase, 'dueMs' | 'promisedMs'> {
  const [first] = ended
    ? []
    : Object.values(terms)
        .filter(({ suspended }) => suspended === null)
        .toSorted((a, b) => a.dueMs - b.dueMs);
  return { dueMs: first?.dueMs ?? null, promisedMs: first?.promisedMs ?? null };
}
