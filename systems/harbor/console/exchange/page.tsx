import { offerStates } from '@finharbor/harbor/contract';
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
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { Connectors } from '../federation/connectors.tsx';
import { useOverseen } from '../oversight/read.ts';
import { usePartyName } from '../parties/names.ts';
import { concentrationOf } from './concentration.ts';
import { Contracts } from './contracts.tsx';
import { Money } from './money.tsx';
import { Now } from './now.tsx';
import { Products } from './products.tsx';
import type { Read } from './read.ts';
import { Uses } from './uses.tsx';

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

type Props = { readonly exchange: Read };

function Exchange({ exchange }: Props): ReactElement {
  const text = useText('exchange');
  const isEmpty =
    exchange.products.state.length === 0 &&
    exchange.months.every(({ uses, contracts }) => uses + contracts === 0);
  if (isEmpty) return <EmptyState title={text('none')} body={text('noneHelp')} />;
  return (
    <>
      <Now exchange={exchange} />
      <Section title={text('products')}>
        <Products exchange={exchange} />
      </Section>
      <Section title={text('contracts')}>
        <Contracts exchange={exchange} />
      </Section>
      <Section title={text('uses')}>
        <Uses exchange={exchange} />
      </Section>
      <Section title={text('money.title')}>
        <Money exchange={exchange} />
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
        href={({ party }) =>
          of === 'holders'
            ? `/app/catalogue?holder=${party}&state=${offerStates.join(',')}`
            : `/app/oversight?tab=contracts&consumer=${party}`
        }
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
      href={({ code }) => `/app/oversight?tab=refusals&q=${encodeURIComponent(code)}`}
      id="/exchange/refusals"
      exportName={text('refusals')}
      columns={[
        { id: 'code', header: text('code'), cell: ({ code }) => <Verbatim>{code}</Verbatim> },
        { id: 'count', header: text('count'), cell: ({ count }) => number(count), align: 'end' },
      ]}
      empty={<EmptyState title={text('noRefusals')} body={text('noRefusalsHelp')} />}
    />
  );
}
