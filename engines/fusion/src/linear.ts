/**
 * Gauss-Jordan elimination in place: the left square of the rows becomes the identity, what stands right of it the solution. The square is
 * positive definite, so no pivot is zero.
 */
export function eliminate(rows: Float64Array[]): void {
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i]!.map((value) => value / rows[i]![i]!);
    rows[i] = pivot;
    for (let j = 0; j < rows.length; j++) {
      const factor = rows[j]![i]!;
      if (j !== i) rows[j] = rows[j]!.map((value, k) => value - factor * pivot[k]!);
    }
  }
}
