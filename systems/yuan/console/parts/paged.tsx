import type { Page } from '@finharbor/kernel/contract';
import { Button, type Column, clock, fileOf, Query, saveFile, useFormat, useText } from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useState } from 'react';

type Cursor = Page<unknown>['next'] | undefined;
type Read<Row> = (page: {
  readonly cursor: NonNullable<Cursor> | undefined;
  readonly limit: number;
  readonly signal: AbortSignal;
}) => Promise<Page<Row>>;

type PagedProps<Row> = {
  /** What is asked for, as the cache knows it. */
  readonly what: readonly string[];
  readonly read: Read<Row>;
  /** What a file of all of it is called, and its columns. */
  readonly file: { readonly name: string; readonly columns: readonly Column<Row>[] };
  readonly refetchInterval?: number;
  readonly children: (rows: readonly Row[]) => ReactNode;
};

const inSight = 30;
const atOnce = 200;

/** A list that the server gives page by page, shown as its screen likes: more of it at a press, all of it as a file. */
export function Paged<Row>({ what, read, file, refetchInterval, children }: PagedProps<Row>): ReactElement {
  const text = useText('yuanParts');
  const rows = useInfiniteQuery({
    queryKey: ['yuan', ...what],
    queryFn: ({ pageParam, signal }) => read({ cursor: pageParam, limit: inSight, signal }),
    initialPageParam: undefined as NonNullable<Cursor> | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    ...(refetchInterval === undefined ? {} : { refetchInterval }),
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          {children(pages.flatMap(({ items }) => items))}
          <div className="no-print my-3 flex flex-wrap gap-3">
            {rows.hasNextPage && (
              <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
                {text('more')}
              </Button>
            )}
            {pages[0]!.items.length > 0 && <Export read={read} {...file} />}
          </div>
        </>
      )}
    </Query>
  );
}

type ExportProps<Row> = Pick<PagedProps<Row>, 'read'> & PagedProps<Row>['file'];

function Export<Row>({ name, read, columns }: ExportProps<Row>): ReactElement {
  const text = useText('yuanParts');
  const { date, number } = useFormat();
  const [count, setCount] = useState<number>();
  const start = async (): Promise<void> => {
    const { signal } = new AbortController();
    setCount(0);
    try {
      const rows = all(read, { signal, onRead: setCount });
      const file = await fileOf('csv', { columns, rows, signal, onProgress: () => {} });
      saveFile(`${name} ${date(clock.nowMs())}.csv`, file);
    } finally {
      setCount(undefined);
    }
  };
  if (count === undefined)
    return <Button onPress={() => void start().catch(() => {})}>{text('export')}</Button>;
  return <output className="self-center">{text('exporting', { n: number(count) })}</output>;
}

async function* all<Row>(
  read: Read<Row>,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead: (count: number) => void },
): AsyncGenerator<readonly Row[]> {
  let count = 0;
  for (let cursor: Cursor; cursor !== null; ) {
    const page: Page<Row> = await read({ cursor, limit: atOnce, signal });
    count += page.items.length;
    onRead(count);
    yield page.items;
    cursor = page.next;
  }
}
