import type { Waiting } from '@finharbor/harbor/contract';
import {
  Badge,
  DataTable,
  EmptyState,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { usePartyName } from '../parties/names.ts';
import { DemandReview } from './orders.tsx';
import { useQueue } from './read.ts';

/** What waits for the operator or the bureau, the oldest first. */
export function Screen(): ReactElement {
  const text = useText('life');
  const queue = useQueue();
  return (
    <>
      <PageHeader title={text('queue.title')} lead={text('queue.lead')} actions={<DemandReview />} />
      <Query query={queue} shape="table">
        {(rows) => <Queue rows={rows} />}
      </Query>
    </>
  );
}

function Queue({ rows }: { readonly rows: readonly Waiting[] }): ReactElement {
  const text = useText('life');
  const say = useBilingual();
  const nameOf = usePartyName();
  const { dateTime } = useFormat();
  return (
    <DataTable
      caption={text('queue.title')}
      rows={rows}
      rowKey={({ id }) => id}
      href={({ id }) => `/app/rights-queue/${id}`}
      empty={<EmptyState title={text('queue.none')} body={text('queue.noneHelp')} />}
      columns={[
        {
          id: 'product',
          header: text('col.product'),
          cell: ({ title, id }) => <Verbatim>{title ? say(title) : id.slice(0, 10)}</Verbatim>,
        },
        {
          id: 'kind',
          header: text('col.kind'),
          cell: ({ kind, entry }) => (
            <>
              <Badge tone={kind === 'objection' ? 'warn' : 'accent'}>{text(`queue.kind.${kind}`)}</Badge>{' '}
              {kind === 'registration' && entry && text(`kind.${entry.registration.body.kind}`)}
            </>
          ),
        },
        { id: 'by', header: text('col.by'), cell: ({ by }) => nameOf(by) },
        {
          id: 'waiting',
          header: text('col.waiting'),
          cell: ({ atMs }) => dateTime(atMs),
          sortBy: ({ atMs }) => atMs,
        },
      ]}
    />
  );
}
