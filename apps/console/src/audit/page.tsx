import { actionOf } from '@finharbor/access/contract';
import {
  type AskedField,
  Button,
  clock,
  DataTable,
  EmptyState,
  FilterRow,
  fileOf,
  PageHeader,
  Query,
  SavedViews,
  SavePdf,
  Section,
  saveFile,
  useAddressFilters,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactElement, useRef, useState } from 'react';
import { papers } from '../paper/api.ts';
import { useActionTitle, useColumns, usePolicy } from './columns.tsx';
import { find, findAll, outcomes, queryOf, type Search, searchOf } from './find.ts';
import { Seals } from './seals.tsx';

/** The audit trail: searched by what stands in the address, taken away as a file, checked against its seals. */
export function Screen(): ReactElement {
  const text = useText('audit');
  const fields = useFields();
  const [values, apply] = useAddressFilters(fields);
  return (
    <>
      <PageHeader
        title={text('title')}
        lead={text('lead')}
        actions={<SavedViews list="/audit" values={values} onApply={apply} />}
      />
      <FilterRow fields={fields} values={values} onApply={apply} />
      <Events search={searchOf(values)} />
      <Section title={text('seals.title')}>
        <Seals />
      </Section>
    </>
  );
}

/** What the server can look for. */
function useFields(): readonly AskedField[] {
  const text = useText('audit');
  const title = useActionTitle();
  const actions = (usePolicy() ?? []).flatMap((row) => actionOf(row) ?? []);
  return [
    { id: 'object', label: text('object'), kind: 'text' },
    {
      id: 'action',
      label: text('action'),
      kind: 'choice',
      options: [...new Set([...actions, 'access.refused'])].map((id) => ({ id, label: title(id) })),
    },
    {
      id: 'outcome',
      label: text('outcome'),
      kind: 'choice',
      options: outcomes.map((id) => ({ id, label: text(`outcomes.${id}`) })),
    },
    { id: 'at', label: text('at'), kind: 'days' },
  ];
}

function Events({ search }: { readonly search: Search }): ReactElement {
  const text = useText('audit');
  const columns = useColumns();
  const events = useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => find(search, { before: pageParam, limit: 100, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ before }) => before ?? undefined,
  });
  return (
    <Query query={events}>
      {({ pages }) => (
        <>
          <DataTable
            id="audit"
            caption={text('title')}
            rows={pages.flatMap((page) => page.events)}
            rowKey={({ seq }) => String(seq)}
            columns={columns}
            empty={<EmptyState title={text('none')} body={text('noneHelp')} />}
          />
          <div className="no-print my-3 flex flex-wrap gap-3">
            {events.hasNextPage && (
              <Button onPress={() => void events.fetchNextPage()} pending={events.isFetchingNextPage}>
                {text('more')}
              </Button>
            )}
            <Export search={search} />
            <SavePdf
              name={text('title')}
              read={({ query, signal }) =>
                papers.getAuditPaper({ query: { ...queryOf(search), ...query }, signal })
              }
            />
          </div>
        </>
      )}
    </Query>
  );
}

/** Everything that fits as one file, also what is not in sight yet: read page by page, which can be stopped. */
function Export({ search }: { readonly search: Search }): ReactElement {
  const text = useText('audit');
  const columns = useColumns();
  const { date, number } = useFormat();
  const [count, setCount] = useState<number>();
  const stopping = useRef<AbortController>(undefined);
  const start = async (kind: 'csv' | 'xlsx'): Promise<void> => {
    const controller = new AbortController();
    stopping.current = controller;
    setCount(0);
    try {
      const { signal } = controller;
      const rows = findAll(search, { signal, onRead: setCount });
      const file = await fileOf(kind, { columns, rows, signal, onProgress: () => {} });
      saveFile(`${text('title')} ${date(clock.nowMs())}.${kind}`, file);
    } finally {
      setCount(undefined);
    }
  };
  if (count === undefined)
    return (
      <>
        {(['csv', 'xlsx'] as const).map((kind) => (
          <Button key={kind} onPress={() => void start(kind).catch(() => {})}>
            {text(`export.${kind}`)}
          </Button>
        ))}
      </>
    );
  return (
    <>
      <output className="self-center">{text('exporting', { n: number(count) })}</output>
      <Button onPress={() => stopping.current?.abort()}>{text('stop')}</Button>
    </>
  );
}
