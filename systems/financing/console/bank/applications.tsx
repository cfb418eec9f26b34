import type { StoredApplication } from '@finharbor/financing/contract';
import { DataTable, EmptyState, FilterBar, PageHeader, Query, useFormat, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { own } from '../api.ts';
import { StatusBadge } from '../status.tsx';

/** Applications at this lender; the search stands in the address. */
export function Screen(): ReactElement {
  const text = useText('financing');
  const { q = '' } = useSearch({ strict: false }) as { readonly q?: string };
  const navigate = useNavigate();
  const search = (wanted: string): void =>
    void navigate({ to: '.', search: (wanted === '' ? {} : { q: wanted }) as never, replace: true });
  const applications = useQuery({
    queryKey: ['financing', 'applications'],
    queryFn: async () => (await own.listApplications({})).body,
    refetchInterval: 4000,
  });
  return (
    <>
      <PageHeader title={text('applications.title')} lead={text('applications.lead')} />
      <FilterBar label={text('applications.search')} text={q} onSearch={search} onReset={() => search('')} />
      <Query query={applications}>
        {(rows) => (
          <Applications rows={rows.filter(({ application }) => application.uscc.includes(q.toUpperCase()))} />
        )}
      </Query>
    </>
  );
}

function Applications({ rows }: { readonly rows: readonly StoredApplication[] }): ReactElement {
  const text = useText('financing');
  const { dateTime, money, uscc } = useFormat();
  return (
    <DataTable
      caption={text('applications.title')}
      rows={rows}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/applications/${id}`}
      empty={<EmptyState title={text('applications.none')} body={text('applications.noneHelp')} />}
      columns={[
        { id: 'firm', header: text('application.firm'), cell: ({ application }) => uscc(application.uscc) },
        {
          id: 'amount',
          header: text('application.amount'),
          cell: ({ application }) => money(application.amount, 'CNY'),
          align: 'end',
        },
        {
          id: 'status',
          header: text('application.status'),
          cell: ({ status }) => <StatusBadge status={status} />,
        },
        {
          id: 'points',
          header: text('application.points'),
          cell: ({ decision }) => (decision && 'points' in decision ? decision.points : '—'),
          align: 'end',
        },
        {
          id: 'at',
          header: text('application.received'),
          cell: ({ receivedAtMs }) => dateTime(receivedAtMs),
          sortBy: ({ receivedAtMs }) => receivedAtMs,
        },
      ]}
    />
  );
}
