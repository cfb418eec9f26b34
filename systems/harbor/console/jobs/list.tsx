import type { JobStatus } from '@finharbor/harbor/contract';
import {
  Badge,
  DataTable,
  EmptyState,
  PageHeader,
  Query,
  type Tone,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';

const tones: Readonly<Record<JobStatus, Tone>> = {
  waiting: 'accent',
  running: 'accent',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

/** A job's status as a mark. */
export function StatusBadge({ status }: { readonly status: JobStatus }): ReactElement {
  const text = useText('harbor');
  return <Badge tone={tones[status]}>{text(`status.${status}`)}</Badge>;
}

/** The jobs this party takes part in, newest first, as they go on. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const { dateTime } = useFormat();
  const jobs = useQuery({
    queryKey: ['harbor', 'jobs'],
    queryFn: async () => (await node.listJobs({})).body,
    refetchInterval: 3000,
  });
  return (
    <>
      <PageHeader title={text('jobs.title')} lead={text('jobs.lead')} />
      <Query query={jobs}>
        {(rows) => (
          <DataTable
            id="jobs"
            exportName={text('jobs.title')}
            caption={text('jobs.title')}
            rows={rows}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/jobs/${id}`}
            empty={<EmptyState title={text('jobs.none')} body={text('jobs.noneHelp')} />}
            columns={[
              { id: 'kind', header: text('contract.kind'), cell: ({ kind }) => text(`kind.${kind}`) },
              {
                id: 'status',
                header: text('job.status'),
                cell: ({ status }) => <StatusBadge status={status} />,
                text: ({ status }) => text(`status.${status}`),
              },
              { id: 'stage', header: text('job.stage'), cell: ({ stage }) => text(`stage.${stage}`) },
              { id: 'attempt', header: text('job.attempt'), cell: ({ attempt }) => attempt, align: 'end' },
              {
                id: 'begun',
                header: text('job.begun'),
                cell: ({ createdAt }) => dateTime(createdAt),
                sortBy: ({ createdAt }) => createdAt,
                text: ({ createdAt }) => dateTime(createdAt),
              },
            ]}
          />
        )}
      </Query>
    </>
  );
}
