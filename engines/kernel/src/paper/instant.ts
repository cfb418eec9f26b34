const zone = 'Asia/Shanghai';

/** An instant as a document states it, alike in both languages and with its zone: `2026-11-26 09:30:05 (UTC+08:00)`. */
export function paperInstant(atMs: number): string {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const [day, time = ''] = at.toPlainDateTime().toString({ smallestUnit: 'second' }).split('T');
  return `${day} ${time} (UTC${at.offset})`;
}
