import { act, dayOf } from '@finharbor/cases';
import type { CaseEffect, CasePort } from '@finharbor/cases/work';
import { fail } from '@finharbor/kernel';
import type { SandboxContext, Tx } from './context.ts';
import { complaintCame } from './people/course.ts';
import { isOf } from './people/reach.ts';
import { type Declared, type PilotEffect, pilotEffect } from './procedures/effect.ts';
import { registerPerson } from './procedures/register.ts';
import { mayAsk, type Stage } from './project/domain.ts';
import { hasHappened, lockedProject, move, note } from './project/history.ts';
import { registered } from './project/register.ts';
import { type TrackName, tracks } from './tracks.ts';

/** What the register takes as a step of the case, in answer. */
type Answer = { readonly step: string; readonly form?: object; readonly reason?: string };

/** What is asked of the register by the case of a project. */
type Wanted = Exclude<PilotEffect['kind'], 'complaint'>;

/** An effect, and the job it comes by. */
type Asked<K extends Wanted = Wanted> = {
  readonly effect: Extract<PilotEffect, { kind: K }>;
  readonly caseId: string;
  readonly key: string;
};

/**
 * Does in the register what cases want done. What it writes it writes once, under the job's key; its answer, a step of the case, is refused
 * the second time because the case has left that state.
 */
export function pilotPort(ctx: SandboxContext): CasePort<CaseEffect> {
  return {
    kind: 'outside',
    run: async ({ body, case: caseId, number, key }) => {
      const effect = pilotEffect.parse(body);
      if (effect.kind === 'complaint') return complaintCame(ctx, { ...effect, caseId, reference: number });
      const answer = await ctx.db
        .transaction()
        .execute((tx) => carriedOut(ctx, tx, { effect, caseId, key } as Asked));
      if (effect.kind === 'look-up' && effect.wants === 'appeal' && answer?.step === 'found')
        await keepOut(ctx, effect.project, caseId);
      if (answer) await answered(ctx, caseId, answer);
    },
  };
}

async function answered(ctx: SandboxContext, id: string, { step, form, reason }: Answer): Promise<void> {
  const command = {
    type: 'step',
    step,
    form: form ?? {},
    ...(reason === undefined ? {} : { reason }),
  } as const;
  const done = await act(ctx.cases, { id, by: registerPerson, command });
  if (done.kind === 'refused' && done.code !== 'case.step_closed' && done.code !== 'case.ended')
    fail('pilot.not_answered', `The register could not answer a case: ${done.code}.`);
}

async function carriedOut(ctx: SandboxContext, tx: Tx, asked: Asked): Promise<Answer | undefined> {
  const { effect } = asked;
  switch (effect.kind) {
    case 'announce':
      return {
        step: 'number',
        form: { number: await registered(ctx, tx, { ...effect, caseId: asked.caseId, key: asked.key }) },
      };
    case 'admit':
    case 'refuse':
    case 'withdraw':
      return ofAdmission(ctx, tx, { ...asked, effect });
    case 'look-up':
      return lookedUp(ctx, tx, { ...asked, effect });
    default:
      return ofRequest(ctx, tx, { ...asked, effect });
  }
}

/** What becomes of the project of an admission. */
async function ofAdmission(
  { clock, cases }: SandboxContext,
  tx: Tx,
  { effect, caseId, key }: Asked<'admit' | 'refuse' | 'withdraw'>,
): Promise<undefined> {
  if (await hasHappened(tx, key)) return;
  const found = await tx
    .selectFrom('pilot_project')
    .select('number')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  // The number comes first; until it is there this is tried again.
  const project = found ? await lockedProject(tx, found.number) : undefined;
  if (!project) return fail('pilot.not_found', 'The project is not in the register yet.');
  const atMs = clock.nowMs();
  const isMoved = await move(tx, project, { move: effect.kind, key, caseId, atMs });
  if (!isMoved || effect.kind !== 'admit') return;
  const until = dayOf(cases.calendar, atMs).add({ months: effect.untilMonths });
  await tx
    .updateTable('pilot_project')
    .set({ until: until.toString() })
    .where('number', '=', project.number)
    .execute();
}

/** Whether a request may be made of a project; where it may, the project is held for it. */
async function lookedUp(
  { clock }: SandboxContext,
  tx: Tx,
  { effect: { project: number, party, wants }, caseId, key }: Asked<'look-up'>,
): Promise<Answer> {
  const project = await lockedProject(tx, number);
  const isTheirs = project !== undefined && (await isOf(tx, project, party));
  if (!project || !isTheirs)
    return notFound('你方没有这个编号的试点项目。 There is no project of yours with this number.');
  if (project.holder_case === caseId) return { step: 'found' };
  const { stage } = project;
  const atMs = clock.nowMs();
  const fits = mayAsk(wants, { stage: stage as Stage, stageAtMs: Number(project.stage_at_ms) }, atMs);
  if (project.holder_case !== null)
    return notFound('该项目另有事项正在办理。 Another request about this project is under way.');
  if (!fits)
    return notFound('该项目当前不能提出此申请。 This cannot be asked of the project as it stands now.');
  await tx.updateTable('pilot_project').set({ holder_case: caseId }).where('number', '=', number).execute();
  if (wants === 'exit') await move(tx, project, { move: 'ask-exit', key, caseId, atMs });
  else await note(tx, project, { key, kind: `ask-${wants}`, caseId, atMs });
  return { step: 'found' };
}

function notFound(reason: string): Answer {
  return { step: 'not-found', reason };
}

/** What a request came to: it holds its project no more. */
async function ofRequest(
  ctx: SandboxContext,
  tx: Tx,
  { effect, caseId, key }: Asked<'give-up' | 'exit' | 'restore' | 'extend' | 'change'>,
): Promise<Answer | undefined> {
  const project = await lockedProject(tx, effect.project);
  const isDone = await hasHappened(tx, key);
  if (effect.kind === 'exit' && isDone && project) return recorded(ctx, tx, project);
  if (isDone) return undefined;
  if (project?.holder_case !== caseId) return effect.kind === 'exit' ? notRecorded : undefined;
  const about = { key, caseId, atMs: ctx.clock.nowMs() };
  if (effect.kind === 'exit' && !(await move(tx, project, { ...about, move: 'exit' }))) return notRecorded;
  if (effect.kind === 'give-up' && !(await move(tx, project, { ...about, move: 'give-up-exit' })))
    await note(tx, project, { ...about, kind: 'give-up' });
  if (effect.kind === 'restore') await move(tx, project, { ...about, move: 'restore' });
  if (effect.kind === 'extend') await extended(tx, project, { ...about, months: effect.months });
  if (effect.kind === 'change') await changed(tx, project, { ...about, effect });
  await tx
    .updateTable('pilot_project')
    .set({ holder_case: null })
    .where('number', '=', project.number)
    .execute();
  return effect.kind === 'exit' ? recorded(ctx, tx, project) : undefined;
}

/** What a certificate says of a project that has left the pilot, as the register has it. */
async function recorded({ cases }: SandboxContext, tx: Tx, project: Project): Promise<Answer> {
  const { number, title, track } = project;
  const day = (ms: bigint): string => dayOf(cases.calendar, Number(ms)).toString();
  const [applicants, events] = await Promise.all([
    tx.selectFrom('pilot_applicant').select('name').where('number', '=', number).orderBy('at').execute(),
    tx
      .selectFrom('pilot_event')
      .select(['kind', 'at_ms'])
      .where('number', '=', number)
      .where('kind', 'in', ['admit', 'restore', 'exit'])
      .orderBy('seq')
      .execute(),
  ]);
  const form = {
    ...{ name: title, track: tracks[track as TrackName].title.zh },
    applicants: applicants.map(({ name }) => name).join('\n'),
    ...{ from: day(events[0]!.at_ms), until: day(events.at(-1)!.at_ms) },
  };
  return { step: 'record', form };
}

const notRecorded: Answer = {
  step: 'not-recorded',
  reason: '项目状态已变化，不能出盒。 The project does not stand any more where it could leave the pilot.',
};

type About = { readonly key: string; readonly caseId: string; readonly atMs: number };
type Project = NonNullable<Awaited<ReturnType<typeof lockedProject>>>;

async function extended(
  tx: Tx,
  project: Project,
  { months, ...about }: About & { months: number },
): Promise<void> {
  const until = Temporal.PlainDate.from(project.until!).add({ months }).toString();
  await tx.updateTable('pilot_project').set({ until }).where('number', '=', project.number).execute();
  await note(tx, project, { ...about, kind: 'extend' });
}

type Changing = About & { readonly effect: Extract<PilotEffect, { kind: 'change' }> };

/** A changed declaration is its next version: the one before stays. */
async function changed(
  tx: Tx,
  project: Project,
  { effect: { changes, why }, ...about }: Changing,
): Promise<void> {
  const { number } = project;
  const latest = await tx
    .selectFrom('pilot_declaration')
    .selectAll()
    .where('number', '=', number)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const before = latest.declared as Declared;
  const within = (part: Declared['declaration']): Declared['declaration'] => ({
    ...part,
    ...Object.fromEntries(Object.entries(changes).filter(([field]) => Object.hasOwn(part, field))),
  });
  const declared = {
    ...before,
    declaration: within(before.declaration),
    safeguards: within(before.safeguards),
  };
  await tx
    .insertInto('pilot_declaration')
    .values({
      ...{ number, version: latest.version + 1, case_id: about.caseId, at_ms: BigInt(about.atMs) },
      declared: JSON.stringify(declared),
    })
    .execute();
  await note(tx, project, { ...about, kind: 'change', reason: why });
}

/** An appeal is kept from who decided what it is against: for them it is not there. */
async function keepOut({ db, cases }: SandboxContext, number: string, id: string): Promise<void> {
  const decided = await db
    .selectFrom('pilot_event')
    .select(['by_account', 'case_id'])
    .where('number', '=', number)
    .where('kind', 'in', ['refuse', 'stop'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const admission = decided?.case_id ? await cases.store.read(decided.case_id) : undefined;
  const deciders = [decided?.by_account, ...(admission?.state.took.refuse ?? [])];
  for (const account of deciders) {
    if (!account) continue;
    const reason = '作出被申诉的决定。 Decided what is appealed against.';
    const done = await act(cases, { id, by: registerPerson, command: { type: 'exclude', account, reason } });
    if (done.kind === 'refused')
      fail('pilot.not_answered', `An appeal could not be kept from who decided: ${done.code}.`);
  }
}
