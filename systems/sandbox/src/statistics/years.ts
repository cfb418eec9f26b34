import { type RawBuilder, sql } from 'kysely';

/** The year of a column of instants, in a time zone. */
export function yearOf(column: string, zone: string): RawBuilder<number> {
  return sql<number>`extract(year from to_timestamp(${sql.ref(column)} / 1000) at time zone ${sql.lit(zone)})::int`;
}

/** When a year is over there. */
export function yearEndMs(year: number, zone: string): number {
  return Temporal.ZonedDateTime.from({ year: year + 1, month: 1, day: 1, timeZone: zone }).epochMilliseconds;
}
