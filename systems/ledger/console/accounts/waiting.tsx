import type { LedgerAccount, LedgerTransfer } from '@finharbor/bookkeeping/contract';
import { type Column, clock, DataTable, EmptyState, useFormat, useText } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useBook } from '../book.tsx';
import { msOf } from '../numbers.ts';
import { SideLink, transferPage } from '../transfers/columns.tsx';

type WaitingProps = { readonly account: LedgerAccount; readonly pending: readonly LedgerTransfer[] };

/** What is set aside on an account, with whom, and what it waits for. */
export function Waiting({ account, pending }: WaitingProps): ReactElement {
  const text = useText('ledger');
  return (
    <DataTable
      caption={text('waiting.title')}
      rows={pending}
      rowKey={({ id }) => String(id)}
      href={transferPage}
      columns={useColumns(account.id)}
      empty={<EmptyState title={text('waiting.none')} body={text('waiting.noneHelp')} />}
    />
  );
}

/** What a pending transfer waits for, in words. */
export function useWaitsFor(): (transfer: LedgerTransfer) => string {
  const text = useText('ledger');
  const { dateTime } = useFormat();
  return ({ timestamp, timeoutS }) => {
    if (timeoutS === 0) return text('waiting.forWord');
    const endMs = msOf(timestamp) + timeoutS * 1000;
    return text(endMs > clock.nowMs() ? 'waiting.until' : 'waiting.due', { at: dateTime(endMs) });
  };
}

function useColumns(account: bigint): readonly Column<LedgerTransfer>[] {
  const text = useText('ledger');
  const { amount } = useBook();
  const { dateTime } = useFormat();
  const waitsFor = useWaitsFor();
  const isDebit = ({ debit }: LedgerTransfer): boolean => debit.id === account;
  return [
    { id: 'at', header: text('transfer.at'), cell: ({ timestamp }) => dateTime(msOf(timestamp)) },
    {
      id: 'side',
      header: text('entry.side'),
      cell: (one) => text(isDebit(one) ? 'side.debit' : 'side.credit'),
    },
    {
      id: 'with',
      header: text('entry.with'),
      cell: (one) => <SideLink side={isDebit(one) ? one.credit : one.debit} />,
    },
    {
      id: 'amount',
      header: text('transfer.amount'),
      cell: (one) => amount(one.amount, one.ledger),
      align: 'end',
    },
    { id: 'waits', header: text('waiting.for'), cell: waitsFor },
  ];
}
