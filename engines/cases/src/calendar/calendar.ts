import { chineseHolidays, everyYearsHolidays, type HolidayNotice } from './china.ts';

const dayMs = 86_400_000;
const firstDay = new Temporal.PlainDate(1970, 1, 1);

/** Which days are worked in one place, and where its days begin. */
export type BusinessCalendar = {
  readonly zone: string;
  /** Whether a day, by its number since 1970-01-01, is worked; in a year without a notice weekends and the holidays of every year are not. */
  readonly isWorked: (day: number) => boolean;
  /** Whether the notice of a day's year is known: where it is not, what is counted over it may still move. */
  readonly isKnown: (day: number) => boolean;
  /** The last year whose notice is known. */
  readonly knownTo: number;
};

/** A day to come, counted in business days; `isProvisional` where it was counted over a year whose holidays are not known yet. */
export type Counted = { readonly day: Temporal.PlainDate; readonly isProvisional: boolean };

/** Mainland China's: the State Council's yearly notices with the weekends that are worked in exchange, 2018 to 2026. */
export const chinaCalendar: BusinessCalendar = calendarOf(
  'Asia/Shanghai',
  chineseHolidays,
  everyYearsHolidays,
);

/** A calendar by the notices of its years, and for other years by the holidays that every year has, written as those of a notice. */
export function calendarOf(
  zone: string,
  notices: Readonly<Record<number, HolidayNotice>>,
  everyYear: string = '',
): BusinessCalendar {
  const off = new Set<number>();
  const worked = new Set<number>();
  for (const [year, notice] of Object.entries(notices)) {
    for (const day of daysIn(year, notice.off)) off.add(day);
    for (const day of daysIn(year, notice.worked)) worked.add(day);
  }
  const known = Object.keys(notices).map((year) => {
    const [first, last] = [`${year}-01-01`, `${year}-12-31`].map((day) =>
      numberOf(Temporal.PlainDate.from(day)),
    );
    return [first!, last!] as const;
  });
  const isKnown = (day: number): boolean => known.some(([first, last]) => first <= day && day <= last);
  // A leap year, so that each day of a year is there.
  const yearly = new Set(
    [...daysIn('2024', everyYear)].map((day) => dateOf(day).toPlainMonthDay().toString()),
  );
  const isYearly = (day: number): boolean => yearly.has(dateOf(day).toPlainMonthDay().toString());
  return {
    zone,
    isWorked: (day) =>
      worked.has(day) || (!isWeekend(day) && !off.has(day) && (isKnown(day) || !isYearly(day))),
    knownTo: Math.max(...Object.keys(notices).map(Number)),
    isKnown,
  };
}

function* daysIn(year: string, written: string): Generator<number> {
  for (const range of written.split(' ').filter((part) => part !== '')) {
    const [first, last = first] = range.split('/') as [string, string?];
    const end = numberOf(Temporal.PlainDate.from(`${year}-${last}`));
    for (let day = numberOf(Temporal.PlainDate.from(`${year}-${first}`)); day <= end; day++) yield day;
  }
}

/** 1970-01-01, which is 0, was a Thursday. */
const isWeekend = (day: number): boolean => (((day + 3) % 7) + 7) % 7 >= 5;

/** A day as its number since 1970-01-01: counted with much sooner than a `PlainDate` is. */
export function numberOf({ year, month, day }: Temporal.PlainDate): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

function dateOf(day: number): Temporal.PlainDate {
  return firstDay.add({ days: day });
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
  let day = numberOf(from);
  let isProvisional = false;
  for (let left = Math.min(count, 5_000); left > 0; ) {
    day += 1;
    isProvisional ||= !calendar.isKnown(day);
    if (calendar.isWorked(day)) left -= 1;
  }
  return { day: dateOf(day), isProvisional };
}

/** How many business days there are after one day up to and with another; 0 where that is not later. */
export function businessDaysUntil(
  calendar: BusinessCalendar,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
): number {
  let count = 0;
  const last = numberOf(until);
  for (let day = numberOf(from) + 1; day <= last; day++) if (calendar.isWorked(day)) count += 1;
  return count;
}

/** The day of an instant where the calendar is kept. */
export function dayOf({ zone }: BusinessCalendar, ms: number): Temporal.PlainDate {
  // In no zone of our time does a day begin within a quarter of an hour.
  return days(zone, Math.floor(ms / quarterMs));
}

/** The end of a day where the calendar is kept (a term ends at 24:00 of its last day, Civil Code art. 203): the first instant of the next. */
export function endOfDayMs({ zone }: BusinessCalendar, day: Temporal.PlainDate): number {
  return ends(zone, numberOf(day));
}

const quarterMs = 900_000;
const days = remembered((zone, quarter) =>
  Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate(),
);
const ends = remembered((zone, day) => dateOf(day + 1).toZonedDateTime(zone).epochMilliseconds);

/** Remembers what takes the runtime ten microseconds each time, of the last few thousand. */
function remembered<T>(make: (zone: string, at: number) => T): (zone: string, at: number) => T {
  const zones = new Map<string, Map<number, T>>();
  return (zone, at) => {
    const made = zones.get(zone) ?? new Map<number, T>();
    zones.set(zone, made);
    const before = made.get(at);
    if (before !== undefined) return before;
    if (made.size >= mostRemembered) made.clear();
    const now = make(zone, at);
    made.set(at, now);
    return now;
  };
}

const mostRemembered = 4_096;
