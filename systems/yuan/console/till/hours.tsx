import { useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import type { Takings } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';

/** What was taken in each hour of a day. */
export function Hours({ day: { hours, sumMinor, count } }: { readonly day: Takings }): ReactElement {
  const text = useText('yuanTill');
  return (
    <BarChart
      caption={text('today.caption')}
      summary={text('today.summary', { sum: yuanText(sumMinor), n: count })}
      categories={hours.map((_, hour) => String(hour).padStart(2, '0'))}
      categoryLabel={text('today.hour')}
      digits={2}
      series={[{ name: text('today.taken'), values: hours.map((one) => Number(one.sumMinor) / 100) }]}
    />
  );
}
