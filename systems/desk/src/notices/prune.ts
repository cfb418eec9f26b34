import { sql } from 'kysely';
import type { DeskContext } from '../context.ts';

const dayMs = 86_400_000;
const batch = 200;

/**
 * Deletes notices that somebody has read, or that were settled, so many days after they were told; gives how many. What nobody has
 * read stays for the year that the register of personal data names. In small steps that stand by themselves.
 */
export async function pruneNotices(
  { db, clock }: Pick<DeskContext, 'db' | 'clock'>,
  readDays: number,
): Promise<number> {
  const nowMs = clock.nowMs();
  let deleted = 0;
  for (let count = batch; count === batch; deleted += count) {
    const done = await sql`
      delete from desk_notice where id in (
        select n.id from desk_notice n
        where n.at_ms <= ${BigInt(nowMs - readDays * dayMs)}
          and not exists (
            select from desk_mark m where m.notice_id = n.id and m.snoozed_until_ms > ${BigInt(nowMs)}
          )
          and (n.settled_at_ms is not null or exists (
            select from desk_mark m
            where m.notice_id = n.id and (m.read_at_ms is not null or m.done_at_ms is not null)
          ))
        limit ${batch}
      )`.execute(db);
    count = Number(done.numAffectedRows ?? 0n);
  }
  return deleted;
}
