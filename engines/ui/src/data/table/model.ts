import { useEffect, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../../i18n/hooks.ts';
import { collationOf } from './collate.ts';
import type { Column } from './column.ts';
import { inOrder } from './order.ts';
import { pagedFrom, type TableSettings, useTableSettings } from './settings.ts';

type Given<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly keep: ((row: Row) => boolean) | undefined;
  readonly id: string | undefined;
  readonly isScrolled: boolean;
};

/** What a table shows now, and how to change it. */
export type TableModel<Row> = {
  /** The columns shown. */
  readonly columns: readonly Column<Row>[];
  /** All rows that are not filtered away, in their order. */
  readonly ordered: readonly Row[];
  /** Those of them that are on this page. */
  readonly rows: readonly Row[];
  readonly page: { readonly index: number; readonly isPaged: boolean };
  readonly orderOf: (id: string) => 'ascending' | 'descending' | 'none';
  readonly sort: (id: string) => void;
  readonly turnTo: (index: number) => void;
  readonly settings: TableSettings;
  readonly change: (part: Partial<TableSettings>) => void;
};

type Sorting = { readonly id: string; readonly isDescending: boolean };

/** The state of one table: order, page, columns. */
export function useTableModel<Row>(given: Given<Row>): TableModel<Row> {
  const { keep, isScrolled } = given;
  const hidden = given.columns.filter(({ isHidden }) => isHidden).map(({ id }) => id);
  const [settings, change] = useTableSettings(given.id, hidden);
  const [sorting, setSorting] = useState<Sorting>();
  const sorted = useSorted(given, sorting);
  const ordered = useMemo(() => (keep ? sorted.filter(keep) : sorted), [sorted, keep]);
  const isPaged = !isScrolled && ordered.length > pagedFrom;
  const [pageIndex, turnTo] = usePage({ rows: isScrolled ? none : ordered, rowKey: given.rowKey });
  const pageSize = isPaged ? settings.pageSize : Math.max(1, ordered.length);
  const index = Math.min(pageIndex, Math.max(0, Math.ceil(ordered.length / pageSize) - 1));
  const columns = useMemo(
    // The first column names the row and leads to it.
    () => given.columns.filter(({ id }, at) => at === 0 || !settings.hidden.includes(id)),
    [given.columns, settings.hidden],
  );
  return {
    columns,
    ordered,
    rows: isPaged ? ordered.slice(index * pageSize, (index + 1) * pageSize) : ordered,
    page: { index, isPaged },
    orderOf: (id) => (sorting?.id !== id ? 'none' : sorting.isDescending ? 'descending' : 'ascending'),
    sort(id) {
      setSorting({ id, isDescending: sorting?.id === id && !sorting.isDescending });
      turnTo(0);
    },
    turnTo,
    settings,
    change,
  };
}

function useSorted<Row>({ rows, columns }: Given<Row>, by: Sorting | undefined): readonly Row[] {
  const { language } = useLanguage();
  const sortBy = columns.find(({ id }) => id === by?.id)?.sortBy;
  return useMemo(() => {
    if (!by || !sortBy) return rows;
    const compare = collationOf(language === 'zh-CN' ? 'zh-CN' : 'en');
    return inOrder(rows, { by: sortBy, compare, isDescending: by.isDescending });
  }, [rows, by, sortBy, language]);
}

/** The page in sight. Rows that come in leave it where it is; when rows are gone, as after a search, it is the first again. */
function usePage<Row>({
  rows,
  rowKey,
}: Pick<Given<Row>, 'rows' | 'rowKey'>): [number, (index: number) => void] {
  const [index, turnTo] = useState(0);
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    const keys = rows.map(rowKey);
    const now = new Set(keys);
    if (before.current.some((key) => !now.has(key))) turnTo(0);
    before.current = keys;
  }, [rows, rowKey]);
  return [index, turnTo];
}

/** A table that scrolls has no page to look after. */
const none: readonly never[] = [];
