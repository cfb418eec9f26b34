import {
  Button,
  type Column,
  DataTable,
  EmptyState,
  FilteredTable,
  type FilterField,
  Query,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import type { Overseen } from './read.ts';

/** A column as text: that is what is exported. `cell` is what the table shows where the text is not enough. */
export type TextColumn<Row> = Omit<Column<Row>, 'cell' | 'text'> & {
  readonly text: (row: Row) => string;
  readonly cell?: (row: Row) => ReactNode;
};

/** The lists of the oversight, by which they stand in the address and in the texts. */
export type ListName = 'contracts' | 'jobs' | 'refusals';

type ListingProps<Row> = {
  readonly name: ListName;
  readonly query: UseInfiniteQueryResult<Overseen<Row>>;
  /** What the rows that are there can be filtered by. */
  readonly fields: (rows: readonly Row[]) => readonly FilterField<Row>[];
  readonly columns: readonly TextColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly href: (row: Row) => string;
};

/** One list with its filters, and how much of the whole it is. */
export function Listing<Row>({ name, query, fields, columns, ...table }: ListingProps<Row>): ReactElement {
  const text = useText('oversight');
  const lists = useText('lists');
  const { number } = useFormat();
  return (
    <Query query={query} shape="table">
      {({ items, total }) => (
        <>
          {items.length < total && (
            <p className="mb-3 flex flex-wrap items-center gap-3">
              {lists('oversight.of', { n: number(items.length), total: number(total) })}
              {query.hasNextPage && (
                <Button pending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
                  {lists('loadOlder')}
                </Button>
              )}
            </p>
          )}
          <FilteredTable
            {...table}
            list={`/oversight/${name}`}
            exportName={text(`tab.${name}`)}
            caption={text(`tab.${name}`)}
            rows={items}
            fields={fields(items)}
            columns={withCells(columns)}
            empty={<EmptyState title={text(`${name}.none`)} body={text(`${name}.noneHelp`)} />}
          />
        </>
      )}
    </Query>
  );
}

type TextTableProps<Row> = Pick<ListingProps<Row>, 'columns' | 'rowKey' | 'href'> & {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly empty: ReactNode;
};

/** A table of columns that are texts. */
export function TextTable<Row>({ columns, ...table }: TextTableProps<Row>): ReactElement {
  return <DataTable {...table} columns={withCells(columns)} />;
}

function withCells<Row>(columns: readonly TextColumn<Row>[]): readonly Column<Row>[] {
  return columns.map((column) => ({ ...column, cell: column.cell ?? column.text }));
}
