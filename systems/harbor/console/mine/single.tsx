import type { OwnUse, UsesOfMonth } from '@finharbor/harbor/contract';
import {
  Button,
  type Column,
  DataTable,
  type FilterValues,
  Query,
  TextLink,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { usePartyName } from '../parties/names.ts';

type Props = {
  readonly values: FilterValues;
  /** All counted uses: what products are called. */
  readonly rows: readonly UsesOfMonth[];
};
type Next = Awaited<ReturnType<typeof node.listOwnUses>>['body']['next'];

/** The uses behind the figures, each with its job and the receipt that lies here. */
export function SingleUses({ values, rows }: Props): ReactElement {
  const text = useText('mine');
  const { by: _by, ...filter } = values;
  const uses = useInfiniteQuery({
    queryKey: ['harbor', 'own-uses', 'list', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return (await node.listOwnUses({ query })).body;
    },
    initialPageParam: null as Next,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  });
  const columns = useColumns(rows);
  return (
    <Query query={uses} shape="table">
      {(items) => (
        <>
          <DataTable
            caption={text('single')}
            rows={items}
            rowKey={({ job, product }) => `${job} ${product}`}
            href={({ job }) => `/app/jobs/${job}`}
            columns={columns}
          />
          {uses.hasNextPage && (
            <Button pending={uses.isFetchingNextPage} onPress={() => void uses.fetchNextPage()}>
              {text('older')}
            </Button>
          )}
        </>
      )}
    </Query>
  );
}

function useColumns(rows: readonly UsesOfMonth[]): readonly Column<OwnUse>[] {
  const text = useText('mine');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const titles = new Map(rows.map(({ product, title }) => [product, title]));
  const titleOf = (product: string): string => {
    const title = titles.get(product);
    return title ? say(title) : product.slice(0, 8);
  };
  return [
    { id: 'at', header: text('usedAt'), cell: ({ usedAtMs }) => dateTime(usedAtMs) },
    { id: 'product', header: text('dimension.product'), cell: ({ product }) => titleOf(product) },
    { id: 'consumer', header: text('dimension.consumer'), cell: ({ consumer }) => nameOf(consumer) },
    { id: 'kind', header: harbor('contract.kind'), cell: ({ kind }) => harbor(`kind.${kind}`) },
    {
      id: 'fields',
      header: text('fields'),
      cell: ({ fields }) => <Verbatim>{fields.join(' · ')}</Verbatim>,
    },
    { id: 'log', header: text('entry'), cell: ({ logIndex }) => number(logIndex), align: 'end' },
    {
      id: 'receipt',
      header: text('receipt'),
      cell: ({ receipt }) =>
        receipt === null ? '—' : <TextLink href={`/app/receipts/${receipt}`}>{text('check')}</TextLink>,
    },
  ];
}
