import type { AccountEntry, LedgerAccount } from '@finharbor/bookkeeping/contract';
import {
  type AskedField,
  type Column,
  EmptyState,
  FilterRow,
  type FilterValues,
  useAddressFilters,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ReactElement } from 'react';
import { books } from '../api.ts';
import { useBook } from '../book.tsx';
import { amountText, msOf, startOf } from '../numbers.ts';
import { Paged } from '../paged.tsx';
import { SideLink, transferPage } from '../transfers/columns.tsx';

/** Every entry of an account, with how it stood after each. */
export function Entries({ account }: { readonly account: LedgerAccount }): ReactElement {
  const text = useText('ledger');
  const fields = useFields();
  const columns = useColumns(account.ledger);
  const [values, apply] = useAddressFilters(fields);
  const { id } = account;
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      {(values.side ?? values.code) !== undefined && (
        <p className="mb-2 text-quiet">{text('entries.partly')}</p>
      )}
      <Paged
        what={['entries', String(id), JSON.stringify(values)]}
        read={async ({ signal, ...page }) =>
          (await books.listEntries({ params: { id }, query: { ...findOf(values), ...page }, signal })).body
        }
        caption={text('entries.title')}
        columns={columns}
        rowKey={({ timestamp }) => String(timestamp)}
        href={({ transfer }) => transferPage(transfer)}
        empty={<EmptyState title={text('entries.nothing')} body={text('accounts.nothingHelp')} />}
      />
    </>
  );
}

function useFields(): readonly AskedField[] {
  const text = useText('ledger');
  const { codeOptions } = useBook();
  return [
    {
      id: 'side',
      label: text('entry.side'),
      kind: 'choice',
      options: (['debit', 'credit'] as const).map((id) => ({ id, label: text(`side.${id}`) })),
    },
    { id: 'code', label: text('transfer.code'), kind: 'choice', options: codeOptions('transfer') },
    { id: 'at', label: text('transfer.at'), kind: 'days' },
  ];
}

function findOf({ side, code, ...values }: FilterValues): Parameters<typeof books.listEntries>[0]['query'] {
  return {
    ...(side === 'debit' || side === 'credit' ? { side } : {}),
    ...(code === undefined ? {} : { code: Number(code) }),
    from: startOf(values['at.from']),
    until: startOf(values['at.to'], 1),
  };
}

function useColumns(ledger: number): readonly Column<AccountEntry>[] {
  const text = useText('ledger');
  const book = useBook();
  const { dateTime } = useFormat();
  const decimals = book.decimalsOf(ledger);
  const at = ({ timestamp }: AccountEntry): string => dateTime(msOf(timestamp));
  const what = (entry: AccountEntry): string => text(`entry.${whatOf(entry)}`);
  const other = ({ side, transfer }: AccountEntry) => (side === 'debit' ? transfer.credit : transfer.debit);
  const on = (side: AccountEntry['side']) => (entry: AccountEntry) =>
    entry.side === side && entry.posted !== 0n ? amountText(entry.posted, decimals) : '';
  const pending = ({ side, pending: amount }: AccountEntry): string =>
    amount === 0n
      ? ''
      : `${amount > 0n ? '+' : ''}${amountText(amount, decimals)} ${text(`sideShort.${side}`)}`;
  const after = ({ after: sums }: AccountEntry): string => (sums ? book.balance(sums, ledger) : '—');
  return [
    { id: 'at', header: text('transfer.at'), cell: at, text: at },
    { id: 'what', header: text('entry.what'), cell: what, text: what },
    {
      id: 'with',
      header: text('entry.with'),
      cell: (entry) => <SideLink side={other(entry)} />,
      text: (entry) => book.side(other(entry)),
    },
    {
      id: 'code',
      header: text('transfer.code'),
      cell: ({ transfer: { code } }) => <Verbatim>{book.code('transfer', code)}</Verbatim>,
      text: ({ transfer: { code } }) => book.code('transfer', code),
    },
    { id: 'debit', header: text('side.debit'), cell: on('debit'), text: on('debit'), align: 'end' },
    { id: 'credit', header: text('side.credit'), cell: on('credit'), text: on('credit'), align: 'end' },
    { id: 'pending', header: text('entry.pending'), cell: pending, text: pending, align: 'end' },
    { id: 'after', header: text('entry.after'), cell: after, text: after, align: 'end' },
  ];
}

/** What an entry is, from the account's side. */
function whatOf({
  kind,
  transfer: { flags },
}: AccountEntry): 'expired' | 'posted' | 'voided' | 'set' | 'moved' {
  if (kind === 'expiry') return 'expired';
  if (flags.includes('postPendingTransfer')) return 'posted';
  if (flags.includes('voidPendingTransfer')) return 'voided';
  return flags.includes('pending') ? 'set' : 'moved';
}
