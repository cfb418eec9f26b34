import { actionOf } from '@finharbor/access/contract';
import {
  type AskedField,
  Button,
  DataTable,
  EmptyState,
  FilterRow,
  PageHeader,
  Query,
  SaveAll,
  SavedViews,
  SavePdf,
  Section,
  useAddressFilters,
  useText,
} from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
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
            <SaveAll name={text('title')} columns={columns} read={(options) => findAll(search, options)} />
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
