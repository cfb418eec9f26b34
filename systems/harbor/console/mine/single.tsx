import type { OwnUse, UsesOfMonth } from '@finharbor/harbor/contract';
import {
  Button,
  type Column,
  DataTable,
  type FilterValues,
  Query,
  SaveAll,
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
import { daysIn } from './days.ts';

type Props = {
  readonly values: FilterValues;
  /** All counted uses: what products are called. */
  readonly rows: readonly UsesOfMonth[];
};
type Next = Awaited<ReturnType<typeof node.listOwnUses>>['body']['next'];

/** The uses behind the figures, each with its job and the receipt that lies here. */
export function SingleUses({ values, rows }: Props): ReactElement {
  const text = useText('mine');
  const { by: _by, 'at.from': _from, 'at.to': _until, ...named } = values;
  const filter = { ...named, ...daysIn(values) };
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
          <div className="no-print my-3 flex flex-wrap gap-3">
            {uses.hasNextPage && (
              <Button pending={uses.isFetchingNextPage} onPress={() => void uses.fetchNextPage()}>
                {text('older')}
              </Button>
            )}
            <SaveAll name={text('title')} columns={columns} read={(options) => readAll(filter, options)} />
          </div>
        </>
      )}
    </Query>
  );
}

type Filter = NonNullable<Parameters<typeof node.listOwnUses>[0]['query']>;
const rowsAtOnce = 200;

/** Every use that fits, page by page, the latest first. */
async function* readAll(
  filter: Filter,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead: (count: number) => void },
): AsyncGenerator<readonly OwnUse[]> {
  let count = 0;
  let cursor: Next | undefined;
  do {
    const query = { ...filter, limit: rowsAtOnce, ...(cursor ? { cursor } : {}) };
    const { items, next } = (await node.listOwnUses({ query, signal })).body;
    count += items.length;
    onRead(count);
    yield items;
    cursor = next;
  } while (cursor);
}

function useColumns(rows: readonly UsesOfMonth[]): readonly Column<OwnUse>[] {
  const text = useText('mine');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  const titles = new Map(rows.map(({ product, title }) => [product, title]));
  const purposes = new Map(rows.map(({ contract, purpose }) => [contract, purpose]));
  const titleOf = (product: string): string => {
    const title = titles.get(product);
    return title ? say(title) : product.slice(0, 8);
  };
  return [
    { id: 'at', header: text('usedAt'), cell: ({ usedAtMs }) => dateTime(usedAtMs) },
    { id: 'product', header: text('dimension.product'), cell: ({ product }) => titleOf(product) },
    { id: 'consumer', header: text('dimension.consumer'), cell: ({ consumer }) => nameOf(consumer) },
    {
      id: 'purpose',
      header: text('dimension.purpose'),
      cell: ({ contract }) => {
        const purpose = purposes.get(contract);
        return purpose ? say(purpose) : contract.slice(0, 8);
      },
    },
    { id: 'kind', header: harbor('contract.kind'), cell: ({ kind }) => harbor(`kind.${kind}`) },
    {
      id: 'fields',
      header: text('fields'),
      cell: ({ fields }) => <Verbatim>{fields.join(' · ')}</Verbatim>,
      text: ({ fields }) => fields.join(' · '),
    },
    { id: 'log', header: text('entry'), cell: ({ logIndex }) => number(logIndex), align: 'end' },
    {
      id: 'receipt',
      header: text('receipt'),
      cell: ({ receipt }) =>
        receipt === null ? '—' : <TextLink href={`/app/receipts/${receipt}`}>{text('check')}</TextLink>,
      text: ({ receipt }) => receipt ?? '',
    },
  ];
}
