import type { ListedCase } from '@finharbor/casework/contract';
import type { Cursor } from '@finharbor/kernel/contract';
import { Button, DataTable, EmptyState, Query, useText } from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { cases } from '../api.ts';
import { useBulk } from './bulk.ts';
import { useColumns } from './columns.tsx';
import type { Wanted } from './wanted.ts';

type RowsProps = {
  readonly wanted: Wanted;
  /** Of the office's own lists rows can be chosen. */
  readonly isOffice: boolean;
  readonly tools: ReactNode;
  /** What helps where a filter leaves nothing; undefined where none is on. */
  readonly onReset: (() => void) | undefined;
};

const pageSize = 100;

/** The cases that fit, what is due first above, and more of them on demand. */
export function Rows({ wanted, isOffice, tools, onReset }: RowsProps): ReactElement {
  const text = useText('cases');
  const rows = useInfiniteQuery({
    queryKey: ['cases', 'list', wanted],
    queryFn: async ({ pageParam }) =>
      (await cases.listCases({ query: { ...wanted, limit: pageSize, cursor: pageParam } })).body,
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          <Table
            rows={pages.flatMap(({ items }) => items)}
            caption={text(`queue.${wanted.queue}`)}
            {...{ isOffice, tools }}
            empty={
              onReset ? (
                <EmptyState
                  title={text('nothingFits')}
                  body={text('nothingFitsHelp')}
                  action={<Button onPress={onReset}>{text('clearFilters')}</Button>}
                />
              ) : (
                <EmptyState title={text(`none.${wanted.queue}`)} body={text('noneHelp')} />
              )
            }
          />
          {rows.hasNextPage && (
            <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
              {text('more')}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}

type TableProps = Pick<RowsProps, 'isOffice' | 'tools'> & {
  readonly rows: readonly ListedCase[];
  readonly caption: string;
  readonly empty: ReactElement;
};

function Table({ isOffice, ...table }: TableProps): ReactElement {
  return isOffice ? <OfficeTable {...table} /> : <PlainTable {...table} />;
}

function PlainTable(table: Omit<TableProps, 'isOffice'>): ReactElement {
  return <DataTable id="/cases" columns={useColumns(false)} {...named} {...table} />;
}

function OfficeTable(table: Omit<TableProps, 'isOffice'>): ReactElement {
  return (
    <DataTable
      id="/cases/office"
      columns={useColumns(true)}
      bulk={useBulk(table.rows)}
      {...named}
      {...table}
    />
  );
}

const named = {
  rowKey: ({ id }: ListedCase) => id,
  href: ({ id }: ListedCase) => `/app/cases/${id}`,
};
