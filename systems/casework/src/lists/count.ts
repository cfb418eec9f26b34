import { catchUp, type Person } from '@finharbor/cases';
import { parsedOnce } from '@finharbor/kernel/database';
import { sql } from 'kysely';
import type { CaseworkContext } from '../context.ts';
import {
  type Asked,
  type Base,
  baseOf,
  conditionsOf,
  dueInWeekOf,
  endedOf,
  type Filter,
  inPlaces,
  overdueAt,
  placeRows,
} from './filter.ts';
import { foundRows, judged, nowOf } from './find.ts';
import { type Place, reachOf } from './reach.ts';

/** How many there are; where `isMore`, that many and more. */
export type Count = { readonly count: number; readonly isMore: boolean };

/** How many cases of a filter are in which state, late, soon due, and whose. */
export type Counts = {
  readonly states: readonly (Place & Count)[];
  readonly overdue: Count;
  readonly dueThisWeek: Count;
  /** Where the list is one of the office, and of what goes on still. */
  readonly assignees: readonly ({ readonly account: string } & Count)[] | null;
};

/** In an office's lists so many of each state are counted, what is due first before others: who has more need not know how many more. */
const mostEach = 100;
/** And so many of each person: of so many people. */
const mostHeld = 20;
const mostPeople = 300;
/** Of somebody's own queue so many. */
const mostOwn = 10_000;

/**
 * Counts what `findCases` would list, under the very same conditions: exactly where it is little, and of what is much no further than
 * anybody needs, so that a million cases cost no more than a few thousand.
 */
export async function countCases(ctx: CaseworkContext, by: Person, filter: Filter): Promise<Counts> {
  await catchUp(ctx.db);
  const asked = { by, filter, reach: reachOf(ctx, by), now: nowOf(ctx) };
  const base = baseOf(asked);
  const hasPeople = filter.queue === 'office' && endedOf(filter) === 'no' && asked.reach.office.length > 0;
  if (!base) return { states: [], overdue: none, dueThisWeek: none, assignees: hasPeople ? [] : null };
  if (base.kind !== 'places') {
    const few = await countFew(ctx, { ...asked, hasPeople }, base);
    return { ...few, assignees: hasPeople ? few.assignees : null };
  }
  // Who has what is due comes with what is counted of it; of all that is open each person's is counted for itself.
  const isDue = isByDue(filter);
  const [spread, held] = await Promise.all([
    countSpread(ctx, { ...asked, hasPeople: hasPeople && isDue }, base.places),
    hasPeople && !isDue ? countHeld(ctx, asked, base.places) : null,
  ]);
  return { ...spread, assignees: hasPeople ? (held ?? spread.assignees) : null };
}

const none: Count = { count: 0, isMore: false };

type Spread = Place & {
  readonly assignee: string | null;
  readonly n: number;
  readonly overdue: number;
  readonly week: number;
};

/** An office's lists: each state by its index, in the order of what is due; of each person's own cases all would have to be gone through. */
async function countSpread(
  { db }: CaseworkContext,
  asked: Asked & { readonly hasPeople: boolean },
  places: readonly Place[],
): Promise<Omit<Counts, 'assignees'> & { readonly assignees: NonNullable<Counts['assignees']> }> {
  const { rows } = await sql<Spread>`${sql.raw(parsedOnce)}
    select b.procedure, b.state, ${asked.hasPeople ? sql`c.assignee` : sql`null::text`} as assignee, count(*)::integer as n,
      (count(*) filter (where ${overdueAt(asked.now)}))::integer as overdue, (count(*) filter (where ${dueInWeekOf(asked.now)}))::integer as week
    from ${placeRows(places)} as b (procedure, state) cross join lateral (
      select c.due_sort, c.assignee from case_listed c where c.procedure = b.procedure and c.state = b.state
        and ${sql.join(conditionsOf(asked), sql` and `)} order by c.due_sort limit ${mostEach + 1}) c
    group by 1, 2, 3`.execute(db);
  const states = [...Map.groupBy(rows, ({ procedure, state }) => `${procedure}/${state}`).values()].map(
    (some) => ({
      ...{ procedure: some[0]!.procedure, state: some[0]!.state, n: sumOf(some, 'n') },
      ...{ overdue: sumOf(some, 'overdue'), week: sumOf(some, 'week') },
    }),
  );
  const isMore = states.some(({ n }) => n > mostEach);
  return {
    states: states.map(({ procedure, state, n }) => ({
      ...{ procedure, state, count: Math.min(n, mostEach), isMore: n > mostEach },
    })),
    overdue: { count: sumOf(states, 'overdue'), isMore: states.some(({ overdue }) => overdue > mostEach) },
    dueThisWeek: {
      count: sumOf(states, 'week'),
      isMore: states.some(({ overdue, week }) => overdue + week > mostEach),
    },
    assignees: [...Map.groupBy(rows, ({ assignee }) => assignee)].flatMap(([account, some]) =>
      account === null ? [] : [{ account, count: sumOf(some, 'n'), isMore }],
    ),
  };
}

function sumOf<K extends string>(rows: readonly { readonly [Key in K]: number }[], key: K): number {
  return rows.reduce((all, row) => all + row[key], 0);
}

/** How many open cases each of the office's people has: one after the other by their index, so that nobody's are read who has many. */
async function countHeld(
  { db }: CaseworkContext,
  asked: Asked,
  places: readonly Place[],
): Promise<NonNullable<Counts['assignees']>> {
  const { rows } = await sql<{ readonly account: string; readonly n: number }>`${sql.raw(parsedOnce)}
    with recursive person (account, nth) as (
      (select c.assignee, 1 from case_listed c where c.assignee is not null and not c.is_ended order by c.assignee limit 1)
      union all
      select (select c.assignee from case_listed c where c.assignee > p.account and not c.is_ended order by c.assignee limit 1), p.nth + 1
      from person p where p.account is not null and p.nth < ${mostPeople})
    select p.account, x.n from person p cross join lateral (select count(*)::integer as n from (
      select from case_listed c where c.assignee = p.account and ${inPlaces(places)} and ${sql.join(conditionsOf(asked), sql` and `)}
      limit ${mostHeld + 1}) c) x
    where p.account is not null and x.n > 0`.execute(db);
  return rows.map(({ account, n }) => ({ account, count: Math.min(n, mostHeld), isMore: n > mostHeld }));
}

function isByDue({ isOverdue, isDueThisWeek, dueBeforeMs }: Filter): boolean {
  return isOverdue === true || isDueThisWeek === true || dueBeforeMs !== undefined;
}

type FewRow = {
  readonly procedure: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly is_overdue: boolean;
  readonly is_in_week: boolean;
  readonly n: number;
};

/** Lists that are one person's, or found by words: short, or looked at as far as they are shown. */
async function countFew(
  { db }: CaseworkContext,
  asked: Asked & { readonly hasPeople: boolean },
  base: Exclude<Base, { kind: 'places' }>,
): Promise<Counts> {
  const where = sql.join(conditionsOf(asked), sql` and `);
  const most = base.kind === 'found' ? judged : mostOwn;
  const columns = sql`c.procedure, c.state, c.assignee, c.due_sort`;
  const from =
    base.kind === 'found'
      ? foundRows(base, where, { columns, limit: most + 1 })
      : sql`select ${columns} from case_listed c where ${base.where} and ${where} limit ${most + 1}`;
  const { rows } = await sql<FewRow>`
    select c.procedure, c.state, ${asked.hasPeople ? sql`c.assignee` : sql`null::text`} as assignee, ${overdueAt(asked.now)} as is_overdue,
      ${dueInWeekOf(asked.now)} as is_in_week, count(*)::integer as n
    from (${from}) c group by 1, 2, 3, 4, 5`.execute(db);
  const isMore = rows.reduce((all, { n }) => all + n, 0) > most;
  const sum = (is: (row: FewRow) => boolean): Count => ({
    count: rows.reduce((total, row) => (is(row) ? total + row.n : total), 0),
    isMore,
  });
  const states = new Map(rows.map(({ procedure, state }) => [`${procedure}/${state}`, { procedure, state }]));
  const accounts = new Set(rows.flatMap(({ assignee }) => assignee ?? []));
  return {
    states: [...states.values()].map((place) => ({
      ...place,
      ...sum((row) => row.procedure === place.procedure && row.state === place.state),
    })),
    overdue: sum((row) => row.is_overdue),
    dueThisWeek: sum((row) => row.is_in_week),
    assignees: [...accounts].map((account) => ({ account, ...sum((row) => row.assignee === account) })),
  };
}
