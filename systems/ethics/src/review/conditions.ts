/** Something a firm has to have done by a day. */
export type Condition = { readonly dueOn: string; readonly what: string };

const most = 20;
const line = /^(\d{4}-\d{2}-\d{2})[ ：:]+(\S.*)$/;

/** Conditions as they are written, one a line, each with its day before it: `2027-03-31 explain refusals`; undefined where a line is none. */
export function readConditions(text: string): readonly Condition[] | undefined {
  const lines = text
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const read = lines.map((one): Condition | undefined => {
    const [, dueOn, what] = line.exec(one) ?? [];
    return dueOn !== undefined && what !== undefined && isDay(dueOn) ? { dueOn, what } : undefined;
  });
  const found = read.filter((one) => one !== undefined);
  return found.length === lines.length && found.length > 0 && found.length <= most ? found : undefined;
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
