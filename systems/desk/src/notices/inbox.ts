import {
  decodeCursor,
  FinharborError,
  type Page,
  type PageRequest,
  pageLimits,
  pageOf,
} from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Db, DeskContext, Person } from '../context.ts';
import type { InboxItem, Mark, NoticeCount, NoticeFilter } from './domain.ts';

/** Which part of an inbox is asked for. */
export type InboxRequest = PageRequest & {
  readonly state?: NoticeFilter | undefined;
  readonly kind?: string | undefined;
};

const longestSnoozeMs = 366 * 86_400_000;
const keyset = z.tuple([z.uuid()]);

/** A page of a person's notices, newest first. Errors: `page.bad_cursor`. */
export async function inbox(
  { db, clock }: DeskContext,
  person: Person,
  { state = 'open', kind, limit = pageLimits.usual, cursor }: InboxRequest,
): Promise<Page<InboxItem>> {
  const [before] = cursor === undefined ? [undefined] : decodeCursor(cursor, keyset);
  let wanted = visible(db, person)
    .selectAll('n')
    .select(['m.read_at_ms', 'm.done_at_ms', 'm.snoozed_until_ms'])
    .where(inState(state, clock.nowMs()));
  if (kind !== undefined) wanted = wanted.where('n.kind', '=', kind);
  if (before !== undefined) wanted = wanted.where('n.id', '<', before);
  const rows = await wanted
    .orderBy('n.id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.map(
    (row): InboxItem => ({
      id: row.id,
      kind: row.kind,
      title: row.title as unknown as Bilingual,
      body: row.body as unknown as Bilingual | null,
      href: row.href,
      atMs: Number(row.at_ms),
      isRead: row.read_at_ms !== null,
      isDone: row.done_at_ms !== null || row.settled_at_ms !== null,
      snoozedUntilMs: row.snoozed_until_ms === null ? null : Number(row.snoozed_until_ms),
    }),
  );
  return pageOf(items, limit, ({ id }) => [id]);
}

/** How many notices a person has left to do, and how many of them are unread. */
export async function countNotices({ db, clock }: DeskContext, person: Person): Promise<NoticeCount> {
  const { open, unread } = await visible(db, person)
    .select(({ fn }) => [
      fn.countAll<bigint>().as('open'),
      fn.countAll<bigint>().filterWhere('m.read_at_ms', 'is', null).as('unread'),
    ])
    .where(inState('open', clock.nowMs()))
    .executeTakeFirstOrThrow();
  return { open: Number(open), unread: Number(unread) };
}

/** What is done with which notices. */
export type Marking = {
  readonly ids: readonly string[];
  readonly mark: Mark;
  readonly untilMs?: number | undefined;
};

/**
 * Marks a person's notices; gives how many of them there are. Ids of notices that are not this person's are passed over as if there
 * were none. Errors: `notice.bad_snooze`.
 */
export async function markNotices(
  ctx: DeskContext,
  person: Person,
  { ids, mark, untilMs }: Marking,
): Promise<number> {
  const set = changeOf(mark, { nowMs: ctx.clock.nowMs(), untilMs });
  const done = await ctx.db
    .insertInto('desk_mark')
    .columns(['account', 'notice_id', 'read_at_ms', 'done_at_ms', 'snoozed_until_ms'])
    .expression(
      visible(ctx.db, person)
        .where('n.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
        .select([
          sql<string>`${person.account}::uuid`.as('account'),
          'n.id',
          sql<bigint | null>`${set.read_at_ms ?? null}::bigint`.as('read'),
          sql<bigint | null>`${set.done_at_ms ?? null}::bigint`.as('done'),
          sql<bigint | null>`${set.snoozed_until_ms ?? null}::bigint`.as('snoozed'),
        ]),
    )
    .onConflict((conflict) => conflict.columns(['account', 'notice_id']).doUpdateSet(set))
    .executeTakeFirst();
  return Number(done.numInsertedOrUpdatedRows ?? 0n);
}

type Change = {
  readonly read_at_ms?: bigint | null;
  readonly done_at_ms?: bigint | null;
  readonly snoozed_until_ms?: bigint | null;
};

function changeOf(mark: Mark, { nowMs, untilMs }: { nowMs: number; untilMs: number | undefined }): Change {
  const now = BigInt(nowMs);
  switch (mark) {
    case 'read':
      return { read_at_ms: now };
    case 'unread':
      return { read_at_ms: null };
    case 'done':
      return { done_at_ms: now, read_at_ms: now };
    case 'open':
      return { done_at_ms: null, snoozed_until_ms: null };
    case 'snooze':
      if (untilMs === undefined || untilMs <= nowMs || untilMs > nowMs + longestSnoozeMs)
        throw new FinharborError({
          code: 'notice.bad_snooze',
          publicMessage: 'Name the time until which the notice sleeps: in the future, and within a year.',
          fields: [{ pointer: '/untilMs', detail: 'not a time to come within a year' }],
        });
      return { snoozed_until_ms: BigInt(untilMs) };
  }
}

/** A person's notices with what the person has done with each. */
function visible(db: Db, { account, party, roles }: Person) {
  return db
    .selectFrom('desk_notice as n')
    .leftJoin('desk_mark as m', (on) => on.onRef('m.notice_id', '=', 'n.id').on('m.account', '=', account))
    .where(({ or, and, eb }) =>
      or([
        eb('n.account', '=', account),
        and([eb('n.party', '=', party), eb('n.role', '=', sql<string>`any(${[...roles]})`)]),
      ]),
    );
}

function inState(state: NoticeFilter, nowMs: number): RawBuilder<boolean> {
  const isDone = sql`(m.done_at_ms is not null or n.settled_at_ms is not null)`;
  const sleeps = sql`coalesce(m.snoozed_until_ms > ${BigInt(nowMs)}, false)`;
  switch (state) {
    case 'all':
      return sql`true`;
    case 'done':
      return sql`${isDone}`;
    case 'snoozed':
      return sql`${sleeps} and not ${isDone}`;
    case 'open':
      return sql`not ${isDone} and not ${sleeps}`;
    case 'unread':
      return sql`not ${isDone} and not ${sleeps} and m.read_at_ms is null`;
  }
}
