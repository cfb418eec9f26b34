import { fail } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import { type CasesContext, jobsOf, ringOne } from '../cases.ts';
import { linked } from '../chain.ts';
import type { CasesTables } from '../database.gen.ts';
import { tick } from '../machine/decide.ts';
import type { CaseMigration } from './migration.ts';
import { movedBy } from './moved.ts';

const atOnce = 200;
const mostTries = 20;

/** What became of running cases: so many moved, and why others stayed. */
export type Moved = {
  readonly moved: number;
  readonly stayed: readonly { readonly number: string; readonly code: string }[];
};

/**
 * Moves the running cases of a version to the next, each by an event in its own chain; terms of the same name run on as they began, others
 * begin or end with the state. A case that cannot be moved stays as it is and is named with why; what fails otherwise, the store for one, is
 * thrown. Safe to repeat, to be killed at, and to run in several processes.
 */
export async function migrateCases(
  ctx: CasesContext,
  db: Kysely<CasesTables>,
  migration: CaseMigration,
): Promise<Moved> {
  const { name, version } = migration.from;
  if (!ctx.procedures.includes(migration.from) || !ctx.procedures.includes(migration.to))
    fail('case.version_unknown', 'A migration leads from and to a version that is here.');
  const stayed: { readonly number: string; readonly code: string }[] = [];
  let moved = 0;
  for (let after: string | undefined; ; ) {
    const rows = await db
      .selectFrom('case_file')
      .select(['id', 'number'])
      .where('procedure', '=', name)
      .where('version', '=', version)
      .where('is_ended', '=', false)
      .$if(after !== undefined, (query) => query.where('id', '>', after!))
      .orderBy('id')
      .limit(atOnce)
      .execute();
    const done = await Promise.allSettled(rows.map(({ id }) => moveOne(ctx, migration, id)));
    // A store that fails says nothing about a case: it is not one that stayed.
    for (const one of done) if (one.status === 'rejected') throw one.reason;
    const codes = done.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
    for (const [nth, { number }] of rows.entries()) {
      const code = codes[nth];
      if (code === undefined) moved += 1;
      else stayed.push({ number, code });
    }
    after = rows.at(-1)?.id;
    if (rows.length < atOnce) return { moved, stayed };
  }
}

/** Undefined once it is there, by whomever; or why not. What is due by the older version's terms is done before. */
async function moveOne(ctx: CasesContext, migration: CaseMigration, id: string): Promise<string | undefined> {
  const { from } = migration;
  for (let tries = 0; tries < mostTries; tries++) {
    const before = (await ctx.store.read(id))!;
    if (before.state.version !== from.version || before.state.ended) return undefined;
    const moment = { atMs: ctx.clock.nowMs(), calendar: ctx.calendar };
    if (tick(from, before, moment)) {
      await ringOne(ctx, id);
      continue;
    }
    const moving = movedBy(migration, before, moment);
    if (moving.kind === 'stays') return moving.code;
    const { decided, subject } = moving;
    const { head, number } = before;
    const links = linked(
      { caseId: id, head, random: ctx.random },
      { deeds: decided.deeds, atMs: moment.atMs },
    );
    const jobs = jobsOf({ id, number }, decided, links.at(-1)!.seq);
    if (await ctx.store.write({ before, after: decided.state, subject, links, jobs })) return undefined;
  }
  return 'case.changed';
}
