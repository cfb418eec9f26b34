import { type Column, DataTable, TextLink, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { useYuan, yuan } from '../settlement/amounts.ts';
import type { OfExchange, Read } from './read.ts';

type Month = Read['months'][number];
const amounts = ['charged', 'paid', 'disputed', 'refunded'] as const;

/** What uses cost in each month, and what became of it. */
export function Money({ exchange: { months } }: OfExchange): ReactElement {
  const text = useText('exchange');
  const shown = useYuan();
  const categories = useMemo(() => months.map(({ month }) => month), [months]);
  const series = useMemo(
    () =>
      amounts.map((what) => ({
        name: text(`money.${what}`),
        values: months.map((month) => Number(yuan(month[`${what}Minor`]))),
      })),
    [months, text],
  );
  const sum = (what: (typeof amounts)[number]): string =>
    shown(String(months.reduce((all, month) => all + BigInt(month[`${what}Minor`]), 0n)));
  return (
    <>
      <BarChart
        caption={text('money.byMonth')}
        summary={text('money.summary', {
          charged: sum('charged'),
          paid: sum('paid'),
          refunded: sum('refunded'),
        })}
        categories={categories}
        categoryLabel={text('month')}
        series={series}
        digits={2}
      />
      <DataTable
        caption={text('money.byMonth')}
        rows={months.toReversed()}
        rowKey={({ month }) => month}
        href={() => '/app/settlements'}
        columns={[
          { id: 'month', header: text('month'), cell: ({ month }) => month, sortBy: ({ month }) => month },
          ...amounts.map(
            (what): Column<Month> => ({
              id: what,
              header: text(`money.${what}`),
              cell: (month) => shown(month[`${what}Minor`]),
              text: (month) => yuan(month[`${what}Minor`]),
              sortBy: (month) => Number(month[`${what}Minor`]),
              align: 'end',
            }),
          ),
        ]}
        id="/exchange/money"
        exportName={text('money.byMonth')}
      />
      <p className="mt-2 text-sm">
        <TextLink href="/app/arbitration">{text('money.disputes')}</TextLink>
      </p>
    </>
  );
}
