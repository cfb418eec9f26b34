import { chinaCalendar } from '../../calendar/calendar.ts';

const dayMs = 86_400_000;
const shanghaiMs = 8 * 3_600_000;

/** Days in Shanghai, counted from 1970-01-01. */
export function dayNumber(ms: number): number {
  return Math.floor((ms + shanghaiMs) / dayMs);
}

/** The first instant after a day. */
export function endOf(day: number): number {
  return (day + 1) * dayMs - shanghaiMs;
}

/** When a term ran: after the first day up to and with the last, which is open where it still runs. */
export type Span = { readonly after: number; readonly upTo: number | null };

/** The day on which so many days have been counted, by going through the days one by one; undefined while the term stands still. */
export function dueDay(
  spans: readonly Span[],
  { days, isBusiness }: { readonly days: number; readonly isBusiness: boolean },
): number | undefined {
  const last = spans.at(-1)!;
  if (last.upTo !== null) return undefined;
  let left = days;
  let day = spans[0]!.after;
  while (left > 0) {
    day += 1;
    const runs = spans.some(({ after, upTo }) => day > after && (upTo === null || day <= upTo));
    if (runs && (!isBusiness || chinaCalendar.isWorked(day))) left -= 1;
  }
  // What had no day left when it was halted ends with the day on which it goes on.
  return Math.max(day, last.after);
}
