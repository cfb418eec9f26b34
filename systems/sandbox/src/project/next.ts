import { dayOf, type Person } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { SandboxContext } from '../context.ts';
import { casesOf, type ProjectCase } from '../desk/cases.ts';
import { type PartLine, partLine } from '../desk/stages.ts';
import { type Want, wantsOf } from '../desk/wants.ts';
import { dueReports } from '../notices/due.ts';
import { isOf } from '../people/reach.ts';
import { recordsOf } from '../watch/records.ts';
import { liveStages, type Move, mayAsk, moved, type Stage, type Wants } from './domain.ts';
import { noProject } from './history.ts';

/** What somebody may do with a project now; what is asked of it is asked by a case. */
export type PilotMay = {
  readonly ask: readonly Wants[];
  readonly measure: readonly ('suspend' | 'resume' | 'stop')[];
  readonly withdraw: boolean;
  readonly report: boolean;
  readonly record: boolean;
  readonly office: boolean;
};

/** What is missing of a project, what comes next, by when, and what the reader may do about it. */
export type PilotNext = {
  readonly line: PartLine;
  readonly wants: readonly Want[];
  readonly cases: readonly ProjectCase[];
  readonly may: PilotMay;
  /** The case whose answer everything else that could be asked waits for; null where there is none, or it is not there for the reader. */
  readonly held: string | null;
};

/** What comes next of a project, for somebody who applied or works at the hub. Errors: `pilot.not_found`. */
export async function nextOf(ctx: SandboxContext, number: string, who: Person): Promise<PilotNext> {
  const { db, cases, clock } = ctx;
  const project = await db
    .selectFrom('pilot_project')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst();
  if (!project) return noProject();
  const stage = project.stage as Stage;
  const day = (ms: number): string => dayOf(cases.calendar, ms).toString();
  const [isTheirs, moves, indicators, reports, records, comments, about] = await Promise.all([
    isOf(db, project, who.party),
    movesOf(ctx, number),
    indicatorsOf(ctx, number),
    dueReports(ctx, number),
    recordsOf(ctx, number, { isPublic: false }),
    waitingOn(ctx, number),
    casesOf(ctx, project, who),
  ]);
  const exited = moves.find(({ kind }) => kind === 'exit')?.at_ms;
  const wasAdmitted = moves.some(({ kind }) => kind === 'admit' || kind === 'restore');
  const now = { stage, stageAtMs: Number(project.stage_at_ms) };
  const mayNow = (['exit', 'extension', 'change', 'appeal'] as const).filter((wants) =>
    mayAsk(wants, now, clock.nowMs()),
  );
  const isOwner = isTheirs && who.roles.includes('owner');
  const isBureau = who.party === 'hub' && who.roles.includes('bureau');
  return {
    line: partLine(stage, wasAdmitted),
    wants: wantsOf({
      ...{
        stage,
        indicators,
        reports,
        records,
        waitingComments: comments,
        today: day(clock.nowMs()),
        dayOf: day,
      },
      ...{ until: project.until, exitedOn: exited === undefined ? null : day(Number(exited)) },
    }),
    cases: about,
    held: about.some(({ id }) => id === project.holder_case) ? project.holder_case : null,
    may: {
      ask: isOwner && project.holder_case === null ? mayNow : [],
      measure: isBureau ? measures.filter((move) => moved(stage, move) !== undefined) : [],
      withdraw: isOwner && moved(stage, 'withdraw') !== undefined,
      report: isOwner && liveStages.includes(stage),
      record: isOwner && stage !== 'refused' && stage !== 'withdrawn',
      office: who.party === 'hub' && (isBureau || who.roles.includes('operator')),
    },
  };
}

const measures = ['suspend', 'resume', 'stop'] as const satisfies readonly Move[];

function movesOf({ db }: SandboxContext, number: string) {
  return db
    .selectFrom('pilot_event')
    .select(['kind', 'at_ms'])
    .where('number', '=', number)
    .where('kind', 'in', ['admit', 'restore', 'exit'])
    .orderBy('seq')
    .execute();
}

async function indicatorsOf({ db }: SandboxContext, number: string) {
  const [agreed, alerts] = await Promise.all([
    db.selectFrom('pilot_indicator').selectAll().where('number', '=', number).orderBy('indicator').execute(),
    db
      .selectFrom('pilot_alert')
      .select(({ fn }) => ['indicator', fn.countAll<string>().as('open')])
      .where('number', '=', number)
      .where('answered_at_ms', 'is', null)
      .groupBy('indicator')
      .execute(),
  ]);
  return agreed.map(({ indicator, title }) => ({
    ...{ indicator, title: title as Bilingual },
    openAlerts: Number(alerts.find((one) => one.indicator === indicator)?.open ?? 0),
  }));
}

async function waitingOn({ db }: SandboxContext, number: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('pilot_comment')
    .select(({ fn }) => fn.countAll<string>().as('waiting'))
    .where('number', '=', number)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
