import { Query, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** What came in and went out in the last months. */
export function Months({ wallet }: { readonly wallet: string }): ReactElement {
  const text = useText('yuanWallets');
  const months = useQuery({
    queryKey: ['yuan', 'months', wallet],
    queryFn: async ({ signal }) =>
      (await yuan.listMonths({ params: { number: wallet }, query: {}, signal })).body,
  });
  return (
    <Query query={months}>
      {({ months: all, isWhole }) => {
        const last = all.at(-1)!;
        const amounts = { in: yuanText(last.inMinor), out: yuanText(last.outMinor) };
        return (
          <>
            <BarChart
              caption={text('months.caption')}
              summary={text('months.summary', amounts)}
              categories={all.map(({ month }) => month)}
              categoryLabel={text('months.month')}
              digits={2}
              series={[
                { name: text('months.in'), values: all.map(({ inMinor }) => Number(inMinor) / 100) },
                { name: text('months.out'), values: all.map(({ outMinor }) => Number(outMinor) / 100) },
              ]}
            />
            {!isWhole && <p className="text-quiet text-sm">{text('months.partial')}</p>}
          </>
        );
      }}
    </Query>
  );
}
