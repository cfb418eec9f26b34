import type { Page } from '@finharbor/kernel/contract';
import { Button, type Column, DataTable, Query, useText } from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';

type Cursor = NonNullable<Page<unknown>['next']>;

/** A list that the server gives page by page: more of it at a press. */
export function More<Row>({
  what,
  read,
  caption,
  columns,
  rowKey,
  empty,
}: {
  /** What is asked for, as the cache knows it. */
  readonly what: readonly string[];
  readonly read: (cursor: Cursor | undefined) => Promise<Page<Row>>;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly empty?: ReactNode;
}): ReactElement {
  const text = useText('yuanFunds');
  const rows = useInfiniteQuery({
    queryKey: ['yuan', ...what],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            id={`/yuan/${what[0]}`}
            caption={caption}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={rowKey}
            columns={columns}
            {...(empty === undefined ? {} : { empty })}
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
