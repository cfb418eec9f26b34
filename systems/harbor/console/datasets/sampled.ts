import type { Field } from '@finharbor/harbor/contract';

/** What a sample tells of a column: its values where they are few, its bounds where they are numbers. */
export type Sampled = Pick<Field, 'values' | 'range'>;

const mostValues = 12;

/** A column as its holder's node describes it by a sample. */
type Column = {
  readonly values: readonly (string | number)[];
  readonly range: Field['range'] | null;
};

/** What may be said of a column's values; of many values, or of none, there is nothing. */
export function sampledOf({ values, range }: Column): Sampled {
  const [min, max] = range ? [outwards(range.min, Math.floor), outwards(range.max, Math.ceil)] : [0, 0];
  return {
    ...(values.length > 0 && values.length <= mostValues ? { values: values.map(String).toSorted() } : {}),
    ...(range && min < max ? { range: { min, max, decimals: range.decimals } } : {}),
  };
}

/** To two significant digits, away from what the sample holds: no bound is the value of a row. */
function outwards(value: number, round: (x: number) => number): number {
  if (value === 0) return 0;
  const places = 1 - Math.floor(Math.log10(Math.abs(value)));
  // Powers of ten are exact only upwards of 1.
  return places > 0
    ? round(value * 10 ** places) / 10 ** places
    : round(value / 10 ** -places) * 10 ** -places;
}
