import { type Column, DataTable, Section, useBilingual, useFormat, useText, Verbatim } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import type { Figures } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';

type Bank = Figures['wallets']['byOperator'][number];
type Refusal = Figures['refusals'][number];

/** Wallets by tier and bank, and refusals by their codes. */
export function Breakdowns({ figures }: { readonly figures: Figures }): ReactElement {
  const text = useText('yuanMonitor');
  const { number } = useFormat();
  const banks = useBankColumns();
  const refusals = useRefusalColumns();
  const { byTier, byOperator, personal } = figures.wallets;
  return (
    <>
      <Section title={text('wallets')}>
        <BarChart
          caption={text('byTier')}
          summary={text('tierSummary', { n: number(personal) })}
          categories={byTier.map(({ tier }) => text(`tier.${tier}`))}
          categoryLabel={text('tierOf')}
          series={[{ name: text('personal'), values: byTier.map((one) => one.wallets) }]}
          missing={text('withheld')}
        />
        <DataTable
          caption={text('byBank')}
          exportName={text('byBank')}
          rows={byOperator}
          rowKey={({ name }) => name.en}
          columns={banks}
        />
      </Section>
      <Section title={text('refusals')}>
        <DataTable
          caption={text('refusals')}
          exportName={text('refusals')}
          rows={figures.refusals}
          rowKey={({ code }) => code}
          columns={refusals}
          empty={<p className="text-quiet">{text('nothing')}</p>}
        />
      </Section>
    </>
  );
}

function useBankColumns(): readonly Column<Bank>[] {
  const text = useText('yuanMonitor');
  const say = useBilingual();
  const { number } = useFormat();
  return [
    { id: 'name', header: text('bank'), cell: ({ name }) => say(name) },
    {
      id: 'personal',
      header: text('personal'),
      cell: ({ personal }) => (personal === null ? text('withheld') : number(personal)),
      text: ({ personal }) => personal ?? text('withheld'),
      align: 'end',
    },
    {
      id: 'corporate',
      header: text('corporate'),
      cell: ({ corporate }) => number(corporate),
      text: ({ corporate }) => corporate,
      align: 'end',
    },
  ];
}

function useRefusalColumns(): readonly Column<Refusal>[] {
  const text = useText('yuanMonitor');
  const { number } = useFormat();
  return [
    {
      id: 'code',
      header: text('code'),
      cell: ({ code }) => <Verbatim>{code}</Verbatim>,
      text: ({ code }) => code,
    },
    {
      id: 'count',
      header: text('times'),
      cell: ({ count }) => (count === null ? text('withheld') : number(count)),
      text: ({ count }) => count ?? text('withheld'),
      align: 'end',
    },
  ];
}
