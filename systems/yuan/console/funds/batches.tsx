import {
  Badge,
  type Column,
  DataTable,
  EmptyState,
  Query,
  type Tone,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { BatchView } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { useBatches } from './reading.ts';

const tones: Readonly<Record<BatchView['state'], Tone>> = {
  uploading: 'neutral',
  checking: 'accent',
  checked: 'warn',
  refused: 'bad',
  running: 'accent',
  cancelling: 'warn',
  cancelled: 'neutral',
  done: 'good',
};

/** How a batch stands, as a mark. */
export function BatchState({ state }: Pick<BatchView, 'state'>): ReactElement {
  const text = useText('yuanFunds');
  return <Badge tone={tones[state]}>{text(`batchState.${state}`)}</Badge>;
}

/** A programme's batches. */
export function Batches({ fund }: { readonly fund: string }): ReactElement {
  const text = useText('yuanFunds');
  const columns = useColumns();
  return (
    <Query query={useBatches(fund)} shape="table">
      {(rows) => (
        <DataTable
          id="/funds/batches"
          caption={text('batches')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          href={({ id }) => `/app/fund-batches/${id}`}
          empty={<EmptyState title={text('noBatches')} body={text('noBatchesHelp')} />}
        />
      )}
    </Query>
  );
}

function useColumns(): readonly Column<BatchView>[] {
  const text = useText('yuanFunds');
  const { dateTime, number } = useFormat();
  return [
    {
      id: 'file',
      header: text('file'),
      cell: ({ file }) => <Verbatim>{file}</Verbatim>,
      text: ({ file }) => file,
    },
    { id: 'state', header: text('state'), cell: (batch) => <BatchState state={batch.state} /> },
    { id: 'good', header: text('good'), cell: ({ good }) => number(good), align: 'end' },
    { id: 'sum', header: text('amount'), cell: ({ sumMinor }) => yuanText(sumMinor), align: 'end' },
    {
      id: 'paid',
      header: text('entryState.paid'),
      cell: ({ tally }) => number(tally.paid.count),
      align: 'end',
    },
    {
      id: 'at',
      header: text('madeAt'),
      cell: ({ madeAtMs }) => dateTime(madeAtMs),
      sortBy: ({ madeAtMs }) => madeAtMs,
    },
  ];
}
