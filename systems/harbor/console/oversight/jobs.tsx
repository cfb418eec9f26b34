import type { OverseenJob } from '@finharbor/harbor/contract';
import { useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { useJobFields } from './filters.ts';
import { JobStateBadge } from './job-state.tsx';
import { Listing, type TextColumn } from './listing.tsx';
import { useOverseenList } from './read.ts';

/** Every job on the board. */
export function Jobs(): ReactElement {
  const jobs = useOverseenList('jobs', (query) => hub.listOverseenJobs({ query }));
  return (
    <Listing
      name="jobs"
      query={jobs}
      fields={useJobFields()}
      columns={useJobColumns()}
      rowKey={({ id }) => id}
      href={jobPage}
    />
  );
}

/** Where one job is looked at. */
export function jobPage({ id }: Pick<OverseenJob, 'id'>): string {
  return `/app/oversight/jobs/${id}`;
}

/** What a table of jobs shows of each. */
export function useJobColumns(): readonly TextColumn<OverseenJob>[] {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  return [
    {
      id: 'asked',
      header: text('jobs.asked'),
      text: ({ attempts }) => dateTime(attempts[0]!.atMs),
      sortBy: ({ attempts }) => attempts[0]!.atMs,
    },
    { id: 'kind', header: harbor('contract.kind'), text: ({ kind }) => harbor(`kind.${kind}`) },
    { id: 'consumer', header: harbor('contract.consumer'), text: ({ consumer }) => nameOf(consumer) },
    {
      id: 'providers',
      header: harbor('contract.providers'),
      text: ({ providers }) => providers.map(nameOf).join(harbor('and')),
    },
    { id: 'firm', header: text('jobs.firm'), text: ({ subject }) => subject ?? text('jobs.many') },
    {
      id: 'purpose',
      header: harbor('contract.purpose'),
      text: ({ purpose }) => (purpose ? say(purpose) : '—'),
      isHidden: true,
    },
    {
      id: 'state',
      header: text('jobs.state'),
      text: ({ state }) => text(`jobState.${state}`),
      cell: ({ state }) => <JobStateBadge state={state} />,
    },
    {
      id: 'attempts',
      header: text('jobs.attempts'),
      text: ({ attempts }) => number(attempts.length),
      align: 'end',
    },
    { id: 'contract', header: text('jobs.contract'), text: ({ contract }) => contract, isHidden: true },
    { id: 'id', header: text('jobs.id'), text: ({ id }) => id, isHidden: true },
  ];
}
