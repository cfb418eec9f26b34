import { type Column, DataTable, Section, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import type { Figures, PaidFigures } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';

/** The day's payments by the hour and by what merchants sell. */
export function Paid({ payments }: { readonly payments: Figures['payments'] }): ReactElement {
  const text = useText('yuanMonitor');
  const { number } = useFormat();
  const columns = useColumns();
  const { byHour, byCategory, count } = payments;
  return (
    <Section title={text('byHour')}>
      <BarChart
        caption={text('byHour')}
        summary={text('hourSummary', { n: number(count) })}
        categories={byHour.map(({ key }) => `${key}:00`)}
        categoryLabel={text('hour')}
        series={[{ name: text('payments'), values: byHour.map((one) => one.count) }]}
        missing={text('withheld')}
      />
      <DataTable
        caption={text('byCategory')}
        exportName={text('byCategory')}
        rows={byCategory}
        rowKey={({ key }) => key}
        columns={columns}
        empty={<p className="text-quiet">{text('nothing')}</p>}
      />
    </Section>
  );
}

function useColumns(): readonly Column<PaidFigures>[] {
  const text = useText('yuanMonitor');
  const { number, money } = useFormat();
  return [
    { id: 'key', header: text('category'), cell: ({ key }) => text(`sort.${key}`) },
    {
      id: 'count',
      header: text('payments'),
      cell: ({ count }) => (count === null ? text('withheld') : number(count)),
      text: ({ count }) => count ?? text('withheld'),
      align: 'end',
    },
    {
      id: 'sum',
      header: text('paid'),
      cell: ({ sumMinor }) => (sumMinor === null ? text('withheld') : money(yuanOf(sumMinor), 'CNY')),
      text: ({ sumMinor }) => (sumMinor === null ? text('withheld') : yuanOf(sumMinor)),
      align: 'end',
    },
  ];
}
