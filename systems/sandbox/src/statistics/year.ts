import { dayOf } from '@finharbor/cases';
import { sql } from 'kysely';
import type { SandboxContext } from '../context.ts';
import { type TrackName, trackNames } from '../tracks.ts';
import { countsOfPeople, type PeopleYear } from './people.ts';
import { withheldBelow } from './withhold.ts';
import { yearEndMs, yearOf } from './years.ts';

/** A year of one track, as it is published. Counts of people under ten are null. */
export type PilotYear = {
  readonly id: string;
  readonly year: number;
  readonly track: TrackName;
  /** Entered in the register and announced in the year. */
  readonly declared: number;
  readonly admitted: number;
  readonly refused: number;
  readonly withdrawn: number;
  readonly stopped: number;
  readonly exited: number;
  /** At the end of the year, or now. */
  readonly running: number;
  readonly suspended: number;
  readonly alerts: number;
} & PeopleYear;

type Db = Pick<SandboxContext, 'db'>['db'];

/** Every year of every track since the first announcement, the earliest first, as it stands at this moment. */
export async function pilotYears({
  db,
  clock,
  cases,
}: Pick<SandboxContext, 'db' | 'clock' | 'cases'>): Promise<readonly PilotYear[]> {
  // Where years begin and end.
  const { zone } = cases.calendar;
  const thisYear = dayOf(cases.calendar, clock.nowMs()).year;
  const events = await eventCounts(db, zone);
  const first = Math.min(thisYear, ...events.map(({ year }) => year));
  const years = Array.from({ length: thisYear - first + 1 }, (_, at) => first + at);
  const [alerts, people, stages] = await Promise.all([
    alertCounts(db, zone),
    countsOfPeople(db, zone),
    Promise.all(years.map((year) => stagesAfter(db, { year, zone }))),
  ]);
  return years.flatMap((year, at) =>
    trackNames.map((track) => {
      const of = <T extends { readonly year: number; readonly track: string }>(all: readonly T[]) =>
        all.filter((one) => one.year === year && one.track === track);
      const happened = (kind: string) => of(events).find((one) => one.kind === kind)?.n ?? 0;
      const standing = (...names: readonly string[]) =>
        stages[at]!.filter((one) => one.track === track && names.includes(one.stage)).length;
      return {
        ...{ id: `${year}-${track}`, year, track, declared: happened('announce') },
        ...{ admitted: happened('admit'), refused: happened('refuse'), withdrawn: happened('withdraw') },
        ...{ stopped: happened('stop'), exited: happened('exit') },
        ...{ running: standing('running', 'exiting'), suspended: standing('suspended') },
        alerts: of(alerts)[0]?.n ?? 0,
        ...withheldBelow(people.get(`${year}-${track}`)),
      };
    }),
  );
}

async function eventCounts(db: Db, zone: string) {
  return db
    .selectFrom('pilot_event as e')
    .innerJoin('pilot_project as p', 'p.number', 'e.number')
    .select(['p.track', 'e.kind', yearOf('e.at_ms', zone).as('year'), sql<number>`count(*)::int`.as('n')])
    .groupBy(['p.track', 'e.kind', yearOf('e.at_ms', zone)])
    .execute();
}

async function alertCounts(db: Db, zone: string) {
  return db
    .selectFrom('pilot_alert as a')
    .innerJoin('pilot_project as p', 'p.number', 'a.number')
    .select(['p.track', yearOf('a.at_ms', zone).as('year'), sql<number>`count(*)::int`.as('n')])
    .groupBy(['p.track', yearOf('a.at_ms', zone)])
    .execute();
}

/** Where each project stood when a year was over, by the last that had happened to it. */
async function stagesAfter(db: Db, { year, zone }: { readonly year: number; readonly zone: string }) {
  return db
    .selectFrom('pilot_event as e')
    .innerJoin('pilot_project as p', 'p.number', 'e.number')
    .distinctOn('e.number')
    .select(['e.number', 'p.track', 'e.stage'])
    .where('e.at_ms', '<', BigInt(yearEndMs(year, zone)))
    .orderBy('e.number')
    .orderBy('e.seq', 'desc')
    .execute();
}
