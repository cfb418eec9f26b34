import { type Kysely, sql } from 'kysely';
import { type CasesContext, ringOne } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';

const atOnce = 200;

/**
 * Has the terms counted anew that were counted over a year whose holidays were not known then and are now; gives how many cases changed.
 * All running cases are looked through once for each year that becomes known. Safe to repeat, to be killed at, and to run in several
 * processes. A case that cannot be worked on holds up no other; in the end the first such fault is thrown, and all are looked through again
 * the next time.
 */
export async function recountCases(ctx: CasesContext, db: Kysely<CasesTables>): Promise<number> {
  const { knownTo } = ctx.calendar;
  const done = await db
    .selectFrom('case_recount')
    .select('known_to')
    .where('known_to', '>=', knownTo)
    .executeTakeFirst();
  if (done) return 0;
  let recounted = 0;
  const faults: unknown[] = [];
  for (let after: string | undefined; ; ) {
    const rows = await db
      .selectFrom('case_file')
      .select('id')
      .where('is_ended', '=', false)
      .where(sql<boolean>`jsonb_path_exists(snapshot, '$.terms.*.counted')`)
      .$if(after !== undefined, (query) => query.where('id', '>', after!))
      .orderBy('id')
      .limit(atOnce)
      .execute();
    for (const one of await Promise.allSettled(rows.map(({ id }) => ringOne(ctx, id))))
      if (one.status === 'rejected') faults.push(one.reason);
      else if (one.value > 0) recounted += 1;
    after = rows.at(-1)?.id;
    if (rows.length < atOnce) break;
  }
  if (faults.length > 0) throw faults[0];
  await db
    .insertInto('case_recount')
    .values({ known_to: knownTo, at_ms: BigInt(ctx.clock.nowMs()) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return recounted;
}
