/** How high each of many rows is and where it begins, in pixels. What is not measured yet counts as `usual`. */
export type RowHeights = {
  readonly total: () => number;
  /** Where a row begins; the end of all for one that is not there. */
  readonly topOf: (row: number) => number;
  /** The row that is at a place; the last one for what is beyond. */
  readonly rowAt: (top: number) => number;
  /** Notes how high a row was found to be; gives by how much that differs from before. */
  readonly measured: (row: number, height: number) => number;
};

/** Rows are summed up by so many: looking one up takes a step a block and one a row of its block, and none for all others. */
const blockRows = 512;

/** The heights of `count` rows of which none has been measured. */
export function rowHeights(count: number, usual: number): RowHeights {
  const rows = new Float64Array(count).fill(usual);
  const blocks = Float64Array.from(
    { length: Math.ceil(count / blockRows) },
    (_, at) => Math.min(blockRows, count - at * blockRows) * usual,
  );
  return {
    total: () => blocks.reduce((sum, height) => sum + height, 0),
    topOf(row) {
      const block = Math.min(blocks.length, Math.floor(row / blockRows));
      let top = 0;
      for (let at = 0; at < block; at += 1) top += blocks[at]!;
      for (let at = block * blockRows; at < Math.min(row, count); at += 1) top += rows[at]!;
      return top;
    },
    rowAt(place) {
      let left = place;
      let block = 0;
      while (block < blocks.length - 1 && left >= blocks[block]!) left -= blocks[block++]!;
      let row = block * blockRows;
      while (row < count - 1 && left >= rows[row]!) left -= rows[row++]!;
      return row;
    },
    measured(row, height) {
      const more = height - rows[row]!;
      rows[row] = height;
      blocks[Math.floor(row / blockRows)]! += more;
      return more;
    },
  };
}
