/** First and last day of what is looked for, each where it is given. */
export type Days = { readonly from?: string; readonly until?: string };

/** The days that an address asks for, where anything may stand: what is no day asks for nothing. */
export function daysIn(values: Readonly<Record<string, string | undefined>>): Days {
  const [from, until] = [values['at.from'], values['at.to']].map((day) => (isDay(day) ? day : undefined));
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

function isDay(value: string | undefined): value is string {
  if (value === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString() === value;
  } catch {
    return false;
  }
}
