import { type JobView, jobsAtOnce } from '@finharbor/harbor/contract';
import {
  type Bulk,
  EmptyState,
  FilteredTable,
  LinkButton,
  PageHeader,
  Query,
  useFormat,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { useLatest } from '../lists/latest.ts';
import { Older } from '../lists/older.tsx';
import { useJobColumns } from './columns.tsx';
import { useJobFields } from './filters.ts';
import { isOpen } from './status.tsx';

/** The jobs this party takes part in, newest first, as they go on. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const isAnalyst = useWho()?.roles.includes('analyst') ?? false;
  const jobs = useLatest({
    queryKey: ['harbor', 'jobs', 'list'],
    read: async (query) => (await node.listJobs({ query })).body,
    atOnce: jobsAtOnce,
    refetchMs: 3000,
  });
  const start = isAnalyst && (
    <LinkButton href="/app/jobs/new" variant="primary">
      {text('start.title')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader title={text('jobs.title')} lead={text('jobs.lead')} actions={start} />
      <Older list={jobs} />
      <Query query={jobs} shape="table">
        {(rows) => <Jobs rows={rows} />}
      </Query>
    </>
  );
}

function Jobs({ rows }: { readonly rows: readonly JobView[] }): ReactElement {
  const text = useText('harbor');
  const canCancel = useWho()?.roles.some((role) => cancellers.includes(role)) ?? false;
  const cancellation = useCancellation();
  return (
    <FilteredTable
      list="/jobs"
      exportName={text('jobs.title')}
      caption={text('jobs.title')}
      rows={rows}
      rowKey={idOf}
      href={({ id }) => `/app/jobs/${id}`}
      fields={useJobFields(rows)}
      columns={useJobColumns()}
      {...(canCancel ? { bulk: cancellation } : {})}
      empty={
        <EmptyState
          title={text('jobs.none')}
          body={text('jobs.noneHelp')}
          action={<LinkButton href="/app/contracts">{text('contracts.title')}</LinkButton>}
        />
      }
    />
  );
}

const cancellers = ['analyst', 'steward', 'approver'];

function idOf({ id }: JobView): string {
  return id;
}

/** Running jobs again together is left out on purpose: each takes a party's whole machine. */
function useCancellation(): Bulk<JobView> {
  const text = useText('harbor');
  const lists = useText('lists');
  const { dateTime } = useFormat();
  const client = useQueryClient();
  return {
    nameOf: ({ kind, createdAt }) => `${text(`jobTitle.${kind}`)}, ${dateTime(createdAt)}`,
    actions: [
      {
        id: 'cancel',
        label: lists('jobs.cancel'),
        consequence: lists('jobs.cancelAll'),
        isDanger: true,
        isFor: isOpen,
        run: ({ id }) => node.postCancellation({ params: { id } }),
        onOver: () => client.invalidateQueries({ queryKey: ['harbor', 'jobs'] }),
      },
    ],
  };
}
