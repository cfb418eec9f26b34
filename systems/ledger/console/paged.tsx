import type { Page } from '@finharbor/kernel/contract';
import {
  Button,
  type Column,
  clock,
  DataTable,
  fileOf,
  Query,
  saveFile,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';

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
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly href?: (row: Row) => string;
  readonly empty: ReactNode;
};

const inSight = 50;
const atOnce = 200;

/** A list that the server gives page by page: more of it at a press, all of it as a file. */
export function Paged<Row>({
  what,
  read,
  caption,
  columns,
  rowKey,
  href,
  empty,
}: PagedProps<Row>): ReactElement {
  const text = useText('ledger');
  const rows = useInfiniteQuery({
    queryKey: ['ledger', ...what],
    queryFn: ({ pageParam, signal }) => read({ cursor: pageParam, limit: inSight, signal }),
    initialPageParam: undefined as NonNullable<Cursor> | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={rows} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            id={`/ledger/${what[0]}`}
            caption={caption}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={rowKey}
            columns={columns}
            {...(href ? { href } : {})}
            empty={empty}
          />
          <div className="no-print my-3 flex flex-wrap gap-3">
            {rows.hasNextPage && (
              <Button onPress={() => void rows.fetchNextPage()} pending={rows.isFetchingNextPage}>
                {text('more')}
              </Button>
            )}
            {pages[0]!.items.length > 0 && <Export name={caption} read={read} columns={columns} />}
          </div>
        </>
      )}
    </Query>
  );
}

type ExportProps<Row> = Pick<PagedProps<Row>, 'read' | 'columns'> & { readonly name: string };

function Export<Row>({ name, read, columns }: ExportProps<Row>): ReactElement {
  const text = useText('ledger');
  const { date, number } = useFormat();
  const [count, setCount] = useState<number>();
  const stopping = useRef<AbortController>(undefined);
  const start = async (): Promise<void> => {
    const controller = new AbortController();
    const { signal } = controller;
    stopping.current = controller;
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
  return (
    <>
      <output className="self-center">{text('exporting', { n: number(count) })}</output>
      <Button onPress={() => stopping.current?.abort()}>{text('stop')}</Button>
    </>
  );
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
