import type { UsesOfMonth } from '@finharbor/harbor/contract';

/** By what uses can be counted. */
export const dimensions = ['product', 'consumer', 'purpose', 'month'] as const;
/** One of them. */
export type Dimension = (typeof dimensions)[number];

/** Uses that have one product, consumer, contract or month in common; `like` is one of them, for what they are called. */
export type Group = {
  readonly key: string;
  readonly like: UsesOfMonth;
  readonly uses: number;
  readonly lastAtMs: number;
  /** How many different consumers they had. */
  readonly consumers: number;
};

/** What tells the groups of a dimension apart. A contract is for one purpose, and two may be for the same. */
export function keyOf(dimension: Dimension, { product, consumer, contract, month }: UsesOfMonth): string {
  return { product, consumer, purpose: contract, month }[dimension];
}

/** Uses counted by a dimension, months the latest first, anything else the most used first. */
export function groupsOf(rows: readonly UsesOfMonth[], dimension: Dimension): readonly Group[] {
  const groups = [...Map.groupBy(rows, (row) => keyOf(dimension, row))].map(([key, all]) => ({
    key,
    like: all[0]!,
    uses: all.reduce((sum, { uses }) => sum + uses, 0),
    lastAtMs: all.reduce((last, { lastAtMs }) => Math.max(last, lastAtMs), 0),
    consumers: new Set(all.map(({ consumer }) => consumer)).size,
  }));
  return groups.toSorted((a, b) =>
    dimension === 'month' ? b.key.localeCompare(a.key) : b.uses - a.uses || b.lastAtMs - a.lastAtMs,
  );
}

/** Every month from the first with a use to the last, also those without any. */
export function monthsOf(rows: readonly UsesOfMonth[]): readonly string[] {
  const months = rows.map(({ month }) => month).toSorted();
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Temporal.PlainYearMonth.from(first);
  const count = from.until(Temporal.PlainYearMonth.from(last), { largestUnit: 'months' }).months + 1;
  return Array.from({ length: count }, (_, at) => from.add({ months: at }).toString());
}
