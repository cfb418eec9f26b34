import type { Person } from '@finharbor/cases';
import { lookupsOf } from '@finharbor/kernel/words';
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
  readonly dueBeforeMs?: number | undefined;
  readonly assignee?: string | undefined;
  readonly text?: string | undefined;
};

type Sql = RawBuilder<unknown>;
type Asked = { readonly by: Person; readonly filter: Filter; readonly nowMs: number };

/** Whether a queue goes over whole states: the others are one person's, and short. */
export function isSpread(queue: Queue): boolean {
  return queue === 'office' || queue === 'unassigned';
}

/** What every row of a list has to be, besides being of its queue. For whom is excluded, a case is not there. */
export function conditionsOf({ by, filter, nowMs }: Asked): readonly Sql[] {
  const { queue, procedure, state, isOverdue, dueBeforeMs, assignee } = filter;
  const ended = endedOf(filter);
  return [
    sql`c.id <> all (array(select x.id from case_file x where x.excluded <> '{}' and x.excluded @> ${[by.account]}::text[]))`,
    ...(queue === 'unassigned' ? [sql`c.assignee is null and not c.is_ended`] : []),
    ...(ended === 'any' ? [] : [ended === 'yes' ? sql`c.is_ended` : sql`not c.is_ended`]),
    ...(procedure === undefined ? [] : [sql`c.procedure = ${procedure}`]),
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(isOverdue ? [overdueAt(nowMs)] : []),
    ...(dueBeforeMs === undefined ? [] : [sql`c.due_sort < ${dueBeforeMs}::bigint`]),
    ...(assignee === undefined ? [] : [sql`c.assignee = ${assignee}`]),
  ];
}

/** Of a case whose nearest term is over. */
function overdueAt(nowMs: number): Sql {
  return sql`c.due_sort <= ${nowMs}::bigint`;
}

/** Only what goes on still, where a list is of work. */
function endedOf({ queue, ended }: Filter): 'no' | 'yes' | 'any' {
  return ended ?? (queue === 'applied' || queue === 'watching' ? 'any' : 'no');
}

/** The states that a list of the office goes over. */
export function placesFor(filter: Filter, { places }: Reach): readonly Place[] {
  const ended = endedOf(filter);
  return places.filter(
    ({ procedure, state, isEnd, isMine }) =>
      (filter.procedure === undefined || procedure === filter.procedure) &&
      (filter.state === undefined || state === filter.state) &&
      (ended === 'any' || isEnd === (ended === 'yes')) &&
      (filter.queue !== 'unassigned' || isMine),
  );
}

/** Whose a case has to be to be of somebody's own queue. */
export function ownBase(queue: Queue, reach: Reach, by: Person): Sql {
  const office = sql`c.procedure = any(${[...reach.office]}::text[])`;
  const seat = sql`(c.seats <> '{}' and c.seats @> ${[by.account]}::text[])`;
  const applied = sql`(c.applicant_party = ${by.party} and (c.procedure = any(${[...reach.ofParty]}::text[])
    or (c.applicant_account = ${by.account} and c.procedure = any(${[...reach.own]}::text[]))))`;
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

/** The same of cases that are found by words; undefined where the text has none. */
export function textBase(filter: Filter, reach: Reach, by: Person): Sql | undefined {
  const found = textCondition(filter.text ?? '');
  if (!found) return undefined;
  if (!isSpread(filter.queue)) return sql`${found} and ${ownBase(filter.queue, reach, by)}`;
  const places = placesFor(filter, reach);
  if (places.length === 0) return undefined;
  const names = [...new Set(places.map(({ procedure }) => procedure))];
  const keys = places.map(({ procedure, state }) => `${procedure}/${state}`);
  return sql`${found} and s.procedure = any(${names}::text[]) and c.procedure || '/' || c.state = any(${keys}::text[])`;
}

/** A number by its beginning, a subject by its words: Chinese anywhere, pinyin and its initials, codes by their beginning. */
function textCondition(text: string): Sql | undefined {
  const number = text.normalize('NFKC').trim().toUpperCase();
  if (/^[A-Z]{2,6}-\d{4}(-\d{0,9})?$/.test(number)) return sql`s.number like ${`${number}%`}`;
  const lookups = lookupsOf(text);
  if (lookups.length === 0) return undefined;
  return sql.join(
    lookups.map((one) =>
      one.by === 'pattern'
        ? sql`s.terms like ${one.pattern}`
        : sql`(s.codes @> ${[one.beginning]}::text[] and strpos(s.terms, ${` ${one.word}`}) > 0)`,
    ),
    sql` and `,
  );
}
