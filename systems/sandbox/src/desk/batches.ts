import {
  businessDaysUntil,
  type CaseState,
  catchUp,
  dayOf,
  type Person,
  procedureOf,
  type RunningTerm,
  type StoredCase,
} from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { SandboxContext } from '../context.ts';
import { type TrackName, trackNames } from '../tracks.ts';
import { isThere } from './cases.ts';
import type { ColumnName } from './columns.ts';

/** A declaration that is under way. Of its panel it says whether it is named and has spoken: never who, nor what. */
export type Declared = {
  readonly id: string;
  readonly number: string;
  readonly track: TrackName;
  /** Null until the formal check. */
  readonly batch: string | null;
  readonly name: string;
  readonly lead: string;
  readonly column: ColumnName;
  readonly state: Bilingual;
  readonly isChecked: boolean;
  readonly panel: 'none' | 'unnamed' | 'awaited' | 'complete';
  /** Business days of the running term that are over, and that are left: fewer than none where it is late. Null where none runs. */
  readonly days: { readonly used: number; readonly left: number } | null;
};

const columnOf: Readonly<Record<string, ColumnName>> = {
  ...{ filed: 'check', reviewing: 'experts', doubted: 'meeting', meeting: 'meeting' },
  ...{ supervising: 'supervisors', agreed: 'announcement', numbering: 'announcement' },
  ...{ announced: 'announcement', deciding: 'decision' },
};

const most = 500;

/** Declarations that are under way and there for somebody of the office, what is due first above. */
export async function declarationsUnderWay(ctx: SandboxContext, who: Person): Promise<readonly Declared[]> {
  await catchUp(ctx.db);
  const rows = await ctx.db
    .selectFrom('case_listed')
    .select('id')
    .where(
      'procedure',
      'in',
      trackNames.map((name) => `pilot-${name}`),
    )
    .where('state', 'in', Object.keys(columnOf))
    .where('is_ended', '=', false)
    .orderBy('due_sort')
    .orderBy('id')
    .limit(most)
    .execute();
  const found = await Promise.all(rows.map(({ id }) => ctx.cases.store.read(id)));
  return found.flatMap((one) => (one && isThere(ctx, one, who) ? [declared(ctx, one)] : []));
}

type Forms = {
  readonly lead?: { readonly name: string };
  readonly declaration?: { readonly name: string };
  readonly check?: { readonly batch: string };
};

function declared(ctx: SandboxContext, one: StoredCase): Declared {
  const { state } = one;
  const { lead, declaration, check } = state.forms as Forms;
  return {
    ...{ id: one.id, number: one.number, column: columnOf[state.state]! },
    state: procedureOf(ctx.cases, one).states[state.state]!.title,
    track: state.procedure.slice('pilot-'.length) as TrackName,
    ...{ name: declaration?.name ?? '', lead: lead?.name ?? '', batch: check?.batch ?? null },
    ...{ isChecked: state.state !== 'filed', panel: panelOf(ctx, one), days: daysOf(ctx, one) },
  };
}

function panelOf({ cases }: SandboxContext, one: StoredCase): Declared['panel'] {
  const { panel } = procedureOf(cases, one).states[one.state.state]!;
  if (!panel) return one.state.state === 'filed' ? 'none' : 'complete';
  const named = one.state.seats.filter(({ weight }) => weight > 0).length;
  return named < panel.seats ? 'unnamed' : 'awaited';
}

function daysOf({ cases: { calendar }, cases, clock }: SandboxContext, one: StoredCase): Declared['days'] {
  const term = runningIn(one.state, procedureOf(cases, one).terms ?? {});
  if (!term || term.suspended) return null;
  const today = dayOf(calendar, clock.nowMs());
  // A term ends at midnight: its last day is the one before.
  const last = dayOf(calendar, term.dueMs - 1);
  const used = businessDaysUntil(calendar, Temporal.PlainDate.from(term.startedOn), today);
  const late = businessDaysUntil(calendar, last, today);
  return { used, left: late > 0 ? -late : businessDaysUntil(calendar, today, last) };
}

function runningIn(
  { terms, state }: CaseState,
  specs: Readonly<Record<string, { readonly while: readonly string[] }>>,
): RunningTerm | undefined {
  return Object.entries(terms)
    .filter(([name]) => specs[name]?.while.includes(state))
    .map(([, term]) => term)
    .toSorted((a, b) => a.dueMs - b.dueMs)[0];
}
