const zone = 'Asia/Shanghai';

/** The moment a day of the city's begins. */
export function beginOf(day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** The moment a day of the city's is over. */
export function endOf(day: string): number {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}
