import { catchUp, dayOf, endOfDayMs, type Person } from '@finharbor/cases';
import { parsedOnce } from '@finharbor/kernel/database';
import { type RawBuilder, sql } from 'kysely';
import type { CaseworkContext } from '../context.ts';
import { type Base, baseOf, conditionsOf, type Filter, type Now, placeRows } from './filter.ts';
import { reachOf } from './reach.ts';

/** What is asked for: a filter, an order, and where in it to go on. */
export type Finding = Filter & {
  readonly after?: { readonly dueSort: string; readonly id: string } | undefined;
  readonly limit: number;
};

/** A case in a list. */
export type FoundCase = {
  readonly id: string;
  readonly number: string;
  readonly procedure: string;
  readonly version: number;
  readonly revision: number;
  readonly subject: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly is_ended: boolean;
  readonly opened_at_ms: bigint;
  readonly due_at_ms: bigint | null;
  readonly due_sort: bigint;
  readonly applicant_party: string;
  readonly applicant_account: string;
};

const columns = sql.raw(
  [
    ...['id', 'number', 'procedure', 'version', 'revision', 'subject', 'state', 'assignee', 'is_ended'],
    ...['opened_at_ms', 'due_at_ms', 'applicant_party', 'applicant_account'],
  ]
    .map((name) => `f.${name}`)
    .join(', '),
);

/** Of a word that a great part of all cases have, so many that fit are sorted. */
export const judged = 200;
// And so many that have the word are looked at to find them.
const lookedAt = 500;

/** This moment, as lists are asked by it. */
export function nowOf({ cases: { clock, calendar } }: Pick<CaseworkContext, 'cases'>): Now {
  const nowMs = clock.nowMs();
  const day = dayOf(calendar, nowMs);
  return { nowMs, weekEndsMs: endOfDayMs(calendar, day.add({ days: 7 - day.dayOfWeek })) };
}

/** The cases of a queue that fit a filter, in the order that is asked for. */
export async function findCases(
  ctx: CaseworkContext,
  by: Person,
  finding: Finding,
): Promise<readonly FoundCase[]> {
  const base = baseOf({ by, filter: finding, reach: reachOf(ctx, by) });
  if (!base) return [];
  await catchUp(ctx.db);
  const conditions = [...conditionsOf({ by, filter: finding, now: nowOf(ctx) }), pastOf(finding)];
  return (await queryOf(base, finding, sql.join(conditions, sql` and `)).execute(ctx.db)).rows;
}

function queryOf(base: Base, { sort, limit }: Finding, where: RawBuilder<unknown>): RawBuilder<FoundCase> {
  const order = sort === 'opened' ? sql`c.id desc` : sql`c.due_sort, c.id`;
  if (base.kind === 'found')
    return shown(
      sql`select c.* from (${foundRows(base, where, { columns: keys, limit: judged })}) c order by ${order} limit ${limit}`,
      order,
    );
  // By what the indexes hold alone, and then the rows that are shown.
  const rows = shown(keysOf(base, where, sql`order by ${order} limit ${limit}`), order);
  // What goes by the indexes of states is planned well without its values; what is found by words is not.
  return base.kind === 'places' ? sql`${sql.raw(parsedOnce)} ${rows}` : rows;
}

const keys = sql`c.id, c.due_sort`;

function shown(found: RawBuilder<unknown>, order: RawBuilder<unknown>): RawBuilder<FoundCase> {
  return sql`select ${columns}, c.due_sort from (${found}) c join case_file f on f.id = c.id order by ${order}`;
}

function keysOf(
  base: Exclude<Base, { kind: 'found' }>,
  where: RawBuilder<unknown>,
  ordered: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (base.kind === 'own')
    return sql`select ${keys} from case_listed c where ${base.where} and ${where} ${ordered}`;
  // The first of each state by its index, and of these the first: a list of a million cases is read no further than it is shown.
  return sql`select ${keys} from ${placeRows(base.places)} as b (procedure, state) cross join lateral (
    select ${keys} from case_listed c where c.procedure = b.procedure and c.state = b.state and ${where} ${ordered}
  ) c ${ordered}`;
}

/**
 * Cases that are found by words, some hundreds of them: the latest. In the lists of an office each that is found is looked at, for they
 * hold most of all cases; in somebody's own list it is for the database to say which of the two is shorter.
 */
export function foundRows(
  { where: found, order, own, isSpread }: Extract<Base, { kind: 'found' }>,
  where: RawBuilder<unknown>,
  { columns: wanted, limit }: { readonly columns: RawBuilder<unknown>; readonly limit: number },
): RawBuilder<unknown> {
  const fits = sql`${own} and ${where}`;
  if (!isSpread)
    return sql`select ${wanted} from case_search s join case_listed c on c.id = s.id where ${found} and ${fits} limit ${limit}`;
  return sql`select ${wanted} from (select s.id from case_search s where ${found} order by ${order} limit ${lookedAt}) s
    cross join lateral (select * from case_listed c where c.id = s.id and ${fits} offset 0) c limit ${limit}`;
}

function pastOf({ sort, after }: Finding): RawBuilder<unknown> {
  if (!after) return sql`true`;
  return sort === 'opened'
    ? sql`c.id < ${after.id}::uuid`
    : sql`(c.due_sort, c.id) > (${after.dueSort}::bigint, ${after.id}::uuid)`;
}
