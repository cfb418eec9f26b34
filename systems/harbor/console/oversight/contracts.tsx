import type { OverseenContract } from '@finharbor/harbor/contract';
import { useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { StateBadge } from '../contracts/state.tsx';
import { usePartyName } from '../parties/names.ts';
import { useContractFields } from './filters.ts';
import { Listing, type TextColumn } from './listing.tsx';
import { useOverseenList } from './read.ts';

/** Every contract on the board. */
export function Contracts(): ReactElement {
  const contracts = useOverseenList('contracts', (query) => hub.listOverseenContracts({ query }));
  return (
    <Listing
      name="contracts"
      query={contracts}
      fields={useContractFields()}
      columns={useColumns()}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/oversight/contracts/${id}`}
    />
  );
}

function useColumns(): readonly TextColumn<OverseenContract>[] {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { date, dateTime, number } = useFormat();
  return [
    { id: 'purpose', header: harbor('contract.purpose'), text: ({ purpose }) => say(purpose) },
    { id: 'kind', header: harbor('contract.kind'), text: ({ kind }) => harbor(`kind.${kind}`) },
    { id: 'consumer', header: harbor('contract.consumer'), text: ({ consumer }) => nameOf(consumer) },
    {
      id: 'providers',
      header: harbor('contract.providers'),
      text: ({ providers }) => providers.map(nameOf).join(harbor('and')),
    },
    {
      id: 'state',
      header: harbor('contract.state'),
      text: ({ state }) => harbor(`state.${state}`),
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      id: 'uses',
      header: text('contracts.uses'),
      text: ({ usesMade, usesAllowed }) =>
        usesAllowed === null ? number(usesMade) : `${number(usesMade)} / ${number(usesAllowed)}`,
      align: 'end',
      sortBy: ({ usesMade }) => usesMade,
    },
    {
      id: 'asked',
      header: text('contracts.asked'),
      text: ({ askedAtMs }) => dateTime(askedAtMs),
      sortBy: ({ askedAtMs }) => askedAtMs,
    },
    {
      id: 'until',
      header: harbor('contract.until'),
      text: ({ validUntil }) => date(Date.parse(validUntil)),
      sortBy: ({ validUntil }) => Date.parse(validUntil),
    },
    { id: 'id', header: harbor('contract.id'), text: ({ id }) => id, isHidden: true },
  ];
}
