import type { TransferView } from '@finharbor/harbor/contract';
import {
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
  LinkButton,
  PageHeader,
  Query,
  useBilingual,
  useText,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { StateBadge } from '../contracts/state.tsx';
import { usePartyName } from '../parties/names.ts';
import { LeaveBadge, leaveOf, leaveStates } from './leave.tsx';
import { usePlaceName } from './places.ts';
import { useTransfers } from './read.ts';

/** The contracts whose data would leave the mainland, newest first. */
export function Screen(): ReactElement {
  const text = useText('transfers');
  const transfers = useTransfers();
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={transfers} shape="table">
        {(rows) => <Transfers rows={rows} />}
      </Query>
    </>
  );
}

function Transfers({ rows }: { readonly rows: readonly TransferView[] }): ReactElement {
  const text = useText('transfers');
  const harbor = useText('harbor');
  return (
    <FilteredTable
      list="/transfers"
      exportName={text('title')}
      caption={text('title')}
      rows={rows}
      rowKey={({ contract }) => contract}
      href={({ contract }) => `/app/transfers/${contract}`}
      fields={useFields(rows)}
      columns={useColumns()}
      empty={
        <EmptyState
          title={text('none')}
          body={text('noneHelp')}
          action={<LinkButton href="/app/contracts">{harbor('contracts.title')}</LinkButton>}
        />
      }
    />
  );
}

function useFields(rows: readonly TransferView[]): readonly FilterField<TransferView>[] {
  const text = useText('transfers');
  const placeName = usePlaceName();
  const places = [...new Set(rows.map(({ place }) => place))];
  return [
    {
      id: 'leave',
      label: text('leave.label'),
      kind: 'choice',
      options: leaveStates.map((id) => ({ id, label: text(`leave.${id}`) })),
      of: leaveOf,
    },
    {
      id: 'place',
      label: text('place.column'),
      kind: 'choice',
      options: places.map((id) => ({ id, label: placeName(id) })),
      of: ({ place }) => place,
    },
  ];
}

function useColumns(): readonly Column<TransferView>[] {
  const text = useText('transfers');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const placeName = usePlaceName();
  return [
    {
      id: 'purpose',
      header: harbor('contract.purpose'),
      cell: ({ purpose }) => say(purpose),
      sortBy: ({ purpose }) => say(purpose),
    },
    {
      id: 'sides',
      header: harbor('contract.sides'),
      cell: ({ consumer, providers }) => `${nameOf(consumer)} ← ${providers.map(nameOf).join(harbor('and'))}`,
    },
    { id: 'place', header: text('place.column'), cell: ({ place }) => placeName(place) },
    {
      id: 'state',
      header: harbor('contract.state'),
      text: ({ state }) => harbor(`state.${state}`),
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      id: 'leave',
      header: text('leave.label'),
      text: (transfer) => text(`leave.${leaveOf(transfer)}`),
      cell: (transfer) => <LeaveBadge state={leaveOf(transfer)} />,
    },
  ];
}
