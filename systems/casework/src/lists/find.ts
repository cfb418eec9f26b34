import type { Person } from '@finharbor/cases';
import { type RawBuilder, sql } from 'kysely';
import type { CaseworkContext } from '../context.ts';
import { conditionsOf, type Filter, isSpread, ownBase, placesFor, textBase } from './filter.ts';
import { type Reach, reachOf } from './reach.ts';

/** What is asked for: a filter, an order, and where in it to go on. */
export type Finding = Filter & {
  readonly sort?: 'due' | 'opened' | undefined;
  readonly after?: { readonly dueSort: string; readonly id: string } | undefined;
  readonly limit: number;
};

/** A case in a list. */
export type FoundCase = {
  readonly id: string;
  readonly number: string;
  readonly procedure: string;
  readonly version: number;
  readonly subject: string;
  readonly state: string;
  readonly assignee: string | null;
  readonly is_ended: boolean;
  readonly opened_at_ms: bigint;
  readonly due_at_ms: bigint | null;
  readonly due_sort: bigint;
  readonly applicant_party: string;
};

const columns = sql.raw(
  [
    ...['id', 'number', 'procedure', 'version', 'subject', 'state', 'assignee', 'is_ended', 'opened_at_ms'],
    ...['due_at_ms', 'due_sort', 'applicant_party'],
  ]
    .map((name) => `c.${name}`)
    .join(', '),
);
// Of a word that a great part of all cases have, the best of the first few hundred are good enough.
const judged = 500;

/** The cases of a queue that fit a filter, in the order that is asked for. */
export async function findCases(
  ctx: CaseworkContext,
  by: Person,
  finding: Finding,
): Promise<readonly FoundCase[]> {
  const reach = reachOf(ctx, by);
  const where = sql.join(
    [...conditionsOf({ by, filter: finding, nowMs: ctx.cases.clock.nowMs() }), pastOf(finding)],
    sql` and `,
  );
  const query = queryOf({ by, reach, finding }, where);
  return query ? (await query.execute(ctx.db)).rows : [];
}

type Asked = { readonly by: Person; readonly reach: Reach; readonly finding: Finding };

function queryOf(
  { by, reach, finding }: Asked,
  where: RawBuilder<unknown>,
): RawBuilder<FoundCase> | undefined {
  const order = finding.sort === 'opened' ? sql`c.id desc` : sql`c.due_sort, c.id`;
  const { limit } = finding;
  if (finding.text !== undefined) {
    const base = textBase(finding, reach, by);
    return (
      base &&
      sql`select * from (
        select ${columns} from case_search s join case_file c on c.id = s.id where ${base} and ${where} limit ${judged}
      ) c order by ${order} limit ${limit}`
    );
  }
  if (!isSpread(finding.queue))
    return sql`select ${columns} from case_file c where ${ownBase(finding.queue, reach, by)} and ${where} order by ${order} limit ${limit}`;
  const places = placesFor(finding, reach);
  if (places.length === 0) return undefined;
  // The first of each state by its index, and of these the first: a list of a million cases is read no further than it is shown.
  return sql`select c.* from
    unnest(${places.map(({ procedure }) => procedure)}::text[], ${places.map(({ state }) => state)}::text[]) as b (procedure, state)
    cross join lateral (
      select ${columns} from case_file c where c.procedure = b.procedure and c.state = b.state and ${where} order by ${order} limit ${limit}
    ) c order by ${order} limit ${limit}`;
}

function pastOf({ sort, after }: Finding): RawBuilder<unknown> {
  if (!after) return sql`true`;
  return sort === 'opened'
    ? sql`c.id < ${after.id}::uuid`
    : sql`(c.due_sort, c.id) > (${after.dueSort}::bigint, ${after.id}::uuid)`;
}
