import type { LedgerTransfer, TransferState } from '@finharbor/bookkeeping/contract';
import { Badge, type Column, TextLink, type Tone, useFormat, useText, Verbatim } from '@finharbor/ui';
import type { ReactElement } from 'react';
import { useBook } from '../book.tsx';
import { idText, msOf } from '../numbers.ts';

/** How a transfer stands; one that settles another by what it does to that one. */
type Told = TransferState | 'posts' | 'voids';

const tones: Readonly<Record<Told, Tone>> = {
  done: 'good',
  posts: 'good',
  voids: 'neutral',
  pending: 'accent',
  posted: 'good',
  voided: 'neutral',
  expired: 'warn',
};

/** Where a transfer is looked at. */
export function transferPage({ id }: { readonly id: bigint }): string {
  return `/app/ledger/transfers/${id}`;
}

/** Where a transfer stands, as a mark. */
export function StateBadge({ transfer }: { readonly transfer: LedgerTransfer }): ReactElement {
  const text = useText('ledger');
  const told = toldOf(transfer);
  return <Badge tone={tones[told]}>{text(`state.${told}`)}</Badge>;
}

function toldOf({ state, flags }: LedgerTransfer): Told {
  if (flags.includes('postPendingTransfer')) return 'posts';
  return flags.includes('voidPendingTransfer') ? 'voids' : state;
}

/** An account's name, which leads to it. */
export function SideLink({ side }: { readonly side: LedgerTransfer['debit'] }): ReactElement {
  const book = useBook();
  return (
    <TextLink href={`/app/ledger/accounts/${side.id}`}>
      <Verbatim>{book.side(side)}</Verbatim>
    </TextLink>
  );
}

/** What a list shows of transfers. */
export function useTransferColumns(): readonly Column<LedgerTransfer>[] {
  const text = useText('ledger');
  const book = useBook();
  const { dateTime } = useFormat();
  const at = ({ timestamp }: LedgerTransfer): string => dateTime(msOf(timestamp));
  const amount = (one: LedgerTransfer): string => book.amount(one.amount, one.ledger);
  return [
    { id: 'at', header: text('transfer.at'), cell: at, text: at },
    {
      id: 'debit',
      header: text('transfer.debit'),
      cell: ({ debit }) => <SideLink side={debit} />,
      text: ({ debit }) => book.side(debit),
    },
    {
      id: 'credit',
      header: text('transfer.credit'),
      cell: ({ credit }) => <SideLink side={credit} />,
      text: ({ credit }) => book.side(credit),
    },
    { id: 'amount', header: text('transfer.amount'), cell: amount, text: amount, align: 'end' },
    {
      id: 'code',
      header: text('transfer.code'),
      cell: ({ code }) => <Verbatim>{book.code('transfer', code)}</Verbatim>,
      text: ({ code }) => book.code('transfer', code),
    },
    {
      id: 'state',
      header: text('transfer.state'),
      cell: (one) => <StateBadge transfer={one} />,
      text: (one) => text(`state.${toldOf(one)}`),
    },
    {
      id: 'id',
      header: text('transfer.id'),
      cell: ({ id }) => <Verbatim>{idText(id)}</Verbatim>,
      text: ({ id }) => idText(id),
      isHidden: true,
    },
  ];
}
