import { contractStates } from '@finharbor/harbor/contract';
import { DataTable, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { StateBadge } from '../contracts/state.tsx';
import type { OfExchange } from './read.ts';

/** How many contracts stand where. */
export function Contracts({ exchange: { contracts } }: OfExchange): ReactElement {
  const text = useText('exchange');
  const harbor = useText('harbor');
  const { number, percent } = useFormat();
  const all = contractStates.reduce((sum, state) => sum + contracts[state], 0);
  return (
    <DataTable
      caption={text('contracts')}
      rows={contractStates.map((state) => ({ state, count: contracts[state] }))}
      rowKey={({ state }) => state}
      href={({ state }) => `/app/oversight?tab=contracts&state=${state}`}
      columns={[
        {
          id: 'state',
          header: harbor('contract.state'),
          cell: ({ state }) => <StateBadge state={state} />,
          text: ({ state }) => harbor(`state.${state}`),
        },
        {
          id: 'count',
          header: text('contracts'),
          cell: ({ count }) => number(count),
          text: ({ count }) => String(count),
          sortBy: ({ count }) => count,
          align: 'end',
        },
        {
          id: 'share',
          header: text('share'),
          cell: ({ count }) => percent(all === 0 ? 0 : count / all),
          align: 'end',
        },
      ]}
      id="/exchange/contracts"
      exportName={text('contracts')}
    />
  );
}
