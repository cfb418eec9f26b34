import type { Earnings } from '@finharbor/harbor/contract';
import {
  type Column,
  DataTable,
  EmptyState,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  Stat,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useMemo } from 'react';
import { node } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { useYuan } from './amounts.ts';

/** What this party's data have earned. */
export function Screen(): ReactElement {
  const text = useText('settlement');
  const earnings = useQuery({
    queryKey: ['settlement', 'earnings'],
    queryFn: async () => (await node.getEarnings({})).body,
  });
  return (
    <>
      <PageHeader title={text('earnings.title')} lead={text('earnings.lead')} />
      <Query query={earnings}>{(found) => <Shown earnings={found} />}</Query>
    </>
  );
}

type Of = { readonly earnings: Earnings };

function Shown({ earnings }: Of): ReactElement {
  const text = useText('settlement');
  const yuan = useYuan();
  const { number } = useFormat();
  if (earnings.uses === 0)
    return (
      <EmptyState
        title={text('earnings.none')}
        body={text('earnings.noneHelp')}
        action={<LinkButton href="/app/catalogue">{text('earnings.toCatalogue')}</LinkButton>}
      />
    );
  return (
    <>
      <div className="mb-6">
        <Grid>
          <Stat label={text('earnings.total')} value={yuan(earnings.totalMinor)} />
          <Stat label={text('earnings.uses')} value={number(earnings.uses)} />
          <Stat label={text('earnings.fees')} value={yuan(earnings.feesMinor)} />
        </Grid>
      </div>
      <Section title={text('earnings.byMonth')}>
        <Months earnings={earnings} />
      </Section>
      <Section title={text('earnings.byProduct')}>
        <Products earnings={earnings} />
      </Section>
      <Section title={text('earnings.byConsumer')}>
        <Consumers earnings={earnings} />
      </Section>
    </>
  );
}

function Months({ earnings: { byMonth, totalMinor } }: Of): ReactElement {
  const text = useText('settlement');
  const yuan = useYuan();
  const series = useMemo(
    () => [
      { name: text('earnings.title'), values: byMonth.map(({ amountMinor }) => Number(amountMinor) / 100) },
    ],
    [byMonth, text],
  );
  const categories = useMemo(() => byMonth.map(({ month }) => month), [byMonth]);
  return (
    <BarChart
      caption={text('earnings.byMonth')}
      summary={text('earnings.summary', { amount: yuan(totalMinor), n: byMonth.length })}
      categories={categories}
      categoryLabel={text('column.month')}
      series={series}
      digits={2}
    />
  );
}

type Row = { readonly uses: number; readonly amountMinor: string };

function useSums(): readonly Column<Row>[] {
  const text = useText('settlement');
  const yuan = useYuan();
  const { number } = useFormat();
  return [
    {
      id: 'uses',
      header: text('earnings.uses'),
      cell: ({ uses }) => number(uses),
      sortBy: ({ uses }) => uses,
      align: 'end',
    },
    {
      id: 'amount',
      header: text('column.amount'),
      cell: ({ amountMinor }) => yuan(amountMinor),
      sortBy: ({ amountMinor }) => Number(amountMinor),
      align: 'end',
    },
  ];
}

function Products({ earnings: { byProduct } }: Of): ReactElement {
  const text = useText('settlement');
  const say = useBilingual();
  const { data } = useQuery({
    queryKey: ['harbor', 'products', 'newest'],
    queryFn: async () => (await node.listNewestProducts({})).body,
  });
  const titles = new Map(data?.map(({ id, body }) => [id, body.title]));
  const nameOf = (id: string): string => {
    const title = titles.get(id);
    return title ? say(title) : id.slice(0, 8);
  };
  return (
    <DataTable
      caption={text('earnings.byProduct')}
      rows={byProduct}
      rowKey={({ product }) => product}
      href={({ product }) => `/app/catalogue/${product}`}
      columns={[
        {
          id: 'product',
          header: text('column.product'),
          cell: ({ product }: Earnings['byProduct'][number]) => <Verbatim>{nameOf(product)}</Verbatim>,
        },
        ...useSums(),
      ]}
    />
  );
}

function Consumers({ earnings: { byConsumer } }: Of): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  return (
    <DataTable
      caption={text('earnings.byConsumer')}
      rows={byConsumer}
      rowKey={({ consumer }) => consumer}
      columns={[
        {
          id: 'consumer',
          header: text('column.party'),
          cell: ({ consumer }: Earnings['byConsumer'][number]) => <Verbatim>{nameOf(consumer)}</Verbatim>,
        },
        ...useSums(),
      ]}
    />
  );
}
