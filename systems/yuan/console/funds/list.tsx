import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { FundView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** Programmes of special funds. */
export function Screen(): ReactElement {
  const text = useText('yuanFunds');
  const isMaker = useWho()?.roles.includes('bureau') ?? false;
  const columns = useColumns();
  const funds = useQuery({
    queryKey: ['yuan', 'funds'],
    queryFn: async () => (await yuan.listFunds({})).body.items,
  });
  const make = isMaker && (
    <LinkButton variant="primary" href="/app/funds/new">
      {text('make.title')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} actions={make} />
      <Query query={funds} shape="table">
        {(rows) => (
          <DataTable
            id="/funds"
            caption={text('title')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/funds/${id}`}
            empty={<EmptyState title={text('none')} body={text('noneHelp')} action={make} />}
          />
        )}
      </Query>
    </>
  );
}

function useColumns(): readonly Column<FundView>[] {
  const text = useText('yuanFunds');
  const say = useBilingual();
  const { date } = useFormat();
  const sum = (id: 'availableMinor' | 'paidMinor' | 'waitingMinor'): Column<FundView> => ({
    id,
    header: text(`sum.${id}`),
    cell: (fund) => yuanText(fund[id]),
    sortBy: (fund) => Number(fund[id]),
    align: 'end',
  });
  return [
    {
      id: 'title',
      header: text('programme'),
      cell: ({ title }) => say(title),
      text: ({ title }) => say(title),
    },
    { id: 'use', header: text('use'), cell: ({ use }) => text(`uses.${use}`) },
    sum('availableMinor'),
    sum('paidMinor'),
    sum('waitingMinor'),
    {
      id: 'until',
      header: text('spendUntil'),
      cell: ({ spendUntilMs }) => date(spendUntilMs),
      sortBy: ({ spendUntilMs }) => spendUntilMs,
    },
    {
      id: 'state',
      header: text('state'),
      cell: ({ state }) => (
        <Badge tone={state === 'open' ? 'good' : 'neutral'}>{text(`fundState.${state}`)}</Badge>
      ),
      text: ({ state }) => text(`fundState.${state}`),
    },
  ];
}
