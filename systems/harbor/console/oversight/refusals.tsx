import type { OverseenRefusal } from '@finharbor/harbor/contract';
import { Code, useBilingual, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { hub } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { useRefusalFields } from './filters.ts';
import { jobPage } from './jobs.tsx';
import { Listing, type TextColumn } from './listing.tsx';
import { useOverseenList } from './read.ts';

/** Every refusal on the board. */
export function Refusals(): ReactElement {
  const refusals = useOverseenList('refusals', (query) => hub.listOverseenRefusals({ query }));
  return (
    <Listing
      name="refusals"
      query={refusals}
      fields={useRefusalFields()}
      columns={useColumns()}
      rowKey={({ job, party, attempt, atMs }) => `${job} ${party} ${attempt} ${atMs}`}
      href={({ job }) => jobPage({ id: job })}
    />
  );
}

function useColumns(): readonly TextColumn<OverseenRefusal>[] {
  const text = useText('oversight');
  const harbor = useText('harbor');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime, number } = useFormat();
  return [
    {
      id: 'at',
      header: text('refusals.at'),
      text: ({ atMs }) => dateTime(atMs),
      sortBy: ({ atMs }) => atMs,
    },
    { id: 'party', header: text('refusals.party'), text: ({ party }) => nameOf(party) },
    { id: 'consumer', header: harbor('contract.consumer'), text: ({ consumer }) => nameOf(consumer) },
    { id: 'kind', header: harbor('contract.kind'), text: ({ kind }) => harbor(`kind.${kind}`) },
    { id: 'reason', header: harbor('reason'), text: ({ reason }) => say(reason) },
    {
      id: 'code',
      header: text('refusals.code'),
      text: ({ code }) => code,
      cell: ({ code }) => <Code>{code}</Code>,
    },
    {
      id: 'attempt',
      header: harbor('job.attempt'),
      text: ({ attempt }) => number(attempt),
      isHidden: true,
    },
    { id: 'contract', header: text('jobs.contract'), text: ({ contract }) => contract, isHidden: true },
    { id: 'job', header: text('jobs.id'), text: ({ job }) => job, isHidden: true },
  ];
}
