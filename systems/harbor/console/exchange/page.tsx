import {
  type Column,
  DataTable,
  EmptyState,
  PageHeader,
  Query,
  Section,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { hub } from '../api.ts';
import { Connectors } from '../federation/connectors.tsx';
import { useOverseen } from '../oversight/read.ts';
import { usePartyName } from '../parties/names.ts';
import { concentrationOf } from './concentration.ts';

/** How the exchange grows, on whom it depends, and why uses are refused. */
export function Screen(): ReactElement {
  const text = useText('exchange');
  const exchange = useOverseen(['exchange'], async () => (await hub.getExchange({})).body);
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={exchange}>{(found) => <Exchange exchange={found} />}</Query>
      <Connectors />
    </>
  );
}

type Read = Awaited<ReturnType<typeof hub.getExchange>>['body'];
type Props = { readonly exchange: Read };

function Exchange({ exchange }: Props): ReactElement {
  const text = useText('exchange');
  const isEmpty = exchange.months.every(({ uses, contracts, products }) => uses + contracts + products === 0);
  if (isEmpty) return <EmptyState title={text('none')} body={text('noneHelp')} />;
  return (
    <>
      <Section title={text('growth')}>
        <Growth exchange={exchange} />
      </Section>
      <Section title={text('holders')}>
        <Parties rows={exchange.holders} of="holders" />
      </Section>
      <Section title={text('consumers')}>
        <Parties rows={exchange.consumers} of="consumers" />
      </Section>
      <Section title={text('refusals')}>
        <Refusals exchange={exchange} />
      </Section>
    </>
  );
}

function Growth({ exchange: { months, kinds } }: Props): ReactElement {
  const text = useText('exchange');
  const harbor = useText('harbor');
  const { number } = useFormat();
  const total = months.reduce((sum, { uses }) => sum + uses, 0);
  const categories = useMemo(() => months.map(({ month }) => month), [months]);
  const series = useMemo(
    () =>
      (['uses', 'contracts', 'products'] as const).map((what) => ({
        name: text(`series.${what}`),
        values: months.map((month) => month[what]),
      })),
    [months, text],
  );
  return (
    <>
      <BarChart
        caption={text('growth')}
        summary={text('growthSummary', {
          n: number(total),
          from: months[0]!.month,
          until: months.at(-1)!.month,
        })}
        categories={categories}
        categoryLabel={text('month')}
        series={series}
      />
      <p className="mt-2 text-quiet text-sm">
        {text('allUses', {
          kinds: kinds
            .filter(({ uses }) => uses > 0)
            .map(({ kind, uses }) => `${harbor(`kind.${kind}`)} ${number(uses)}`)
            .join(' · '),
        })}
      </p>
    </>
  );
}

type PartyRow = Read['consumers'][number] & { readonly products?: number };
type PartiesProps = { readonly rows: readonly PartyRow[]; readonly of: 'holders' | 'consumers' };

function Parties({ rows, of }: PartiesProps): ReactElement {
  const text = useText('exchange');
  const nameOf = usePartyName();
  const { number, percent } = useFormat();
  const { rows: shared, index } = concentrationOf(rows);
  const columns: readonly Column<PartyRow & { readonly share: number }>[] = [
    { id: 'party', header: text('party'), cell: ({ party }) => nameOf(party) },
    {
      id: 'uses',
      header: text('uses'),
      cell: ({ uses }) => number(uses),
      sortBy: ({ uses }) => uses,
      align: 'end',
    },
    {
      id: 'share',
      header: text('share'),
      cell: ({ share }) => percent(share),
      sortBy: ({ share }) => share,
      align: 'end',
    },
    {
      id: 'inForce',
      header: text('inForce'),
      cell: ({ inForce }) => number(inForce),
      sortBy: ({ inForce }) => inForce,
      align: 'end',
    },
    ...(of === 'holders'
      ? [
          {
            id: 'products',
            header: text('products'),
            cell: ({ products = 0 }: PartyRow) => number(products),
            sortBy: ({ products = 0 }: PartyRow) => products,
            align: 'end' as const,
          },
        ]
      : []),
  ];
  return (
    <>
      <p className="mb-3 max-w-prose text-quiet">
        {text(index >= 2500 ? 'concentrated' : 'spread', { n: number(index) })}
      </p>
      <DataTable
        caption={text(of)}
        rows={shared}
        rowKey={({ party }) => party}
        columns={columns}
        id={`/exchange/${of}`}
        exportName={text(of)}
        empty={<EmptyState title={text('noneOf')} body={text('noneHelp')} />}
      />
    </>
  );
}

function Refusals({ exchange: { refusals } }: Props): ReactElement {
  const text = useText('exchange');
  const { number } = useFormat();
  return (
    <DataTable
      caption={text('refusals')}
      rows={refusals}
      rowKey={({ code }) => code}
      columns={[
        { id: 'code', header: text('code'), cell: ({ code }) => <Verbatim>{code}</Verbatim> },
        { id: 'count', header: text('count'), cell: ({ count }) => number(count), align: 'end' },
      ]}
      empty={<EmptyState title={text('noRefusals')} body={text('noRefusalsHelp')} />}
    />
  );
}
