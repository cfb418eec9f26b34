import { type ReceiptView, receiptsAtOnce } from '@finharbor/harbor/contract';
import { EmptyState, FilteredTable, LinkButton, PageHeader, Query, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { node } from '../api.ts';
import { useLatest } from '../lists/latest.ts';
import { Older } from '../lists/older.tsx';
import { useExport } from './bulk.ts';
import { useReceiptColumns } from './columns.tsx';
import { type ListedReceipt, useReceiptFields } from './filters.ts';

/** Receipts of this party's uses, newest first. */
export function Screen(): ReactElement {
  const text = useText('harbor');
  const receipts = useLatest({
    queryKey: ['harbor', 'receipts', 'list'],
    read: async (query) => (await node.listReceipts({ query })).body,
    atOnce: receiptsAtOnce,
  });
  return (
    <>
      <PageHeader title={text('receipts.title')} lead={text('receipts.lead')} />
      <Older list={receipts} />
      <Query query={receipts} shape="table">
        {(rows) => <Receipts rows={rows.map(listed)} />}
      </Query>
    </>
  );
}

/** What a receipt says was written by this node, which kept it. */
function listed(receipt: ReceiptView): ListedReceipt {
  const facts = receipt.body as ListedReceipt['facts'];
  return { ...receipt, facts, usedAtMs: Date.parse(facts.usedAt) };
}

function Receipts({ rows }: { readonly rows: readonly ListedReceipt[] }): ReactElement {
  const text = useText('harbor');
  return (
    <FilteredTable
      list="/receipts"
      exportName={text('receipts.title')}
      caption={text('receipts.title')}
      rows={rows}
      rowKey={idOf}
      href={({ id }) => `/app/receipts/${id}`}
      fields={useReceiptFields()}
      columns={useReceiptColumns()}
      bulk={useExport()}
      empty={
        <EmptyState
          title={text('receipts.none')}
          body={text('receipts.noneHelp')}
          action={<LinkButton href="/app/jobs">{text('jobs.title')}</LinkButton>}
        />
      }
    />
  );
}

function idOf({ id }: ListedReceipt): string {
  return id;
}
