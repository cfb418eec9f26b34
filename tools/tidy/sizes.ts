import type { SourceFile } from './source.ts';

/** Something that has a size, and where it stands. */
export type Sized = { readonly line: number; readonly size: number; readonly what: string };

/** The functions whose length counts: the callback of a `describe` is a list of tests. */
export function functionsOf(file: SourceFile): SourceFile['functions'] {
  return file.functions.filter(({ isSuite }) => !isSuite);
}

/** What is larger than the limit, each with a message that gives both numbers. */
export function above(
  limit: number,
  sized: readonly Sized[],
): readonly { readonly line: number; readonly message: string }[] {
  return sized
    .filter(({ size }) => size > limit)
    .map(({ line, size, what }) => ({ line, message: `${what} ${size}, at most ${limit}` }));
}

/** A message where the given share of the sizes, from the smallest up, does not keep within the limit. */
export function quantileAbove(
  limit: number,
  of: { readonly share: number; readonly what: string; readonly sizes: readonly number[] },
): readonly string[] {
  const size = of.sizes.toSorted((a, b) => a - b)[Math.ceil(of.sizes.length * of.share) - 1] ?? 0;
  if (size <= limit) return [];
  return [`.:1 quantile ${of.share * 100} % of the ${of.what} reach ${size} lines, at most ${limit}`];
}
