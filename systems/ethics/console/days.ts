import { useFormat } from '@finharbor/ui';

// Days of the committee are days in China.
const zone = 'Asia/Shanghai';

/** Writes a day of the calendar, `2026-11-25`, as its reader does. */
export function useDay(): (day: string) => string {
  const { date } = useFormat();
  return (day) => date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** The last day before one: terms end before a day, and people speak of the last that is part of them. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** The day after one. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}
