/** The keys of an amount, as they stand. */
export const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', 'back'] as const;
/** One of them. */
export type Key = (typeof keys)[number];

/** What stands in the display after a key: never more than an amount of yuan with two decimals. */
export function pressed(value: string, key: Key): string {
  if (key === 'back') return value.slice(0, -1);
  const next = value === '0' && key !== '.' ? key : `${value === '' && key === '.' ? '0' : value}${key}`;
  return /^[0-9]{0,12}(\.[0-9]{0,2})?$/.test(next) ? next : value;
}
