import type { DisputeView } from '@finharbor/harbor/contract';
import { DataTable, EmptyState, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { usePartyName } from '../parties/names.ts';
import { useYuan } from './amounts.ts';
import { DisputeBadge } from './dispute-state.tsx';

type Disputes = {
  readonly disputes: readonly DisputeView[];
  readonly at: '/app/disputes' | '/app/arbitration';
  readonly action?: ReactNode;
};

/** Disputes, the latest first. */
export function Disputes({ disputes, at, action }: Disputes): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const yuan = useYuan();
  const { dateTime } = useFormat();
  return (
    <DataTable
      caption={text('disputes.title')}
      rows={disputes}
      rowKey={({ id }) => id}
      href={({ id }) => `${at}/${id}`}
      columns={[
        { id: 'at', header: text('column.filedAt'), cell: ({ filedAtMs }) => dateTime(filedAtMs) },
        {
          id: 'by',
          header: text('column.filedBy'),
          cell: ({ filedBy }) => <Verbatim>{nameOf(filedBy)}</Verbatim>,
        },
        {
          id: 'against',
          header: text('column.against'),
          cell: ({ against }) => <Verbatim>{nameOf(against)}</Verbatim>,
        },
        { id: 'why', header: text('column.why'), cell: ({ reason }) => text(`why.${reason}`) },
        {
          id: 'price',
          header: text('column.price'),
          cell: ({ priceMinor }) => yuan(priceMinor),
          align: 'end',
        },
        { id: 'due', header: text('column.due'), cell: ({ answerDueAtMs }) => dateTime(answerDueAtMs) },
        {
          id: 'state',
          header: text('column.state'),
          cell: ({ state }) => <DisputeBadge state={state} />,
        },
      ]}
      empty={<EmptyState title={text('disputes.none')} body={text('disputes.noneHelp')} action={action} />}
    />
  );
}
