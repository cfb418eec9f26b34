/** Each one's part of a whole, the largest first, and the Herfindahl-Hirschman index of them: the sum of the squared parts, 0 to 10,000. */
export type Concentration<Row> = {
  readonly rows: readonly (Row & { readonly share: number })[];
  readonly index: number;
};

/** How much of all uses comes from few. Without any use there is nothing to be concentrated. */
export function concentrationOf<Row extends { readonly uses: number }>(
  rows: readonly Row[],
): Concentration<Row> {
  const total = rows.reduce((sum, { uses }) => sum + uses, 0);
  const shared = rows.map((row) => ({ ...row, share: total === 0 ? 0 : row.uses / total }));
  const index = shared.reduce((sum, { share }) => sum + (share * 100) ** 2, 0);
  return { rows: shared.toSorted((a, b) => b.share - a.share), index: Math.round(index) };
}
