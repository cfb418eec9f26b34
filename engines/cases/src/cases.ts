import { type Clock, FinharborError, fail, type Random } from '@finharbor/kernel';
import { type BusinessCalendar, dayOf } from './calendar/calendar.ts';
import { linked, noHead } from './chain.ts';
import type { Procedure } from './definition/procedure.ts';
import type { Command } from './machine/command.ts';
import { asksForObjections, type Decided, decide, tick } from './machine/decide.ts';
import { evolve, unopened } from './machine/evolve.ts';
import type { CaseRefusal } from './machine/refusal.ts';
import type { CaseEvent, CaseState, Person } from './machine/state.ts';
import type { Subject } from './machine/subject.ts';
import { type Moment, nextAlarm, recountedTerms } from './machine/terms.ts';
import { mayBegin } from './machine/who.ts';
import type { CaseStore, Due, Job, StoredCase } from './store.ts';

/** What cases are worked on with. */
export type CasesContext = {
  readonly store: CaseStore;
  /** All procedures, and of each every version that a case may still have. */
  readonly procedures: readonly Procedure[];
  readonly calendar: BusinessCalendar;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: () => string;
  /** Whether somebody has objected to what a case publishes, and that is still looked into or was upheld; nobody has where left out. */
  readonly isObjected?: (one: StoredCase) => Promise<boolean>;
};

/** A case after something was done with it; or why not. */
export type Done = { readonly kind: 'done'; readonly case: StoredCase } | CaseRefusal;

/** Begins a case of a procedure's latest version. Errors: `case.procedure_unknown`. Whoever may take a step out of its first state may begin one. */
export async function openCase(ctx: CasesContext, name: string, by: Person): Promise<Done> {
  const spec = latest(ctx, name) ?? fail('case.procedure_unknown', 'There is no such procedure.');
  const atMs = ctx.clock.nowMs();
  const applicant = { party: by.party, account: by.account };
  const empty = unopened(spec, applicant, atMs);
  if (!mayBegin(spec, by))
    return {
      kind: 'refused',
      code: 'case.not_yours_to_open',
      text: { en: 'You may not begin such a case.', zh: '您不能发起此类事项。' },
    };
  const event: CaseEvent = { type: 'opened', audience: 'all' };
  const moment = { atMs, calendar: ctx.calendar };
  const state = evolve(spec, empty, { event, by, moment });
  const id = ctx.newId();
  const links = linked({ caseId: id, head: noHead, random: ctx.random }, { deeds: [{ event, by }], atMs });
  const head = { revision: links.length, hash: links.at(-1)!.hash };
  const year = dayOf(ctx.calendar, atMs).year;
  const opened = await ctx.store.open({ id, head, state, subject: '', prefix: spec.prefix, year, links });
  return { kind: 'done', case: opened };
}

/** A procedure as new cases begin with it. */
export function latest(
  { procedures }: Pick<CasesContext, 'procedures'>,
  name: string,
): Procedure | undefined {
  return procedures
    .filter((one) => one.name === name)
    .reduce<Procedure | undefined>(
      (best, one) => (best && best.version > one.version ? best : one),
      undefined,
    );
}

/** The procedure that a case has, in its version. */
export function procedureOf(
  { procedures }: Pick<CasesContext, 'procedures'>,
  { state: { procedure, version } }: { readonly state: Pick<CaseState, 'procedure' | 'version'> },
): Procedure {
  const found = procedures.find((one) => one.name === procedure && one.version === version);
  if (!found) throw new Error(`A case has version ${version} of ${procedure}, which is not here.`);
  return found;
}

/** What somebody wants done with a case; `revision` is the one they saw, where it must not have changed since. */
export type Act = {
  readonly id: string;
  readonly by: Person;
  readonly command: Command;
  readonly revision?: number;
};

const mostTries = 20;

/**
 * Does something with a case. What is refused changes nothing; what is done is kept whole, with its history and the jobs that follow from
 * it. What terms call for by now comes first, so that nobody gains by a clock that is late. Errors: `case.changed` where it is no longer as
 * the caller saw it.
 */
export async function act(ctx: CasesContext, { id, by, command, revision }: Act): Promise<Done> {
  for (let tries = 0; tries < mostTries; tries++) {
    const recalled = tries === 0 ? ctx.store.recall(id) : undefined;
    const before = recalled ?? (await ctx.store.read(id));
    if (!before) return noCase;
    if (isDue(ctx, before)) {
      await ringOne(ctx, id);
      continue;
    }
    const moment = momentOf(ctx);
    const decided = decide(procedureOf(ctx, before), before, { command, by, moment });
    const isAnother = revision !== undefined && before.head.revision !== revision;
    // Nobody is refused, or told that all is done, by what may be out of date.
    if (recalled && (decided.kind === 'refused' || isAnother || decided.deeds.length === 0)) continue;
    // For whom it is not there, it has not changed either.
    if (decided.kind === 'refused' && (decided.code === 'case.not_found' || !isAnother)) return decided;
    if (decided.kind === 'refused' || isAnother) return changed();
    const after = await kept(ctx, before, { decided, atMs: moment.atMs });
    if (after) return { kind: 'done', case: after };
    if (revision !== undefined) return changed();
  }
  return changed();
}

const noCase: CaseRefusal = {
  kind: 'refused',
  code: 'case.not_found',
  text: { en: 'There is no such case.', zh: '没有这个事项。' },
};

function changed(): never {
  throw new FinharborError({
    code: 'case.changed',
    publicMessage: 'Somebody has done something with this case since you opened it. Look at it again.',
  });
}

/** Whether the clock has something to do with a case: a term that is over, or days to be counted anew. */
function isDue(ctx: CasesContext, one: StoredCase): boolean {
  const moment = momentOf(ctx);
  const { terms } = one.state;
  return isRung(one, moment.atMs) || recountedTerms(procedureOf(ctx, one), terms, moment) !== undefined;
}

function isRung({ state: { terms } }: StoredCase, nowMs: number): boolean {
  const alarm = nextAlarm(terms);
  return alarm !== undefined && alarm.atMs <= nowMs;
}

function momentOf({ clock, calendar }: CasesContext) {
  return { atMs: clock.nowMs(), calendar };
}

/**
 * Does all that terms call for at this moment; returns how many changes it made. Several processes may do so at once. A case that cannot be
 * worked on holds up no other; in the end the first such fault is thrown.
 */
export async function ring(ctx: CasesContext, signal?: AbortSignal): Promise<number> {
  const nowMs = ctx.clock.nowMs();
  const faults: unknown[] = [];
  let rung = 0;
  let after: Due | undefined;
  while (!signal?.aborted) {
    const due = await ctx.store.due(nowMs, { most: dueAtOnce, after });
    const done = await Promise.allSettled(due.map(({ id }) => ringOne(ctx, id)));
    for (const one of done)
      if (one.status === 'fulfilled') rung += one.value;
      else faults.push(one.reason);
    after = due.at(-1);
    if (due.length < dueAtOnce) break;
  }
  if (faults.length > 0) throw faults[0];
  return rung;
}

const dueAtOnce = 200;

/** Does with one case what its terms call for by now; returns how many changes that made. */
export async function ringOne(ctx: CasesContext, id: string): Promise<number> {
  for (let rung = 0; ; ) {
    const before = await ctx.store.read(id);
    const moment = momentOf(ctx);
    const decided = before && tick(procedureOf(ctx, before), await asked(ctx, before, moment), moment);
    if (!before || !decided) return rung;
    // Where somebody else was faster there may be nothing left to do.
    if (await kept(ctx, before, { decided, atMs: moment.atMs })) rung += 1;
  }
}

/** A case with whether it is objected to, where its clock has to know. */
async function asked(ctx: CasesContext, before: StoredCase, { atMs }: Moment): Promise<Subject> {
  if (!ctx.isObjected || !isRung(before, atMs)) return before;
  if (!asksForObjections(procedureOf(ctx, before), before.state)) return before;
  return { ...before, isObjected: await ctx.isObjected(before) };
}

type Keeping = { readonly decided: Decided; readonly atMs: number };

async function kept(
  ctx: CasesContext,
  before: StoredCase,
  { decided, atMs }: Keeping,
): Promise<StoredCase | undefined> {
  if (decided.deeds.length === 0) return before;
  const { id, head } = before;
  const links = linked({ caseId: id, head, random: ctx.random }, { deeds: decided.deeds, atMs });
  const after = decided.state;
  const subject = procedureOf(ctx, before).subject(after.forms);
  const jobs = jobsOf(before, decided, links.at(-1)!.seq);
  return ctx.store.write({ before, after, subject, links, jobs });
}

/** The jobs of a change; their keys are its case's, the number of its last event, and which one. */
export function jobsOf(
  { id, number }: Pick<StoredCase, 'id' | 'number'>,
  { effects, heard }: Decided,
  seq: number,
): readonly Job[] {
  const about = { case: id, number, seq };
  return [
    ...effects.map((effect, at) => ({
      task: 'case-effect',
      key: `${id}/${seq}/${at}`,
      payload: { ...about, ...effect },
    })),
    ...heard.map((one, at) => ({
      task: 'case-notice',
      key: `${id}/${seq}/notice/${at}`,
      payload: { ...about, ...one },
    })),
  ];
}
