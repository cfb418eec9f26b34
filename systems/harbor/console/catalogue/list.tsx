import type { ProductView } from '@finharbor/harbor/contract';
import {
  Badge,
  type Column,
  EmptyState,
  FilteredTable,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { madeOf, useProductFields } from './filters.ts';
import { useProducts } from './products.ts';

/** What the offices offer. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const products = useProducts();
  return (
    <>
      <PageHeader title={text('catalogue.title')} lead={text('catalogue.lead')} />
      <Query query={products} shape="table">
        {(rows) => <Products rows={rows} />}
      </Query>
    </>
  );
}

function Products({ rows }: { readonly rows: readonly ProductView[] }): ReactElement {
  const text = useText('harbor');
  return (
    <FilteredTable
      list="/catalogue"
      exportName={text('catalogue.title')}
      caption={text('catalogue.title')}
      rows={rows}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/catalogue/${id}`}
      fields={useProductFields(rows)}
      columns={useColumns()}
      empty={<EmptyState title={text('catalogue.none')} body={text('catalogue.noneHelp')} />}
    />
  );
}

function useColumns(): readonly Column<ProductView>[] {
  const text = useText('harbor');
  const lists = useText('lists');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { number, dateTime } = useFormat();
  return [
    {
      id: 'product',
      header: lists('catalogue.product'),
      cell: ({ body }) => say(body.title),
      sortBy: ({ body }) => say(body.title),
    },
    {
      id: 'holder',
      header: text('catalogue.holder'),
      cell: ({ party }) => nameOf(party),
      sortBy: ({ party }) => nameOf(party),
    },
    {
      id: 'description',
      header: lists('catalogue.description'),
      cell: ({ body }) => <span className="sm:line-clamp-4 sm:max-w-prose">{say(body.description)}</span>,
      text: ({ body }) => say(body.description),
    },
    {
      id: 'fields',
      header: text('catalogue.fields'),
      cell: ({ body }) => body.fields.map(({ title }) => say(title)).join(text('and')),
    },
    {
      id: 'rows',
      header: lists('catalogue.rows'),
      cell: ({ body }) => number(body.rowsAtLeast),
      sortBy: ({ body }) => body.rowsAtLeast,
      align: 'end',
    },
    {
      id: 'made',
      header: text('catalogue.made'),
      cell: ({ body }) => (
        <Badge tone={body.synthetic ? 'warn' : 'neutral'}>{text(`catalogue.${madeOf(body)}`)}</Badge>
      ),
      text: ({ body }) => text(`catalogue.${madeOf(body)}`),
    },
    {
      id: 'published',
      header: lists('catalogue.published'),
      cell: ({ publishedAtMs }) => dateTime(publishedAtMs),
      sortBy: ({ publishedAtMs }) => publishedAtMs,
      text: ({ publishedAtMs }) => dateTime(publishedAtMs),
      isHidden: true,
    },
    {
      id: 'licence',
      header: text('catalogue.licence'),
      cell: ({ body }) => <Verbatim>{body.licence}</Verbatim>,
      text: ({ body }) => body.licence,
      isHidden: true,
    },
  ];
}
