const format = new Intl.DateTimeFormat('en-US', {
  ...{ weekday: 'short', day: '2-digit', month: 'short', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: 'UTC' },
});

/** An instant as HTTP writes it (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function httpDate(atMs: number): string {
  const said = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
  return `${said.weekday}, ${said.day} ${said.month} ${said.year} ${said.hour}:${said.minute}:${said.second} GMT`;
}
