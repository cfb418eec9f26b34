import { dayOf } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import { sql } from 'kysely';
import type { SandboxContext } from '../context.ts';
import { liveStages } from '../project/domain.ts';
import { type TrackName, tracks } from '../tracks.ts';

/** A report that a project owes, and the last day on which it is in time. */
export type DueReport = {
  readonly number: string;
  readonly party: string;
  /** The indicator, or `disclosure`. */
  readonly what: string;
  readonly title: Bilingual;
  readonly dueDay: string;
  readonly everyDays: number;
};

/**
 * What projects that are tested, or one of them, owe next: of each indicator a value one rhythm after the last one that was reported, or after it was agreed on; a
 * disclosure some days after the last. What counts begins no earlier than the test.
 */
export async function dueReports(ctx: SandboxContext, number?: string): Promise<readonly DueReport[]> {
  const { db, cases } = ctx;
  const [indicators, disclosures] = await Promise.all([
    running(ctx, number)
      .innerJoin('pilot_indicator as i', 'i.number', 'p.number')
      .select((eb) => [
        ...(['p.number', 'p.party', 'i.indicator', 'i.title', 'i.every_days', 'i.since_ms'] as const),
        eb
          .selectFrom('pilot_reading as r')
          .select(({ fn }) => fn.max('r.day').as('last'))
          .whereRef('r.number', '=', 'i.number')
          .whereRef('r.indicator', '=', 'i.indicator')
          .as('last'),
      ])
      .execute(),
    running(ctx, number)
      .select((eb) => [
        ...(['p.number', 'p.party', 'p.track'] as const),
        eb
          .selectFrom('pilot_record as r')
          .select(({ fn }) => fn.max('r.at_ms').as('last'))
          .whereRef('r.number', '=', 'p.number')
          .where('r.kind', '=', 'disclosure')
          .as('last'),
      ])
      .execute(),
  ]);
  const begun = await beginnings(db, number);
  const dayAt = (ms: number): string => dayOf(cases.calendar, ms).toString();
  const dueAfter = (from: readonly string[], days: number): string =>
    Temporal.PlainDate.from(from.toSorted().at(-1)!).add({ days }).toString();
  return [
    ...indicators.map(({ number, party, indicator, title, every_days, since_ms, last }) => ({
      ...{ number, party, what: indicator, title: title as Bilingual, everyDays: every_days },
      dueDay: dueAfter(
        [...(last === null ? [] : [last]), dayAt(Math.max(Number(since_ms), begun.get(number) ?? 0))],
        every_days,
      ),
    })),
    ...disclosures.map(({ number, party, track, last }) => ({
      ...{ number, party, what: 'disclosure', title: disclosure, everyDays: daysOf(track) },
      dueDay: dueAfter([dayAt(Math.max(Number(last ?? 0), begun.get(number) ?? 0))], daysOf(track)),
    })),
  ];
}

const daysOf = (track: string): number => tracks[track as TrackName].disclosureDays;

const disclosure: Bilingual = { en: 'A disclosure to the public', zh: '信息披露' };

function running({ db }: Pick<SandboxContext, 'db'>, number: string | undefined) {
  return db
    .selectFrom('pilot_project as p')
    .where('p.stage', 'in', liveStages)
    .$if(number !== undefined, (all) => all.where('p.number', '=', number!))
    .orderBy('p.number');
}

/** When the test of each project began, or began again. */
async function beginnings(
  db: SandboxContext['db'],
  number: string | undefined,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('pilot_event')
    .select(['number', sql<string>`max(at_ms)`.as('at_ms')])
    .where('kind', 'in', ['admit', 'restore'])
    .$if(number !== undefined, (all) => all.where('number', '=', number!))
    .groupBy('number')
    .execute();
  return new Map(rows.map(({ number, at_ms }) => [number, Number(at_ms)]));
}
