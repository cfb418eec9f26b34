/** Where a declaration stands, in the columns of the board. */
export const columns = ['check', 'experts', 'meeting', 'supervisors', 'announcement', 'decision'] as const;

/** One of the columns. */
export type ColumnName = (typeof columns)[number];
