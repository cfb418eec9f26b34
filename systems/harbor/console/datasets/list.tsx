import {
  Badge,
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { type OwnDataset, useDatasets, useNameOf } from './datasets.ts';

/** This party's own data sets; none of their rows ever leaves the node. */
export function Screen(): ReactElement {
  const text = useText('datasets');
  const datasets = useDatasets();
  return (
    <>
      <PageHeader
        title={text('list.title')}
        lead={text('list.lead')}
        actions={
          <LinkButton href="/app/datasets/new" variant="primary">
            {text('list.new')}
          </LinkButton>
        }
      />
      <Query query={datasets}>{(all) => <Datasets datasets={all} />}</Query>
    </>
  );
}

function Datasets({ datasets }: { readonly datasets: readonly OwnDataset[] }): ReactElement {
  const text = useText('datasets');
  const say = useBilingual();
  const nameOf = useNameOf();
  const { number, dateTime } = useFormat();
  const load = (
    <LinkButton href="/app/datasets/new" variant="primary">
      {text('list.new')}
    </LinkButton>
  );
  return (
    <DataTable
      caption={text('list.title')}
      rows={datasets}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/datasets/${id}`}
      empty={<EmptyState title={text('list.none')} body={text('list.noneHelp')} action={load} />}
      columns={[
        { id: 'name', header: text('list.name'), cell: nameOf, sortBy: nameOf },
        {
          id: 'rows',
          header: text('list.rows'),
          cell: ({ rows }) => number(rows),
          sortBy: ({ rows }) => rows,
          align: 'end',
        },
        {
          id: 'columns',
          header: text('list.columns'),
          cell: ({ columns }) => number(columns.length),
          align: 'end',
        },
        {
          id: 'product',
          header: text('list.product'),
          cell: ({ product }) =>
            product ? (
              <TextLink href={`/app/catalogue/${product.id}`}>{say(product.body.title)}</TextLink>
            ) : (
              <Badge>{text('list.unpublished')}</Badge>
            ),
        },
        {
          id: 'loaded',
          header: text('list.loaded'),
          cell: ({ loadedAtMs }) => (loadedAtMs === null ? '—' : dateTime(loadedAtMs)),
          sortBy: ({ loadedAtMs }) => loadedAtMs ?? 0,
        },
      ]}
    />
  );
}
