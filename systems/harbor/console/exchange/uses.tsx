import { contractKinds } from '@finharbor/harbor/contract';
import { type Column, DataTable, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import type { OfExchange, Read } from './read.ts';

type Month = Read['months'][number];

/** Uses of each month by what they were for, and what else began in it. */
export function Uses({ exchange: { months, kinds } }: OfExchange): ReactElement {
  const text = useText('exchange');
  const harbor = useText('harbor');
  const { number } = useFormat();
  const categories = useMemo(() => months.map(({ month }) => month), [months]);
  const series = useMemo(
    () =>
      contractKinds.map((kind) => ({
        name: harbor(`kind.${kind}`),
        values: months.map((month) => month.kinds[kind]),
      })),
    [months, harbor],
  );
  return (
    <>
      <BarChart
        caption={text('usesByMonth')}
        summary={text('usesSummary', {
          n: number(months.reduce((sum, { uses }) => sum + uses, 0)),
          from: months[0]!.month,
          until: months.at(-1)!.month,
          kinds: kinds
            .filter(({ uses }) => uses > 0)
            .map(({ kind, uses }) => `${harbor(`kind.${kind}`)} ${number(uses)}`)
            .join(' · '),
        })}
        categories={categories}
        categoryLabel={text('month')}
        series={series}
      />
      <DataTable
        caption={text('growth')}
        rows={months.toReversed()}
        rowKey={({ month }) => month}
        href={({ month }) => `/app/oversight?tab=jobs&asked.from=${month}-01&asked.to=${lastDayOf(month)}`}
        columns={[
          { id: 'month', header: text('month'), cell: ({ month }) => month, sortBy: ({ month }) => month },
          ...contractKinds.map((kind) => counted(harbor(`kind.${kind}`), kind, (month) => month.kinds[kind])),
          ...(['uses', 'contracts', 'products'] as const).map((what) =>
            counted(text(`series.${what}`), what, (month) => month[what]),
          ),
        ]}
        id="/exchange/months"
        exportName={text('growth')}
      />
    </>
  );
}

function counted(header: string, id: string, of: (month: Month) => number): Column<Month> {
  return { id, header, cell: of, text: (month) => String(of(month)), sortBy: of, align: 'end' };
}

function lastDayOf(month: string): string {
  return `${month}-${Temporal.PlainYearMonth.from(month).daysInMonth}`;
}
