import type { Field } from '@finharbor/harbor/contract';

/** What a sample tells of a column: its values where they are few, its bounds where they are numbers. */
export type Sampled = Pick<Field, 'values' | 'range'>;

const mostValues = 12;

/** What may be published of a column's values; of many values, or of none, there is nothing. */
export function sampledOf(values: readonly (string | number)[]): Sampled {
  const numbers = values.filter((value) => typeof value === 'number');
  const isNumeric = values.length > 0 && numbers.length === values.length;
  const [least, greatest] = [Math.min(...numbers), Math.max(...numbers)];
  const min = outwards(least, Math.floor);
  const max = outwards(greatest, Math.ceil);
  return {
    ...(values.length > 0 && values.length <= mostValues ? { values: values.map(String).toSorted() } : {}),
    ...(isNumeric && min < max ? { range: { min, max, decimals: decimalsOf(numbers) } } : {}),
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

const mostDecimals = 6;

function decimalsOf(numbers: readonly number[]): number {
  const of = (value: number): number => String(value).split('.')[1]?.length ?? 0;
  return Math.min(mostDecimals, Math.max(...numbers.map(of)));
}
