import type { Person } from '@finharbor/cases';
import { type Lookup, lookupsOf } from '@finharbor/kernel/words';
import { type RawBuilder, sql } from 'kysely';
import type { Place, Reach } from './reach.ts';

/** Whose work a list is of. */
export type Queue = 'mine' | 'unassigned' | 'office' | 'applied' | 'seat' | 'watching';

/** Which cases are asked for. */
export type Filter = {
  readonly queue: Queue;
  readonly procedure?: string | undefined;
  readonly state?: string | undefined;
  readonly ended?: 'no' | 'yes' | 'any' | undefined;
  readonly isOverdue?: boolean | undefined;
  /** From now to the end of the week, where the calendar is kept. */
  readonly isDueThisWeek?: boolean | undefined;
  readonly dueBeforeMs?: number | undefined;
  readonly assignee?: string | undefined;
  readonly text?: string | undefined;
  readonly sort?: 'due' | 'opened' | undefined;
};

type Sql = RawBuilder<unknown>;

/** Who asks for what, and what they reach. */
export type Asked = {
  readonly by: Person;
  readonly filter: Filter;
  readonly reach: Reach;
  readonly now: Now;
};

/** A moment, and when its week ends: the first instant of the next. */
export type Now = { readonly nowMs: number; readonly weekEndsMs: number };

/** What every row of a list has to be, besides being of its queue. */
export function conditionsOf({ by, filter, now }: Omit<Asked, 'reach'>): readonly Sql[] {
  const { queue, procedure, state, isOverdue, isDueThisWeek, dueBeforeMs, assignee, sort } = filter;
  return [
    hiddenFrom(by, queue),
    ...(queue === 'unassigned' ? [sql`c.assignee is null and not c.is_ended`] : []),
    endedIn(filter, 'c'),
    ...(procedure === undefined ? [] : [sql`c.procedure = ${procedure}`]),
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(isOverdue ? [overdueAt(now, sort)] : []),
    ...(isDueThisWeek ? [dueInWeekOf(now, sort)] : []),
    ...(dueBeforeMs === undefined ? [] : [sql`c.due_sort < ${dueBeforeMs}::bigint`]),
    ...(assignee === undefined ? [] : [sql`c.assignee = ${assignee}`]),
  ];
}

/**
 * For whom is excluded, a case is not there; nor is anybody of the office to a case of their own. Such cases are few of all that a list
 * goes over: they are looked up once, and not of each row.
 */
function hiddenFrom({ account, party }: Person, queue: Queue): Sql {
  const excluded = sql`select x.id from case_listed x where x.excluded <> '{}' and x.excluded @> ${[account]}::text[]`;
  if (queue !== 'office' && queue !== 'unassigned' && queue !== 'mine') return sql`c.id not in (${excluded})`;
  return sql`c.id not in (${excluded} union all
    select x.id from case_listed x where x.applicant_party = ${party} and x.applicant_account = ${account})`;
}

/** Of a case whose nearest term is over. */
export function overdueAt({ nowMs }: Now, sort?: Filter['sort']): Sql {
  return sql`${dueBy(sort)} <= ${nowMs}::bigint`;
}

/** Of a case whose nearest term ends in what is left of this week. */
export function dueInWeekOf({ nowMs, weekEndsMs }: Now, sort?: Filter['sort']): Sql {
  return sql`${dueBy(sort)} > ${nowMs}::bigint and ${dueBy(sort)} <= ${weekEndsMs}::bigint`;
}

/** In a list by age the index of what is due first is not gone by, which would have all that is due sorted: what it cannot know does that. */
function dueBy(sort: Filter['sort']): Sql {
  return sort === 'opened' ? sql`c.due_sort + 0` : sql`c.due_sort`;
}

/** Whether a list is of what goes on still, has ended, or both. Only what goes on still, where a list is of work. */
export function endedOf({ queue, ended }: Filter): 'no' | 'yes' | 'any' {
  return ended ?? (queue === 'applied' || queue === 'watching' ? 'any' : 'no');
}

/** Cases found by words, `s` being what they are found by, and the order in which they are looked at: the latest first. */
type Found = { readonly where: Sql; readonly order: Sql };

/** The rows that a list is of: those found by words, one person's, or those of states that it goes over one by one. */
export type Base =
  | (Found & { readonly kind: 'found'; readonly own: Sql; readonly isSpread: boolean })
  | { readonly kind: 'own'; readonly where: Sql }
  | { readonly kind: 'places'; readonly places: readonly Place[] };

/** Where a list's rows are; undefined where there are none. */
export function baseOf({ by, filter, reach }: Omit<Asked, 'now'>): Base | undefined {
  const isSpread = filter.queue === 'office' || filter.queue === 'unassigned';
  const places = placesFor(filter, reach);
  if (isSpread && places.length === 0) return undefined;
  const own = isSpread ? inPlaces(places) : ownBase(filter.queue, reach, by);
  if (filter.text !== undefined) {
    const found = textBase(filter.text, withinSearch(filter));
    return found && { kind: 'found', ...found, own, isSpread };
  }
  // What one person has is short.
  return isSpread && filter.assignee === undefined ? { kind: 'places', places } : { kind: 'own', where: own };
}

/** What is asked of cases that stands beside their words, too. */
function withinSearch(filter: Filter): Sql {
  const { procedure } = filter;
  const isEnded = endedIn(filter, 's');
  return procedure === undefined ? isEnded : sql`${isEnded} and s.procedure = ${procedure}`;
}

function endedIn(filter: Filter, table: 'c' | 's'): Sql {
  const ended = endedOf(filter);
  if (ended === 'any') return sql`true`;
  return sql.raw(ended === 'yes' ? `${table}.is_ended` : `not ${table}.is_ended`);
}

/** The states that a list of the office goes over. */
function placesFor(filter: Filter, { places }: Reach): readonly Place[] {
  const ended = endedOf(filter);
  return places.filter(
    ({ procedure, state, isEnd, isMine }) =>
      (filter.procedure === undefined || procedure === filter.procedure) &&
      (filter.state === undefined || state === filter.state) &&
      (ended === 'any' || isEnd === (ended === 'yes')) &&
      (filter.queue !== 'unassigned' || isMine),
  );
}

/** States as rows `b` of a query. */
export function placeRows(places: readonly Place[]): Sql {
  return sql`unnest(${places.map(({ procedure }) => procedure)}::text[], ${places.map(({ state }) => state)}::text[])`;
}

/** Whether a case is in one of these states. */
export function inPlaces(places: readonly Place[]): Sql {
  return sql`c.procedure || '/' || c.state = any(${places.map(({ procedure, state }) => `${procedure}/${state}`)}::text[])`;
}

/** Whose a case has to be to be of somebody's own queue. */
function ownBase(queue: Queue, reach: Reach, by: Person): Sql {
  const office = sql`(c.procedure = any(${[...reach.office]}::text[]) and c.applicant_account <> ${by.account})`;
  const seat = sql`(c.seats <> '{}' and c.seats @> ${[by.account]}::text[])`;
  const applied = sql`((c.applicant_party = ${by.party} and (c.procedure = any(${[...reach.ofParty]}::text[])
    or (c.applicant_account = ${by.account} and c.procedure = any(${[...reach.own]}::text[]))))
    or (c.alongside <> '{}' and c.alongside @> ${[by.party]}::text[] and c.procedure = any(${[...reach.ofParty]}::text[])))`;
  if (queue === 'mine') {
    const { standsFor = [] } = by;
    const isMine =
      standsFor.length === 0
        ? sql`c.assignee = ${by.account}`
        : sql`c.assignee = any(${[by.account, ...standsFor]}::text[])`;
    return sql`${isMine} and ${office}`;
  }
  if (queue === 'seat') return seat;
  if (queue === 'applied') return applied;
  return sql`c.id = any (array(select w.case_id from case_watch w where w.account = ${by.account}))
    and (${office} or ${applied} or ${seat})`;
}

/** A number by its beginning, a subject by its words: Chinese anywhere, pinyin and its initials, codes by their beginning. */
function textBase(text: string, within: Sql): Found | undefined {
  const number = text.normalize('NFKC').trim().toUpperCase();
  if (/^[A-Z]{2,6}-\d{4}(-\d{0,9})?$/.test(number))
    return {
      where: sql`s.number like ${`${number}%`} and ${within}`,
      order: sql`s.number using ~>~`,
    };
  const lookups = lookupsOf(text);
  if (lookups.length === 0) return undefined;
  return { where: sql.join([...lookups.map(lookupCondition), within], sql` and `), order: sql`s.id desc` };
}

/** Trigrams find everything but Han characters, of which they know hexadecimal digits alone: these are found by their pairs. */
function lookupCondition(one: Lookup): Sql {
  if (one.by === 'code')
    return sql`(s.codes @> ${[one.beginning]}::text[] and strpos(s.terms, ${` ${one.word}`}) > 0)`;
  if (one.pairs.length === 0) return sql`s.terms like ${one.pattern}`;
  const isWhole = one.pairs.length === 1 ? sql`` : sql` and strpos(s.terms, ${one.word}) > 0`;
  return sql`(s.codes @> ${[...one.pairs]}::text[]${isWhole})`;
}
