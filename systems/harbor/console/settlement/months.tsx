import type { MonthView } from '@finharbor/harbor/contract';
import { Badge, DataTable, EmptyState, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement, ReactNode } from 'react';
import { useYuan } from './amounts.ts';

type Months = {
  readonly months: readonly MonthView[];
  readonly href: (month: MonthView) => string;
  readonly action?: ReactNode;
};

/** Months that have a statement, the latest first. */
export function Months({ months, href, action }: Months): ReactElement {
  const text = useText('settlement');
  const yuan = useYuan();
  const { number } = useFormat();
  return (
    <DataTable
      caption={text('months')}
      rows={months}
      rowKey={({ month }) => month}
      href={href}
      columns={[
        { id: 'month', header: text('column.month'), cell: ({ month }) => <Verbatim>{month}</Verbatim> },
        { id: 'lines', header: text('lines'), cell: ({ lines }) => number(lines), align: 'end' },
        {
          id: 'amount',
          header: text('column.amount'),
          cell: ({ amountMinor }) => yuan(amountMinor),
          align: 'end',
        },
        {
          id: 'final',
          header: text('column.state'),
          cell: ({ isFinal }) => (
            <Badge tone={isFinal ? 'good' : 'neutral'}>
              {text(isFinal ? 'month.final' : 'month.running')}
            </Badge>
          ),
        },
      ]}
      empty={<EmptyState title={text('noMonths')} body={text('noMonthsHelp')} action={action} />}
    />
  );
}
