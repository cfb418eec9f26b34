import {
  Badge,
  Code,
  type Column,
  EmptyState,
  FilteredTable,
  type FilterField,
  LinkButton,
  PageHeader,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
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
      <Query query={datasets} shape="table">
        {(all) => <Datasets datasets={all} />}
      </Query>
    </>
  );
}

function Datasets({ datasets }: { readonly datasets: readonly OwnDataset[] }): ReactElement {
  const text = useText('datasets');
  const load = (
    <LinkButton href="/app/datasets/new" variant="primary">
      {text('list.new')}
    </LinkButton>
  );
  return (
    <FilteredTable
      list="/datasets"
      exportName={text('list.title')}
      caption={text('list.title')}
      rows={datasets}
      rowKey={idOf}
      href={({ id }) => `/app/datasets/${id}`}
      fields={useFields()}
      columns={useColumns()}
      empty={<EmptyState title={text('list.none')} body={text('list.noneHelp')} action={load} />}
    />
  );
}

function idOf({ id }: OwnDataset): string {
  return id;
}

function useFields(): readonly FilterField<OwnDataset>[] {
  const text = useText('datasets');
  const lists = useText('lists');
  const nameOf = useNameOf();
  return [
    {
      id: 'q',
      label: lists('datasets.text'),
      kind: 'text',
      of: (dataset) => [nameOf(dataset), dataset.id, ...dataset.columns.map(({ name }) => name)].join(' '),
    },
    {
      id: 'published',
      label: lists('datasets.published'),
      kind: 'choice',
      options: (['yes', 'no'] as const).map((id) => ({ id, label: lists(`datasets.publishedIs.${id}`) })),
      of: ({ product }) => (product ? 'yes' : 'no'),
    },
    {
      id: 'loaded',
      label: text('list.loaded'),
      kind: 'days',
      of: ({ loadedAtMs }) => loadedAtMs ?? Number.NaN,
    },
  ];
}

function useColumns(): readonly Column<OwnDataset>[] {
  const text = useText('datasets');
  const lists = useText('lists');
  const say = useBilingual();
  const nameOf = useNameOf();
  const { number, dateTime } = useFormat();
  return [
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
      sortBy: ({ columns }) => columns.length,
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
      text: ({ product }) => (product ? say(product.body.title) : text('list.unpublished')),
    },
    {
      id: 'loaded',
      header: text('list.loaded'),
      cell: ({ loadedAtMs }) => (loadedAtMs === null ? '—' : dateTime(loadedAtMs)),
      sortBy: ({ loadedAtMs }) => loadedAtMs ?? 0,
      text: ({ loadedAtMs }) => (loadedAtMs === null ? '' : dateTime(loadedAtMs)),
    },
    {
      id: 'names',
      header: lists('datasets.allColumns'),
      cell: ({ columns }) => <Verbatim>{columns.map(({ name }) => name).join(', ')}</Verbatim>,
      text: ({ columns }) => columns.map(({ name }) => name).join(', '),
      isHidden: true,
    },
    {
      id: 'id',
      header: lists('datasets.number'),
      cell: ({ id }) => <Code>{id}</Code>,
      text: idOf,
      isHidden: true,
    },
  ];
}
