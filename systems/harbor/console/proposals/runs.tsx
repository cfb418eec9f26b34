import type { ProposalView } from '@finharbor/harbor/contract';
import { DataTable, EmptyState, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { StatusBadge } from '../jobs/status.tsx';

/** This party's jobs that ran a proposal. */
export function Runs({ proposal: { state, jobs } }: { readonly proposal: ProposalView }): ReactElement {
  const text = useText('proposals');
  const ended = useText('figures');
  const mayRun = state === 'proposed' || state === 'approved';
  const harbor = useText('harbor');
  const { dateTime } = useFormat();
  return (
    <DataTable
      caption={text('runs.title')}
      rows={jobs}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/jobs/${id}`}
      empty={
        mayRun ? (
          <EmptyState title={text('runs.none')} body={text('runs.noneHelp')} />
        ) : (
          <EmptyState title={ended('ended.runs')} body={ended('ended.runsHelp')} />
        )
      }
      columns={[
        { id: 'begun', header: harbor('job.begun'), cell: ({ createdAtMs }) => dateTime(createdAtMs) },
        {
          id: 'status',
          header: harbor('job.status'),
          cell: ({ status }) => <StatusBadge status={status} />,
          text: ({ status }) => harbor(`status.${status}`),
        },
      ]}
    />
  );
}
