import type { QualityCell } from '../documents.ts';

/**
 * Joins neighbouring cells until each counts at least `smallest`; returns the first index of each group. Fewer altogether are no cell
 * at all.
 */
export function joinedCells(counts: readonly number[], smallest: number): readonly number[] {
  const groups = counts.map((count, first) => ({ first, count }));
  for (;;) {
    const at = groups.findIndex(({ count }) => count < smallest);
    if (at < 0) return groups.map(({ first }) => first);
    if (groups.length === 1) return [];
    const [before, after] = [groups[at - 1], groups[at + 1]];
    const joins = before && (!after || before.count <= after.count) ? at - 1 : at;
    const [left, right] = [groups[joins]!, groups[joins + 1]!];
    groups.splice(joins, 2, { first: left.first, count: left.count + right.count });
  }
}

/** Counts of older cells by the bounds of newer ones, which are some of theirs. */
export function regrouped(before: readonly QualityCell[], now: readonly QualityCell[]): readonly number[] {
  return now.map(({ from }, at) => {
    const [low, high] = [from ?? -Infinity, now[at + 1]?.from ?? Infinity];
    return before
      .filter((cell) => (cell.from ?? -Infinity) >= low && (cell.from ?? -Infinity) < high)
      .reduce((sum, { count }) => sum + count, 0);
  });
}

/** A number of two significant digits, away from zero for a bound that must not be the value itself. */
export function coarse(value: number, towards: 'nearest' | 'down' | 'up' = 'nearest'): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const round = { nearest: Math.round, down: Math.floor, up: Math.ceil }[towards];
  return Number((round(value / unit) * unit).toPrecision(3));
}
