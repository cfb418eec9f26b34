import { chineseHolidays, type HolidayNotice } from './china.ts';

/** Which days are worked in one place, and where its days begin. */
export type BusinessCalendar = {
  readonly zone: string;
  /** Whether a day is worked; in a year without a notice Saturdays and Sundays are not. */
  readonly isWorked: (day: Temporal.PlainDate) => boolean;
  /** Whether the year's notice is known: where it is not, what is counted over it may still move. */
  readonly isKnown: (year: number) => boolean;
};

/** A day to come, counted in business days; `isProvisional` where it was counted over a year whose holidays are not known yet. */
export type Counted = { readonly day: Temporal.PlainDate; readonly isProvisional: boolean };

/** Mainland China's: the State Council's yearly notices with the weekends that are worked in exchange, 2018 to 2026. */
export const chinaCalendar: BusinessCalendar = calendarOf('Asia/Shanghai', chineseHolidays);

/** A calendar by the notices of its years. */
export function calendarOf(zone: string, notices: Readonly<Record<number, HolidayNotice>>): BusinessCalendar {
  const off = new Set<string>();
  const worked = new Set<string>();
  for (const [year, notice] of Object.entries(notices)) {
    for (const day of daysIn(year, notice.off)) off.add(day);
    for (const day of daysIn(year, notice.worked)) worked.add(day);
  }
  return {
    zone,
    isWorked: (day) => {
      const text = day.toString();
      return worked.has(text) || (day.dayOfWeek <= 5 && !off.has(text));
    },
    isKnown: (year) => year in notices,
  };
}

function* daysIn(year: string, written: string): Generator<string> {
  for (const range of written.split(' ').filter((part) => part !== '')) {
    const [first, last = first] = range.split('/') as [string, string?];
    const end = Temporal.PlainDate.from(`${year}-${last}`);
    let day = Temporal.PlainDate.from(`${year}-${first}`);
    for (; Temporal.PlainDate.compare(day, end) <= 0; day = day.add({ days: 1 })) yield day.toString();
  }
}

/**
 * The `count`-th business day after a day, which itself does not count (Civil Code art. 201); 0 is the day itself.
 * At most 5,000 days.
 */
export function businessDaysAfter(
  calendar: BusinessCalendar,
  from: Temporal.PlainDate,
  count: number,
): Counted {
  let day = from;
  let isProvisional = false;
  for (let left = Math.min(count, 5_000); left > 0; ) {
    day = day.add({ days: 1 });
    isProvisional ||= !calendar.isKnown(day.year);
    if (calendar.isWorked(day)) left -= 1;
  }
  return { day, isProvisional };
}

/** How many business days there are after one day up to and with another; 0 where that is not later. */
export function businessDaysUntil(
  calendar: BusinessCalendar,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): number {
  let count = 0;
  for (
    let day = from.add({ days: 1 });
    Temporal.PlainDate.compare(day, until) <= 0;
    day = day.add({ days: 1 })
  )
    if (calendar.isWorked(day)) count += 1;
  return count;
}

/** The day of an instant where the calendar is kept. */
export function dayOf({ zone }: BusinessCalendar, ms: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
}

/** The end of a day where the calendar is kept (a term ends at 24:00 of its last day, Civil Code art. 203): the first instant of the next. */
export function endOfDayMs({ zone }: BusinessCalendar, day: Temporal.PlainDate): number {
  return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}
