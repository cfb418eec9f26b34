import type { JobRows } from '@finharbor/harbor/contract';
import {
  Button,
  type Column,
  clock,
  DataTable,
  dayOf,
  EmptyState,
  fileOf,
  ProgressBar,
  Query,
  Section,
  saveFile,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { node } from '../api.ts';

type Row = JobRows['rows'][number];
type RowsProps = { readonly job: string; readonly total: number };

const firstRows = 50;

/** This party's rows of an intersection: the first of them to look at, all of them as a file. */
export function ResultRows({ job, total }: RowsProps): ReactElement {
  const text = useText('proposals');
  const mayRead = useWho()?.roles.some((role) => role === 'analyst' || role === 'steward') ?? false;
  return (
    <Section title={text('rows.title')}>
      <p className="mb-3 max-w-prose text-quiet">{text(mayRead ? 'rows.help' : 'rows.forAnalysts')}</p>
      {mayRead && <FirstPage job={job} total={total} />}
    </Section>
  );
}

function FirstPage({ job, total }: RowsProps): ReactElement {
  const text = useText('proposals');
  const page = useQuery({
    queryKey: ['harbor', 'jobs', job, 'rows'],
    queryFn: async () => (await node.listJobRows({ params: { id: job }, query: {} })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const columnsOf = useRowColumns();
  return (
    <Query query={page} shape="table">
      {(found) => {
        const columns = columnsOf(found);
        return (
          <>
            {total > 0 && <SaveRows job={job} total={total} columns={columns} />}
            <DataTable
              caption={text('rows.first', { n: Math.min(firstRows, found.rows.length) })}
              rows={found.rows.slice(0, firstRows)}
              rowKey={({ uscc }) => uscc}
              columns={columns}
              empty={<EmptyState title={text('rows.none')} body={text('rows.noneHelp')} />}
            />
          </>
        );
      }}
    </Query>
  );
}

function useRowColumns(): (page: JobRows) => readonly Column<Row>[] {
  const text = useText('proposals');
  return ({ columns, rows }) => [
    {
      id: 'uscc',
      header: text('rows.uscc'),
      cell: ({ uscc }) => <Verbatim>{uscc}</Verbatim>,
      text: ({ uscc }) => uscc,
      sortBy: ({ uscc }) => uscc,
    },
    ...(rows.some(({ common }) => common !== null)
      ? [
          {
            id: 'common',
            header: text('rows.common'),
            cell: ({ common }: Row) => text(common ? 'rows.yes' : 'rows.no'),
          },
        ]
      : []),
    ...columns.map((name, at) => ({
      id: `column-${name}`,
      header: name,
      cell: ({ values }: Row) => <Verbatim>{String(values[at] ?? '—')}</Verbatim>,
      text: ({ values }: Row) => values[at] ?? '',
    })),
  ];
}

type SaveProps = RowsProps & { readonly columns: readonly Column<Row>[] };

function SaveRows(props: SaveProps): ReactElement {
  const text = useText('proposals');
  const { number } = useFormat();
  const { saved, hasFailed, begin, stop } = useSaving(props);
  return (
    <div className="no-print mb-3 flex flex-wrap items-center gap-3">
      {saved === undefined ? (
        <Button onPress={() => void begin()}>{text('rows.save')}</Button>
      ) : (
        <>
          <span className="w-24">
            <ProgressBar label={text('rows.save')} value={saved / props.total} />
          </span>
          <span className="text-quiet text-sm">
            {text('rows.saving', { n: number(saved), total: number(props.total) })}
          </span>
          <Button onPress={stop}>{text('rows.stop')}</Button>
        </>
      )}
      {hasFailed && (
        <span role="alert" className="text-bad text-sm">
          {text('rows.failed')}
        </span>
      )}
    </div>
  );
}

/** Asks for all rows, a page at a time, and makes a file of them as they come. */
function useSaving({ job, columns }: SaveProps) {
  const [saved, setSaved] = useState<number>();
  const [hasFailed, setFailed] = useState(false);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const begin = async (): Promise<void> => {
    const own = new AbortController();
    const { signal } = own;
    abort.current = own;
    setFailed(false);
    setSaved(0);
    const rows = pagesOf(job, { signal, onRows: (count) => setSaved((before = 0) => before + count) });
    try {
      const file = await fileOf('csv', { columns, rows, signal, onProgress: () => {} });
      saveFile(`intersection-${job}-${dayOf(clock.nowMs())}.csv`, file);
    } catch {
      setFailed(!signal.aborted);
    } finally {
      if (abort.current === own) setSaved(undefined);
    }
  };
  return { saved, hasFailed, begin, stop: () => abort.current?.abort() };
}

type Paging = { readonly signal: AbortSignal; readonly onRows: (count: number) => void };

async function* pagesOf(id: string, { signal, onRows }: Paging): AsyncGenerator<readonly Row[]> {
  let query: { readonly after?: number } = {};
  for (;;) {
    const { body } = await node.listJobRows({ params: { id }, query, signal });
    yield body.rows;
    onRows(body.rows.length);
    if (body.next === null) return;
    query = { after: body.next };
  }
}
