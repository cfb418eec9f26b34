import type { OwnProduct } from '@finharbor/harbor/contract';
import {
  type Column,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useOwnProducts } from './read.ts';
import { LifeBadge } from './state.tsx';

/** What this party offers and what it has not published yet, with the state of each. */
export function Screen(): ReactElement {
  const text = useText('life');
  const products = useOwnProducts();
  return (
    <>
      <PageHeader title={text('own.title')} lead={text('own.lead')} />
      <Query query={products} shape="table">
        {(rows) => <Products rows={rows} />}
      </Query>
    </>
  );
}

function Products({ rows }: { readonly rows: readonly OwnProduct[] }): ReactElement {
  const text = useText('life');
  const load = <LinkButton href="/app/datasets/new">{text('own.load')}</LinkButton>;
  return (
    <DataTable
      caption={text('own.title')}
      rows={rows}
      rowKey={({ product }) => product}
      href={({ product }) => `/app/own-products/${product}`}
      empty={<EmptyState title={text('own.none')} body={text('own.noneHelp')} action={load} />}
      columns={useColumns()}
    />
  );
}

function useColumns(): readonly Column<OwnProduct>[] {
  const text = useText('life');
  const nameOf = useOwnName();
  const { number } = useFormat();
  return [
    {
      id: 'name',
      header: text('col.product'),
      cell: (product) => <Verbatim>{nameOf(product)}</Verbatim>,
      sortBy: nameOf,
    },
    {
      id: 'state',
      header: text('col.state'),
      cell: ({ state }) => <LifeBadge state={state} />,
      sortBy: ({ state }) => state,
    },
    {
      id: 'rows',
      header: text('col.rows'),
      cell: ({ rows }) => number(rows),
      sortBy: ({ rows }) => rows,
      align: 'end',
    },
  ];
}

/** What an own product is called: as published, as its data set, or by the end of its number. */
export function useOwnName(): (product: OwnProduct) => string {
  const text = useText('life');
  const say = useBilingual();
  return ({ title, name, product }) =>
    title ? say(title) : (name ?? text('own.name', { id: product.slice(-6) }));
}
