/** Nothing is told of fewer people than this. */
export const fewest = 10;

/** One cell of a breakdown, and how many people it is made of. */
export type Counted = { readonly key: string; readonly persons: number };

/**
 * The cells of a breakdown that are withheld although its total is told: those of one to nine people, and the next smallest with them
 * as long as the withheld ones together, which anybody can work out, are of fewer than ten. A cell of nobody tells of nobody.
 */
export function withheld(cells: readonly Counted[]): ReadonlySet<string> {
  const held = new Set<string>();
  let together = 0;
  for (const { key, persons } of cells
    .filter((one) => one.persons > 0)
    .toSorted((a, b) => a.persons - b.persons)) {
    if (persons >= fewest && (held.size === 0 || together >= fewest)) break;
    held.add(key);
    together += persons;
  }
  return held;
}
