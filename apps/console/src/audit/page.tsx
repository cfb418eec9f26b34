import {
  Button,
  clock,
  DataTable,
  DateField,
  EmptyState,
  FilterBar,
  fileOf,
  PageHeader,
  Query,
  SavePdf,
  Section,
  Select,
  saveFile,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useRef, useState } from 'react';
import { papers } from '../paper/api.ts';
import { useActionTitle, useColumns, usePolicy } from './columns.tsx';
import { find, findAll, outcomes, queryOf, type Search } from './find.ts';
import { Seals } from './seals.tsx';

/** The audit trail: searched by what stands in the address, taken away as a file, checked against its seals. */
export function Screen(): ReactElement {
  const text = useText('audit');
  const search = useSearch({ strict: false }) as Search;
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Filters key={JSON.stringify(search)} search={search} />
      <Events search={search} />
      <Section title={text('seals.title')}>
        <Seals />
      </Section>
    </>
  );
}

function Filters({ search }: { readonly search: Search }): ReactElement {
  const text = useText('audit');
  const navigate = useNavigate();
  const title = useActionTitle();
  const [chosen, setChosen] = useState(search);
  const actions = [
    ...new Set((usePolicy() ?? []).flatMap(({ audit }) => (typeof audit === 'string' ? [audit] : []))),
  ];
  const go = (next: Search): void => {
    const filled = Object.fromEntries(Object.entries(next).filter(([, value]) => value));
    void navigate({ to: '.', search: filled as never, replace: true });
  };
  const choose = (part: { readonly [K in keyof Search]?: Search[K] | undefined }): void =>
    setChosen((now) => ({ ...now, ...part }) as Search);
  return (
    <FilterBar
      label={text('object')}
      text={search.object ?? ''}
      onSearch={(object) => go({ ...chosen, object })}
      onReset={() => go({})}
    >
      <Select
        label={text('action')}
        options={[...actions, 'access.refused'].map((id) => ({ id, label: title(id) }))}
        selected={chosen.action}
        onChange={(action) => choose({ action })}
        placeholder={text('anyAction')}
      />
      <Select
        label={text('outcome')}
        options={outcomes.map((id) => ({ id, label: text(`outcomes.${id}`) }))}
        selected={chosen.outcome}
        onChange={(outcome) => choose({ outcome })}
        placeholder={text('anyOutcome')}
      />
      <DateField label={text('from')} value={chosen.from} onChange={(from) => choose({ from })} />
      <DateField label={text('until')} value={chosen.until} onChange={(until) => choose({ until })} />
    </FilterBar>
  );
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

/** Everything that fits as one file: read page by page, which can be stopped. */
function Export({ search }: { readonly search: Search }): ReactElement {
  const text = useText('audit');
  const columns = useColumns();
  const { date, number } = useFormat();
  const [count, setCount] = useState<number>();
  const stopping = useRef<AbortController>(undefined);
  const start = async (): Promise<void> => {
    const controller = new AbortController();
    stopping.current = controller;
    setCount(0);
    try {
      const { signal } = controller;
      const rows = findAll(search, { signal, onRead: setCount });
      const file = await fileOf('csv', { columns, rows, signal, onProgress: () => {} });
      saveFile(`${text('title')} ${date(clock.nowMs())}.csv`, file);
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
