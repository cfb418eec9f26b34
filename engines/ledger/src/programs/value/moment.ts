import type { Moment } from './condition.ts';

/** When a moment begins, in milliseconds since 1970. */
export function beginningMs(moment: Moment, zone: string): number {
  return isDay(moment) ? dayMs(Temporal.PlainDate.from(moment), zone) : instantOf(moment);
}

/** When a moment is over, in milliseconds since 1970: of a day, when the next one begins. */
export function endMs(moment: Moment, zone: string): number {
  return isDay(moment) ? dayMs(Temporal.PlainDate.from(moment).add({ days: 1 }), zone) : instantOf(moment);
}

/** Whether a moment is a calendar day. */
export function isDay(moment: Moment): boolean {
  return moment.length === 'YYYY-MM-DD'.length;
}

/** What a clock on the wall shows in a zone. */
export function wallClock(atMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
}

function dayMs(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(zone).epochMilliseconds;
}

function instantOf(moment: Moment): number {
  return Temporal.Instant.from(moment).epochMilliseconds;
}
