import type { LoanProduct, StoredApplication } from '@finharbor/financing/contract';
import {
  type Bulk,
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { own } from '../api.ts';
import { StatusBadge, statuses } from '../status.tsx';

/** As many as the server lists. */
const mostListed = 200;

/** Applications at this lender. */
export function Screen(): ReactElement {
  const text = useText('financing');
  const lists = useText('loanLists');
  const { number } = useFormat();
  const applications = useQuery({
    queryKey: ['financing', 'applications'],
    queryFn: async () => (await own.listApplications({})).body,
    refetchInterval: 4000,
  });
  return (
    <>
      <PageHeader title={text('applications.title')} lead={text('applications.lead')} />
      <Query query={applications} shape="table">
        {(rows) => (
          <>
            {rows.length >= mostListed && (
              <p className="mb-3 text-quiet">{lists('applications.latest', { n: number(mostListed) })}</p>
            )}
            <Applications rows={rows} />
          </>
        )}
      </Query>
    </>
  );
}

function Applications({ rows }: { readonly rows: readonly StoredApplication[] }): ReactElement {
  const text = useText('financing');
  const products = useQuery({
    queryKey: ['financing', 'products'],
    queryFn: async () => (await own.listLoans({})).body,
  });
  const bulk = useBulk();
  const mayScore = useWho()?.roles.includes('analyst') ?? false;
  return (
    <FilteredTable
      list="/applications"
      exportName={text('applications.title')}
      caption={text('applications.title')}
      rows={rows}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/applications/${id}`}
      fields={useFields(products.data ?? [])}
      columns={useColumns(products.data ?? [])}
      {...(mayScore ? { bulk } : {})}
      empty={<EmptyState title={text('applications.none')} body={text('applications.noneHelp')} />}
    />
  );
}

function useFields(products: readonly LoanProduct[]): readonly FilterField<StoredApplication>[] {
  const text = useText('financing');
  const lists = useText('loanLists');
  const say = useBilingual();
  return [
    {
      id: 'firm',
      label: lists('applications.firm'),
      kind: 'text',
      of: ({ application }) => application.uscc,
    },
    {
      id: 'product',
      label: text('product.title'),
      kind: 'choice',
      options: products.map(({ id, terms }) => ({ id, label: say(terms.title) })),
      of: ({ application }) => application.product,
    },
    {
      id: 'status',
      label: text('application.status'),
      kind: 'choice',
      options: statuses.map((id) => ({ id, label: text(`status.${id}`) })),
      of: ({ status }) => status,
    },
    {
      id: 'amount',
      label: text('application.amount'),
      kind: 'numbers',
      of: ({ application }) => Number(application.amount),
    },
    { id: 'received', label: text('application.received'), kind: 'days', of: (row) => row.receivedAtMs },
  ];
}

function useColumns(products: readonly LoanProduct[]): readonly Column<StoredApplication>[] {
  const text = useText('financing');
  const say = useBilingual();
  const { dateTime, money, uscc } = useFormat();
  const titleOf = ({ application }: StoredApplication): string => {
    const product = products.find(({ id }) => id === application.product);
    return product ? say(product.terms.title) : '—';
  };
  return [
    {
      id: 'firm',
      header: text('application.firm'),
      cell: ({ application }) => uscc(application.uscc),
      text: ({ application }) => application.uscc,
    },
    { id: 'product', header: text('product.title'), cell: titleOf, sortBy: titleOf },
    {
      id: 'amount',
      header: text('application.amount'),
      cell: ({ application }) => money(application.amount, 'CNY'),
      sortBy: ({ application }) => Number(application.amount),
      align: 'end',
    },
    {
      id: 'status',
      header: text('application.status'),
      cell: ({ status }) => <StatusBadge status={status} />,
      sortBy: ({ status }) => text(`status.${status}`),
    },
    {
      id: 'points',
      header: text('application.points'),
      cell: ({ decision }) => (decision && 'points' in decision ? decision.points : '—'),
      sortBy: ({ decision }) => (decision && 'points' in decision ? decision.points : -1),
      text: ({ decision }) => (decision && 'points' in decision ? decision.points : ''),
      align: 'end',
    },
    {
      id: 'at',
      header: text('application.received'),
      cell: ({ receivedAtMs }) => dateTime(receivedAtMs),
      sortBy: ({ receivedAtMs }) => receivedAtMs,
      text: ({ receivedAtMs }) => dateTime(receivedAtMs),
    },
  ];
}

/** Decisions are the published rule's alone; what people can do with several is to have those scored again that were not. */
function useBulk(): Bulk<StoredApplication> {
  const text = useText('loanLists');
  const client = useQueryClient();
  return {
    nameOf: ({ application }) => application.uscc,
    actions: [
      {
        id: 'again',
        label: text('applications.again'),
        consequence: text('applications.againAll'),
        isFor: ({ status }) => status === 'not_scored',
        run: ({ id }) => own.postScoring({ params: { id } }),
        onOver: () => client.invalidateQueries({ queryKey: ['financing'] }),
      },
    ],
  };
}
