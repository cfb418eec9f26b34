import type { Person } from '@finharbor/cases';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../context.ts';
import type { Seen } from '../person.ts';

/** The audiences somebody belongs to; undefined where everything is for their eyes. */
function audiencesOf({ standing, seat }: Pick<Seen, 'standing' | 'seat'>): readonly string[] | undefined {
  if (standing === 'office') return undefined;
  return standing === 'seat' ? ['all', `seat:${seat}`] : ['all'];
}

/** Which events of a case are for somebody's eyes. */
export function forEyesOf(seen: Pick<Seen, 'standing' | 'seat'>): RawBuilder<unknown> {
  const audiences = audiencesOf(seen);
  return audiences ? sql`audience = any(${[...audiences]}::text[])` : sql`true`;
}

/**
 * How often the case has changed for somebody's eyes. It counts the events they may read and no others: the plain count would tell
 * an applicant how many of a blind panel have spoken.
 */
export async function seenRevision(db: Kysely<Tables>, seen: Seen): Promise<number> {
  const audiences = audiencesOf(seen);
  const { id, head } = seen.stored;
  if (!audiences) return head.revision;
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::integer as count from case_event
    where case_id = ${id} and seq <= ${head.revision} and audience = any(${[...audiences]}::text[])`.execute(
    db,
  );
  return rows[0]!.count;
}

/** What somebody asks of the events of a case. */
export type EventQuery = {
  readonly after: number;
  readonly limit: number;
  readonly types: readonly string[];
};

/** Something that happened, as its readers count. */
export type SeenEvent = {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  /** An account, or `clock`; null once the contents have gone. */
  readonly by: Person['account'] | null;
  readonly isInternal: boolean;
  readonly data: Readonly<Record<string, unknown>>;
};

/** The events of a case that are for somebody's eyes, numbered as if there were no others. */
export async function seenEvents(
  db: Kysely<Tables>,
  seen: Seen,
  { after, limit, types }: EventQuery,
): Promise<readonly SeenEvent[]> {
  const isWanted = types.length > 0 ? sql`body ->> 'type' = any(${[...types]}::text[])` : sql`true`;
  const { rows } = await sql<EventRow>`
    select nth, at_ms, audience, by_whom, body from (
      select row_number() over (order by seq)::integer as nth, at_ms, audience, by_whom, body
      from case_event where case_id = ${seen.stored.id} and ${forEyesOf(seen)}
    ) as event
    where nth > ${after} and ${isWanted} order by nth limit ${limit}`.execute(db);
  return rows.map(({ nth, at_ms, audience, by_whom, body }) => {
    const { type = 'gone', ...data } = body ?? {};
    return {
      seq: nth,
      atMs: Number(at_ms),
      type: String(type),
      by: by_whom,
      isInternal: audience === 'office',
      data,
    };
  });
}

type EventRow = {
  readonly nth: number;
  readonly at_ms: bigint;
  readonly audience: string;
  readonly by_whom: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
};
