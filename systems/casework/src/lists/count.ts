import type { Person } from '@finharbor/cases';
import { type RawBuilder, sql } from 'kysely';
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
  type Place,
  placeRows,
} from './filter.ts';
import { foundRows, judged, nowOf } from './find.ts';
import { reachOf } from './reach.ts';

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

/** Of each state, of what is overdue and of each person so many are counted: an office that has more of them does not need to know how many more. */
const mostEach = 1_000;
/** Of somebody's own queue so many. */
const mostOwn = 10_000;
/** So many people of an office are told of. */
const mostPeople = 200;

/**
 * Counts what `findCases` would list, under the very same conditions: exactly where it is little, and of what is much no further than
 * anybody needs, so that a million cases cost no more than a few thousand.
 */
export async function countCases(ctx: CaseworkContext, by: Person, filter: Filter): Promise<Counts> {
  const asked = { by, filter, reach: reachOf(ctx, by), now: nowOf(ctx) };
  const base = baseOf(asked);
  const hasPeople = filter.queue === 'office' && endedOf(filter) === 'no' && asked.reach.office.length > 0;
  if (!base) return { states: [], overdue: none, dueThisWeek: none, assignees: hasPeople ? [] : null };
  const counts =
    base.kind === 'places' ? await countSpread(ctx, asked, base.places) : await countFew(ctx, asked, base);
  return { ...counts, assignees: hasPeople ? counts.assignees : null };
}

const none: Count = { count: 0, isMore: false };

type Row = { readonly kind: string; readonly procedure: string; readonly state: string; readonly n: number };

/** An office's lists: each state, person and term by its index, as far as it is counted. */
async function countSpread(ctx: CaseworkContext, asked: Asked, places: readonly Place[]): Promise<Counts> {
  const where = sql.join(conditionsOf(asked), sql` and `);
  const of = (kind: string, also: RawBuilder<unknown>) => sql`
    select ${kind} as kind, b.procedure, b.state, x.n from b cross join lateral (select count(*)::integer as n from (
      select from case_file c where c.procedure = b.procedure and c.state = b.state and ${where} and ${also} limit ${mostEach + 1}) x) x`;
  const isOpen = endedOf(asked.filter) === 'no';
  const hasPeople = asked.filter.queue === 'office' && isOpen;
  const { rows } = await sql<Row>`
    with recursive b as (select * from ${placeRows(places)} as b (procedure, state))
      ${hasPeople ? sql`, ${people}` : sql``}
    ${of('state', sql`true`)}
    union all ${of('overdue', overdueAt(asked.now))}
    union all ${of('week', dueInWeekOf(asked.now))}
    ${
      hasPeople
        ? sql`union all select 'who', person.account, '', x.n from person cross join lateral (select count(*)::integer as n from (
            select from case_file c where c.assignee = person.account and ${inPlaces(places)} and ${where} limit ${mostEach + 1}) x) x
            where person.account is not null and x.n > 0`
        : sql``
    }`.execute(ctx.db);
  const by = (kind: string) => rows.filter((row) => row.kind === kind);
  const sum = (kind: string): Count =>
    counted(
      by(kind).reduce((all, { n }) => all + n, 0),
      mostEach,
    );
  return {
    states: by('state').flatMap(({ procedure, state, n }) =>
      n > 0 ? [{ procedure, state, ...counted(n, mostEach) }] : [],
    ),
    overdue: sum('overdue'),
    dueThisWeek: sum('week'),
    assignees: by('who').map(({ procedure: account, n }) => ({ account, ...counted(n, mostEach) })),
  };
}

/** Whoever has an open case, one after the other by the index, which is read once for each and not for each case. */
const people = sql`person (account, nth) as (
  (select c.assignee, 1 from case_file c where c.assignee is not null and not c.is_ended order by c.assignee limit 1)
  union all
  select (select c.assignee from case_file c where c.assignee > p.account and not c.is_ended order by c.assignee limit 1), p.nth + 1
  from person p where p.account is not null and p.nth < ${mostPeople})`;

function counted(n: number, most: number): Count {
  return { count: Math.min(n, most), isMore: n > most };
}

/** Lists that are one person's, or found by words: short, or looked at as far as they are shown. */
async function countFew(
  ctx: CaseworkContext,
  asked: Asked,
  base: Exclude<Base, { kind: 'places' }>,
): Promise<Counts> {
  const where = sql.join(conditionsOf(asked), sql` and `);
  const most = base.kind === 'found' ? judged : mostOwn;
  const columns = sql`c.procedure, c.state, c.assignee, c.due_sort`;
  const from =
    base.kind === 'found'
      ? foundRows(base, where, { columns, limit: most + 1 })
      : sql`select ${columns} from case_file c where ${base.where} and ${where} limit ${most + 1}`;
  const { rows } = await sql<FewRow>`
    select c.procedure, c.state, c.assignee, c.due_sort <= ${asked.now.nowMs}::bigint as is_overdue,
      ${dueInWeekOf(asked.now)} as is_in_week, count(*)::integer as n
    from (${from}) c group by 1, 2, 3, 4, 5`.execute(ctx.db);
  const all = rows.reduce((sum, { n }) => sum + n, 0);
  const isMore = all > most;
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
    assignees: [...accounts].map((account) => ({ account, ...sum(({ assignee }) => assignee === account) })),
  };
}

type FewRow = {
  readonly procedure: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly is_overdue: boolean;
  readonly is_in_week: boolean;
  readonly n: number;
};
