import type { Page } from '@finharbor/kernel/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { Button, type Column, DataTable, Query } from '../index.ts';

type Cursor = NonNullable<Page<unknown>['next']>;

/** A list that the server gives page by page, with what the press for more of it is called. */
export type PagedTableProps<Row> = {
  /** What is asked for, as the cache knows it. */
  readonly what: readonly string[];
  readonly read: (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly more: string;
  readonly empty?: ReactNode;
  /** Under which what somebody sets of the table is kept; nothing is where left out. */
  readonly id?: string;
  /** Whether what is shown can be taken along as a file. */
  readonly isExported?: boolean;
};

/** Its rows, and more of them at a press. */
export function PagedTable<Row>({
  what,
  read,
  more,
  caption,
  isExported = false,
  ...table
}: PagedTableProps<Row>): ReactElement {
  const rows = useInfiniteQuery({
    queryKey: what,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            {...table}
            caption={caption}
            {...(isExported ? { exportName: caption } : {})}
            rows={pages.flatMap(({ items }) => items)}
          />
          {rows.hasNextPage && (
            <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
              {more}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}
