import {
  Button,
  type Column,
  clock,
  DataTable,
  EmptyState,
  FilterBar,
  Query,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { saveFile } from '../save-file.ts';
import { csvOf } from './csv.ts';

/** A column as text: that is what is searched and exported. `cell` is what the table shows where the text is not enough. */
export type TextColumn<Row> = Omit<Column<Row>, 'cell'> & {
  readonly text: (row: Row) => string;
  readonly cell?: (row: Row) => ReactNode;
  /** Searched and exported, but not shown. */
  readonly isHidden?: boolean;
};

/** The lists of the oversight, by which they stand in the address and in the texts. */
export type ListName = 'contracts' | 'jobs' | 'refusals';

type ListingProps<Row> = {
  readonly name: ListName;
  readonly query: UseQueryResult<{ readonly items: readonly Row[]; readonly truncated: boolean }>;
  readonly columns: readonly TextColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly href: (row: Row) => string;
};

/** One list with a search that stands in the address, and an export of what the search has found. */
export function Listing<Row>({ query, ...list }: ListingProps<Row>): ReactElement {
  const { q = '' } = useSearch({ strict: false }) as { readonly q?: string };
  const navigate = useNavigate();
  const text = useText('oversight');
  const search = (wanted: string): void =>
    void navigate({
      to: '.',
      search: { tab: list.name, ...(wanted === '' ? {} : { q: wanted }) } as never,
      replace: true,
    });
  return (
    <>
      <FilterBar key={q} label={text('search')} text={q} onSearch={search} onReset={() => search('')} />
      <Query query={query}>
        {({ items, truncated }) => <Found {...list} items={items} isTruncated={truncated} q={q} />}
      </Query>
    </>
  );
}

type FoundProps<Row> = Omit<ListingProps<Row>, 'query'> & {
  readonly items: readonly Row[];
  readonly isTruncated: boolean;
  readonly q: string;
};

function Found<Row>({ name, items, isTruncated, q, columns, ...table }: FoundProps<Row>): ReactElement {
  const text = useText('oversight');
  const { number } = useFormat();
  const wanted = q.toLowerCase();
  const rows = items.filter((row) =>
    columns.some((column) => column.text(row).toLowerCase().includes(wanted)),
  );
  if (items.length === 0) return <EmptyState title={text(`${name}.none`)} body={text(`${name}.noneHelp`)} />;
  return (
    <>
      {isTruncated && <p className="mb-3">{text('truncated', { n: number(items.length) })}</p>}
      <TextTable
        {...table}
        caption={text(`tab.${name}`)}
        rows={rows}
        columns={columns}
        empty={<EmptyState title={text('nothing')} body={text('nothingHelp')} />}
      />
      {rows.length > 0 && <Export name={name} rows={rows} columns={columns} />}
    </>
  );
}

type TextTableProps<Row> = Pick<ListingProps<Row>, 'columns' | 'rowKey' | 'href'> & {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly empty: ReactNode;
};

/** A table of columns that are texts. */
export function TextTable<Row>({ columns, ...table }: TextTableProps<Row>): ReactElement {
  const shown = columns.filter(({ isHidden }) => !isHidden);
  return (
    <DataTable
      {...table}
      columns={shown.map((column) => ({ ...column, cell: column.cell ?? column.text }))}
    />
  );
}

type ExportProps<Row> = Pick<FoundProps<Row>, 'name' | 'columns'> & { readonly rows: readonly Row[] };

function Export<Row>({ name, rows, columns }: ExportProps<Row>): ReactElement {
  const text = useText('oversight');
  const { date, number } = useFormat();
  const save = (): void => {
    const lines = rows.map((row) => columns.map((column) => column.text(row)));
    const content = csvOf([columns.map(({ header }) => header), ...lines]);
    saveFile(`${text(`tab.${name}`)} ${date(clock.nowMs())}.csv`, 'text/csv;charset=utf-8', content);
  };
  return (
    <p className="no-print">
      <Button onPress={save}>{text('export', { n: number(rows.length) })}</Button>
    </p>
  );
}
