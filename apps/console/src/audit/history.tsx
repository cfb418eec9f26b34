import { Code, DataTable, EmptyState, PageHeader, Query, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { access } from '../api.ts';
import { useColumns } from './columns.tsx';

/** What people did with one object, whatever it is: every page of an object leads here. */
export function Screen(): ReactElement {
  const { object = '' } = useParams({ strict: false }) as { readonly object?: string };
  const text = useText('audit');
  const columns = useColumns().filter(({ id }) => id !== 'address');
  const history = useQuery({
    queryKey: ['history', object],
    queryFn: async () => (await access.getHistory({ params: { object } })).body,
  });
  return (
    <>
      <PageHeader title={text('history.title')} lead={<Code copyable>{object}</Code>} />
      <Query query={history}>
        {(events) => (
          <DataTable
            caption={text('history.title')}
            exportName={`${text('history.title')} ${object}`}
            rows={events}
            rowKey={({ seq }) => String(seq)}
            columns={columns}
            empty={<EmptyState title={text('history.none')} />}
          />
        )}
      </Query>
    </>
  );
}
