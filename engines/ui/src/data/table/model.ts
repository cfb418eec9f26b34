import {
  type ColumnDef,
  columnVisibilityFeature,
  createPaginatedRowModel,
  createSortedRowModel,
  functionalUpdate,
  rowPaginationFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../../i18n/hooks.ts';
import { type Collation, collationOf } from './collate.ts';
import type { Column } from './column.ts';
import { pagedFrom, type TableSettings, useTableSettings } from './settings.ts';

const features = tableFeatures({
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
});

/** The library takes objects; a row may be anything. */
type Entry<Row> = { readonly row: Row };

type Given<Row> = {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly id: string | undefined;
};

/** What a table shows now, and how to change it. */
export type TableModel<Row> = {
  readonly columns: readonly Column<Row>[];
  /** The rows of this page, in their order. */
  readonly rows: readonly Row[];
  /** All rows, in their order. */
  readonly ordered: () => readonly Row[];
  readonly page: { readonly index: number; readonly isPaged: boolean };
  readonly orderOf: (id: string) => 'ascending' | 'descending' | 'none';
  readonly sort: (id: string) => void;
  readonly turnTo: (index: number) => void;
  readonly settings: TableSettings;
  readonly change: (part: Partial<TableSettings>) => void;
};

/** The state of one table: order, page, columns. */
export function useTableModel<Row>(given: Given<Row>): TableModel<Row> {
  const { rows, rowKey } = given;
  const hidden = given.columns.filter(({ isHidden }) => isHidden).map(({ id }) => id);
  const [settings, change] = useTableSettings(given.id, hidden);
  const [sorting, setSorting] = useState<SortingState>([]);
  const [pageIndex, turnTo] = usePage(given);
  const columns = useDefinitions(given.columns);
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const isPaged = rows.length > pagedFrom;
  const pageSize = isPaged ? settings.pageSize : pagedFrom;
  const lastPage = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const table = useTable({
    features,
    columns,
    data,
    getRowId: ({ row }) => rowKey(row),
    enableSortingRemoval: false,
    enableMultiSort: false,
    autoResetPageIndex: false,
    state: {
      sorting,
      pagination: { pageIndex: Math.min(pageIndex, lastPage), pageSize },
      columnVisibility: Object.fromEntries(settings.hidden.map((id) => [id, false])),
    },
    onSortingChange: (next) => {
      setSorting((now) => functionalUpdate(next, now));
      turnTo(0);
    },
  });
  const shown = new Set(table.getVisibleLeafColumns().map(({ id }) => id));
  return {
    columns: given.columns.filter(({ id }) => shown.has(id)),
    rows: table.getRowModel().rows.map(({ original }) => original.row),
    ordered: () => table.getSortedRowModel().rows.map(({ original }) => original.row),
    page: { index: table.state.pagination.pageIndex, isPaged },
    orderOf: (id) => {
      const order = table.getColumn(id)?.getIsSorted();
      return order ? (order === 'desc' ? 'descending' : 'ascending') : 'none';
    },
    sort: (id) => table.getColumn(id)?.toggleSorting(),
    turnTo,
    settings,
    change,
  };
}

function useDefinitions<Row>(columns: readonly Column<Row>[]): ColumnDef<typeof features, Entry<Row>>[] {
  const { language } = useLanguage();
  return useMemo(() => {
    const compare = collationOf(language === 'zh-CN' ? 'zh-CN' : 'en');
    return columns.map((column, at) => definition(column, { compare, isFirst: at === 0 }));
  }, [columns, language]);
}

function definition<Row>(
  { id, sortBy }: Column<Row>,
  { compare, isFirst }: { readonly compare: Collation; readonly isFirst: boolean },
): ColumnDef<typeof features, Entry<Row>> {
  return {
    id,
    enableSorting: sortBy !== undefined,
    // The first column names the row and leads to it.
    enableHiding: !isFirst,
    sortDescFirst: false,
    ...(sortBy && {
      accessorFn: ({ row }: Entry<Row>) => sortBy(row),
      sortFn: (a, b) => compare(a.getValue(id), b.getValue(id)),
    }),
  };
}

/** The page in sight. Rows that come in leave it where it is; when rows are gone, as after a search, it is the first again. */
function usePage<Row>({ rows, rowKey }: Given<Row>): [number, (index: number) => void] {
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
