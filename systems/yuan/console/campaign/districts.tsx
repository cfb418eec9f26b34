import { useBilingual, useText } from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import type { ReactElement } from 'react';
import type { Course } from './parts.tsx';

/** How many people of each district took part, how many got something, and how many could. */
export function Districts({ course: { campaign, districts } }: { readonly course: Course }): ReactElement {
  const text = useText('yuanCampaigns');
  const say = useBilingual();
  const quotas = 'quotas' in campaign.terms ? campaign.terms.quotas : [];
  const of = (code: string) => districts.find(({ district }) => district === code);
  return (
    <BarChart
      caption={text('run.districts')}
      summary={text('run.districtsHelp')}
      categoryLabel={text('district')}
      categories={quotas.map(({ name }) => say(name))}
      series={[
        { name: text('fact.people'), values: quotas.map(({ district }) => of(district)?.entries ?? 0) },
        { name: text('fact.given'), values: quotas.map(({ district }) => of(district)?.given ?? 0) },
        { name: text('fact.quota'), values: quotas.map(({ count }) => count) },
      ]}
    />
  );
}
