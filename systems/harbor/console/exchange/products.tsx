import { offerStates } from '@finharbor/harbor/contract';
import { DataTable, EmptyState, useFormat, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { type ReactElement, useMemo } from 'react';
import { useFacetWords } from '../catalogue/words.ts';
import type { OfExchange, Read } from './read.ts';

type Breakdown = keyof Read['products'];
const breakdowns: readonly Breakdown[] = ['state', 'right', 'registration', 'level', 'sector', 'price'];

/** How many products there are of each kind, whatever their state. */
export function Products({ exchange: { products } }: OfExchange): ReactElement {
  const text = useText('exchange');
  const catalogue = useText('catalogue');
  const wordOf = useFacetWords();
  const { number } = useFormat();
  const rows = breakdowns.flatMap((of) => products[of].map((counted) => ({ of, ...counted })));
  return (
    <>
      <States products={products} />
      <DataTable
        caption={text('productsBy')}
        rows={rows}
        rowKey={({ of, value }) => `${of} ${value}`}
        href={({ of, value }) =>
          of === 'state'
            ? `/app/catalogue?state=${value}`
            : `/app/catalogue?${of}=${value}&state=${offerStates.join(',')}`
        }
        columns={[
          {
            id: 'value',
            header: text('what'),
            cell: ({ of, value }) => wordOf(of, value),
            text: ({ of, value }) => wordOf(of, value),
            sortBy: ({ of, value }) => wordOf(of, value),
          },
          {
            id: 'of',
            header: text('by'),
            cell: ({ of }) => catalogue(`facet.${of}`),
            text: ({ of }) => catalogue(`facet.${of}`),
            sortBy: ({ of }) => breakdowns.indexOf(of),
          },
          {
            id: 'count',
            header: text('products'),
            cell: ({ count }) => number(count),
            text: ({ count }) => String(count),
            sortBy: ({ count }) => count,
            align: 'end',
          },
        ]}
        id="/exchange/products"
        exportName={text('productsBy')}
        empty={<EmptyState title={text('noneOf')} body={text('noneHelp')} />}
      />
    </>
  );
}

function States({ products }: Pick<Read, 'products'>): ReactElement {
  const text = useText('exchange');
  const wordOf = useFacetWords();
  const { number } = useFormat();
  const counts = offerStates.map((state) => products.state.find(({ value }) => value === state)?.count ?? 0);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const categories = offerStates.map((state) => wordOf('state', state));
  const key = JSON.stringify([categories, counts]);
  // The same numbers come again every few seconds: the picture is drawn anew only for others.
  const drawn = useMemo(() => {
    const [names, values] = JSON.parse(key) as [string[], number[]];
    return { categories: names, series: [{ name: text('products'), values }] };
  }, [key, text]);
  return (
    <BarChart
      caption={text('productsByState')}
      summary={text('productsSummary', { n: number(all), listed: number(counts[0]!) })}
      categoryLabel={text('what')}
      {...drawn}
    />
  );
}
