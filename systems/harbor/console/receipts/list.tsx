import { DataTable, EmptyState, PageHeader, Query, useFormat, useText } from '@finharbor/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { node } from '../api.ts';

type Body = { readonly kind?: string; readonly usedAt?: string; readonly fields?: readonly string[] };

/** Receipts of this party's uses. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const { dateTime, number } = useFormat();
  const receipts = useQuery({
    queryKey: ['harbor', 'receipts'],
    queryFn: async () => (await node.listReceipts({})).body,
  });
  return (
    <>
      <PageHeader title={text('receipts.title')} lead={text('receipts.lead')} />
      <Query query={receipts}>
        {(rows) => (
          <DataTable
            id="receipts"
            exportName={text('receipts.title')}
            caption={text('receipts.title')}
            rows={rows.map((row) => ({ ...row, facts: row.body as Body }))}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/receipts/${id}`}
            empty={<EmptyState title={text('receipts.none')} body={text('receipts.noneHelp')} />}
            columns={[
              {
                id: 'at',
                header: text('receipts.at'),
                cell: ({ facts }) => dateTime(Date.parse(facts.usedAt ?? '')),
              },
              {
                id: 'kind',
                header: text('contract.kind'),
                cell: ({ facts }) => text(`kind.${facts.kind ?? 'train'}`),
              },
              {
                id: 'fields',
                header: text('receipts.fields'),
                cell: ({ facts }) => facts.fields?.join(', '),
              },
              {
                id: 'index',
                header: text('receipts.index'),
                cell: ({ logIndex }) => number(logIndex),
                align: 'end',
              },
            ]}
          />
        )}
      </Query>
    </>
  );
}
