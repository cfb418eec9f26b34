import { codeOf, fail, type Json } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { CasesContext } from '../cases.ts';
import { linked } from '../chain.ts';
import type { CasesTables } from '../database.gen.ts';
import type { Procedure } from '../definition/procedure.ts';
import { evolve } from '../machine/evolve.ts';
import type { CaseEvent } from '../machine/state.ts';
import type { StoredCase } from '../store.ts';
import type { CaseMigration } from './migration.ts';

const atOnce = 200;
const mostTries = 20;

/** What became of running cases: so many moved, and why others stayed. */
export type Moved = {
  readonly moved: number;
  readonly stayed: readonly { readonly number: string; readonly code: string }[];
};

/**
 * Moves the running cases of a version to the next, each by an event in its own chain; terms of the same name run on, others begin or end
 * with the state. A case that cannot be moved stays as it is and is named. Safe to repeat, to be killed at, and to run in several processes.
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
    const done = await Promise.all(rows.map(({ id }) => moveOne(ctx, migration, id).catch(codeOf)));
    for (const [nth, { number }] of rows.entries()) {
      const code = done[nth];
      if (code === undefined) moved += 1;
      else stayed.push({ number, code });
    }
    after = rows.at(-1)?.id;
    if (rows.length < atOnce) return { moved, stayed };
  }
}

/** Undefined once it is there, by whomever; or why not. */
async function moveOne(ctx: CasesContext, migration: CaseMigration, id: string): Promise<string | undefined> {
  const { from, to } = migration;
  for (let tries = 0; tries < mostTries; tries++) {
    const before = (await ctx.store.read(id))!;
    if (before.state.version !== from.version || before.state.ended) return undefined;
    const forms = migration.forms?.(before.state.forms) ?? before.state.forms;
    const misfit = misfitOf(to, forms);
    if (misfit !== undefined) return misfit;
    if (await kept(ctx, before, { migration, forms })) return undefined;
  }
  return 'case.changed';
}

type Moving = { readonly migration: CaseMigration; readonly forms: StoredCase['state']['forms'] };

function kept(
  { store, clock, calendar, random }: CasesContext,
  before: StoredCase,
  { migration: { from, to, states }, forms }: Moving,
): Promise<StoredCase | undefined> {
  const event: CaseEvent = {
    ...{ type: 'migrated', audience: 'all', from: from.version, to: to.version },
    ...{ state: states[before.state.state]!, forms },
  };
  const atMs = clock.nowMs();
  const links = linked(
    { caseId: before.id, head: before.head, random },
    { deeds: [{ event, by: 'clock' }], atMs },
  );
  const after = evolve(to, before.state, { event, by: 'clock', moment: { atMs, calendar } });
  return store.write({ before, after, subject: to.subject(forms), links, jobs: [] });
}

function misfitOf(to: Procedure, forms: Readonly<Record<string, Json>>): string | undefined {
  for (const [name, value] of Object.entries(forms)) {
    if (!Object.hasOwn(to.forms, name)) return 'migration.form_gone';
    if (!to.forms[name]!.schema.safeParse(value).success) return 'migration.form_misfit';
  }
  return undefined;
}
