import {
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  Query,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { Customer, KnownField } from '@finharbor/yuan/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuan } from '../api.ts';
import { FreezeWallet } from '../inquiry/freeze-wallet.tsx';

type Cursor = Awaited<ReturnType<typeof yuan.listCustomers>>['body']['next'];

/** Whose wallets the bank keeps, each as its tier lets it see them. */
export function Customers(): ReactElement {
  const text = useText('yuanPeople');
  const columns = useColumns();
  const customers = useInfiniteQuery({
    queryKey: ['yuan', 'customers'],
    queryFn: async ({ pageParam, signal }) => {
      const query = pageParam === undefined ? {} : { cursor: pageParam };
      return (await yuan.listCustomers({ query, signal })).body;
    },
    initialPageParam: undefined as NonNullable<Cursor> | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <Query query={customers} shape="table">
      {({ pages }) => (
        <>
          <DataTable
            id="/customers"
            caption={text('bank.customers')}
            rows={pages.flatMap(({ items }) => items)}
            rowKey={({ wallet }) => wallet}
            columns={columns}
            empty={<EmptyState title={text('bank.noCustomers')} />}
          />
          {customers.hasNextPage && (
            <Button onPress={() => void customers.fetchNextPage()} pending={customers.isFetchingNextPage}>
              {text('bank.more')}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}

function useColumns(): readonly Column<Customer>[] {
  const text = useText('yuanPeople');
  const { date } = useFormat();
  const part = (field: KnownField): Column<Customer> => ({
    id: field,
    header: text(`field.${field}`),
    cell: ({ seen }) => (seen[field] === null ? '—' : <Verbatim>{seen[field]}</Verbatim>),
    text: ({ seen }) => seen[field] ?? '',
  });
  return [
    {
      id: 'wallet',
      header: text('bank.wallet'),
      cell: ({ wallet }) => <Verbatim>{wallet}</Verbatim>,
      text: ({ wallet }) => wallet,
    },
    {
      id: 'tier',
      header: text('bank.tier'),
      cell: (one) => <TierBadge customer={one} />,
      sortBy: ({ tier }) => tier ?? 0,
    },
    part('phone'),
    {
      ...part('name'),
      cell: ({ seen, firm }) => {
        if (firm === 'hub') return text('bank.city');
        const told = firm?.replace(/^firm:/, '') ?? seen.name;
        return told === null ? '—' : <Verbatim>{told}</Verbatim>;
      },
    },
    part('documentNumber'),
    part('account'),
    {
      id: 'opened',
      header: text('bank.opened'),
      cell: ({ openedAtMs }) => date(openedAtMs),
      sortBy: ({ openedAtMs }) => openedAtMs,
      isHidden: true,
    },
    {
      id: 'act',
      header: text('bank.act'),
      cell: ({ wallet, state }) => (state === 'closed' ? null : <FreezeWallet wallet={wallet} />),
      isAct: true,
    },
  ];
}

function TierBadge({ customer }: { readonly customer: Customer }): ReactElement {
  const text = useText('yuanPeople');
  const { tier, state, isBacked } = customer;
  return (
    <span className="flex flex-wrap gap-1">
      <Badge tone="accent">{tier === null ? text('bank.firm') : text(`tier.${tier}`)}</Badge>
      {state !== 'open' && <Badge tone="bad">{text(`state.${state}`)}</Badge>}
      {!isBacked && <Badge tone="warn">{text('bank.unbacked')}</Badge>}
    </span>
  );
}
