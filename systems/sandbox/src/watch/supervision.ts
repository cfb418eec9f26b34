import type { Bilingual } from '@finharbor/kernel/contract';
import type { SandboxContext } from '../context.ts';
import { type Comment, commentsOn } from '../people/comments.ts';
import { plainDecimal } from './decimal.ts';
import type { Indicator } from './readings.ts';
import { recordsOf, type SeenRecord } from './records.ts';

/** An indicator with what was reported lately, the latest first. */
export type Watched = Indicator & {
  readonly readings: readonly { readonly day: string; readonly value: string }[];
};

/** A value beyond a bound, and what was done about it. */
export type Alert = {
  readonly indicator: string;
  readonly day: string;
  readonly level: 'warn' | 'hard';
  readonly atMs: number;
  readonly answer: string | null;
};

/** How a project is watched, for its applicants and the hub. */
export type Supervision = {
  readonly indicators: readonly Watched[];
  readonly alerts: readonly Alert[];
  readonly records: readonly SeenRecord[];
  readonly comments: readonly Comment[];
};

const mostReadings = 400;

/** How a project is watched. */
export async function supervisionOf(ctx: SandboxContext, number: string): Promise<Supervision> {
  const { db } = ctx;
  const [indicators, readings, alerts, records, comments] = await Promise.all([
    db.selectFrom('pilot_indicator').selectAll().where('number', '=', number).orderBy('indicator').execute(),
    db
      .selectFrom('pilot_reading')
      .selectAll()
      .where('number', '=', number)
      .orderBy('day', 'desc')
      .limit(mostReadings)
      .execute(),
    db.selectFrom('pilot_alert').selectAll().where('number', '=', number).orderBy('day', 'desc').execute(),
    recordsOf(ctx, number, { isPublic: false }),
    commentsOn(ctx, number, { isPublic: false }),
  ]);
  return {
    ...{ records, comments },
    indicators: indicators.map(({ indicator, title, unit, bound, warn, hard, every_days, halts }) => ({
      ...{ indicator, unit, halts, everyDays: every_days, title: title as Bilingual },
      ...{ bound: bound as Indicator['bound'], warn: plainDecimal(warn), hard: plainDecimal(hard) },
      readings: readings
        .filter((one) => one.indicator === indicator)
        .map(({ day, value }) => ({ day, value: plainDecimal(value) })),
    })),
    alerts: alerts.map(({ indicator, day, level, at_ms, answer }) => ({
      ...{ indicator, day, answer, level: level as Alert['level'], atMs: Number(at_ms) },
    })),
  };
}
