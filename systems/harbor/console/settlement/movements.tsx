import type { MovementView } from '@finharbor/harbor/contract';
import { Badge, type Column, DataTable, EmptyState, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { useYuan } from './amounts.ts';

type Movements = {
  readonly movements: readonly MovementView[];
  /** What somebody may do about one that waits for the bank. */
  readonly act?: (movement: MovementView) => ReactElement;
};

/** Money in and out. */
export function Movements({ movements, act }: Movements): ReactElement {
  const text = useText('settlement');
  const columns = useColumns();
  const acts: readonly Column<MovementView>[] = act
    ? [
        {
          id: 'act',
          header: text('column.act'),
          isAct: true,
          cell: (one) => (one.state === 'waiting' ? act(one) : '—'),
        },
      ]
    : [];
  return (
    <DataTable
      caption={text('movements')}
      rows={movements}
      rowKey={({ id }) => id}
      columns={[...columns, ...acts]}
      empty={<EmptyState title={text('noMovements')} body={text('noMovementsHelp')} />}
    />
  );
}

function useColumns(): readonly Column<MovementView>[] {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const yuan = useYuan();
  const { dateTime } = useFormat();
  return [
    { id: 'at', header: text('column.askedAt'), cell: ({ askedAtMs }) => dateTime(askedAtMs) },
    { id: 'kind', header: text('column.what'), cell: ({ kind }) => text(`kind.${kind}`) },
    { id: 'party', header: text('column.party'), cell: ({ party }) => <Verbatim>{nameOf(party)}</Verbatim> },
    {
      id: 'amount',
      header: text('column.amount'),
      cell: ({ amountMinor }) => yuan(amountMinor),
      align: 'end',
    },
    {
      id: 'reference',
      header: text('column.reference'),
      cell: ({ reference }) => <Verbatim>{reference === '' ? '—' : reference}</Verbatim>,
    },
    {
      id: 'state',
      header: text('column.state'),
      cell: ({ state }) => <Badge tone={toneOf(state)}>{text(`movement.${state}`)}</Badge>,
    },
  ];
}

function toneOf(state: MovementView['state']): 'good' | 'bad' | 'neutral' {
  if (state === 'done') return 'good';
  return state === 'refused' || state === 'rejected' ? 'bad' : 'neutral';
}
