/** Columns of a graph that is read from left to right: each product stands after everything it was made from. */
export function layersOf(
  products: readonly string[],
  edges: readonly { readonly from: string; readonly to: string }[],
): readonly (readonly string[])[] {
  const depths = new Map(products.map((id) => [id, 0]));
  // Ids are hashes of what they were made from, so there is no circle; so many rounds are enough for the longest way.
  for (const _round of products)
    for (const { from, to } of edges)
      depths.set(to, Math.max(depths.get(to) ?? 0, (depths.get(from) ?? 0) + 1));
  const most = Math.max(...depths.values());
  return Array.from({ length: most + 1 }, (_, depth) => products.filter((id) => depths.get(id) === depth));
}
