import type { Page } from '@finharbor/kernel/contract';
import { Button, type Column, DataTable, EmptyState, Query, useText } from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';

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
  readonly read: (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page<Row>>;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly empty: string;
}): ReactElement {
  const text = useText('ethics');
  const rows = useInfiniteQuery({
    queryKey: ['ethics', ...what],
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined as Cursor | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            caption={caption}
            exportName={caption}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={rowKey}
            columns={columns}
            empty={<EmptyState title={empty} />}
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
