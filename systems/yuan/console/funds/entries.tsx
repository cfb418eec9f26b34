import { Badge, type Column, Section, Select, type Tone, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { BatchView, FundEntry } from '@finharbor/yuan/contract';
import { type ReactElement, useState } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { More } from '../more.tsx';

const tones: Readonly<Record<FundEntry['state'], Tone>> = {
  checked: 'neutral',
  planned: 'accent',
  paid: 'good',
  waiting: 'accent',
  refused: 'bad',
  returned: 'warn',
};
const states = Object.keys(tones) as FundEntry['state'][];

/** The payments of a batch, all or those of one state. */
export function Entries({ batch }: { readonly batch: BatchView }): ReactElement {
  const text = useText('yuanFunds');
  const columns = useColumns();
  const [state, setState] = useState<FundEntry['state'] | 'all'>('all');
  return (
    <Section title={text('entries')}>
      <Select
        label={text('state')}
        options={(['all', ...states] as const).map((one) => ({ id: one, label: text(`entryState.${one}`) }))}
        selected={state}
        onChange={setState}
      />
      <More
        what={['fund-entries', batch.id, batch.state, state]}
        read={async (cursor) => {
          const query = { cursor, limit: 50, ...(state === 'all' ? {} : { state }) };
          return (await yuan.listFundEntries({ params: { id: batch.id }, query })).body;
        }}
        caption={text('entries')}
        columns={columns}
        rowKey={({ no }) => String(no)}
      />
    </Section>
  );
}

function useColumns(): readonly Column<FundEntry>[] {
  const text = useText('yuanFunds');
  const { number, uscc } = useFormat();
  return [
    { id: 'line', header: text('line'), cell: ({ line }) => number(line), align: 'end' },
    {
      id: 'firm',
      header: text('firm'),
      cell: ({ firm }) => <Verbatim>{uscc(firm)}</Verbatim>,
      text: ({ firm }) => firm,
    },
    { id: 'amount', header: text('amount'), cell: ({ amountMinor }) => yuanText(amountMinor), align: 'end' },
    {
      id: 'reason',
      header: text('reason'),
      cell: ({ reason }) => <Verbatim>{reason}</Verbatim>,
      text: ({ reason }) => reason,
    },
    {
      id: 'reference',
      header: text('reference'),
      cell: ({ reference }) => <Verbatim>{reference}</Verbatim>,
      text: ({ reference }) => reference,
    },
    {
      id: 'state',
      header: text('state'),
      cell: ({ state }) => <Badge tone={tones[state]}>{text(`entryState.${state}`)}</Badge>,
      text: ({ state }) => text(`entryState.${state}`),
    },
  ];
}
