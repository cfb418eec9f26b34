import { Grid, Query, Stat, useFormat, useText } from '@finharbor/ui';
import type { Takings } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import type { Shop } from './page.tsx';

const Hours = lazy(async () => ({ default: (await import('./hours.tsx')).Hours }));

const againMs = 5_000;

/** What the till has taken and given back today. */
export function Today({ shop: { number } }: { readonly shop: Shop }): ReactElement {
  const takings = useQuery({
    queryKey: ['yuan', 'takings', number],
    queryFn: async ({ signal }) => (await yuan.getTakings({ params: { number }, query: {}, signal })).body,
    refetchInterval: againMs,
  });
  return <Query query={takings}>{(day) => <Day day={day} />}</Query>;
}

function Day({ day }: { readonly day: Takings }): ReactElement {
  const text = useText('yuanTill');
  const { number } = useFormat();
  const { count, sumMinor, refundCount, refundedMinor, isWhole } = day;
  return (
    <>
      <div className="mb-6">
        <Grid>
          <Stat
            label={text('today.taken')}
            value={yuanText(sumMinor)}
            hint={text('today.payments', { n: number(count) })}
          />
          <Stat
            label={text('today.refunded')}
            value={yuanText(refundedMinor)}
            hint={text('today.refunds', { n: number(refundCount) })}
          />
          <Stat label={text('today.net')} value={yuanText(sumMinor - refundedMinor)} hint={day.day} />
        </Grid>
      </div>
      {!isWhole && <p className="text-quiet text-sm">{text('today.partial')}</p>}
      <Suspense>
        <Hours day={day} />
      </Suspense>
    </>
  );
}
