import type { LedgerAccount } from '@finharbor/bookkeeping/contract';
import {
  type AskedField,
  Badge,
  type Column,
  EmptyState,
  FilterRow,
  type FilterValues,
  LinkButton,
  useAddressFilters,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { books } from '../api.ts';
import { useBook, useFlagWords } from '../book.tsx';
import { idIn, idText } from '../numbers.ts';
import { Paged } from '../paged.tsx';

/** Every account, found by what people know of it. */
export function Accounts(): ReactElement {
  const text = useText('ledger');
  const fields = useFields();
  const columns = useColumns();
  const [values, apply] = useAddressFilters(fields);
  const find = findOf(values);
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      <Paged
        what={['accounts', JSON.stringify(values)]}
        read={async ({ signal, ...page }) =>
          find === undefined
            ? { items: [], next: null }
            : (await books.listLedgerAccounts({ query: { ...find, ...page }, signal })).body
        }
        caption={text('tab.accounts')}
        columns={columns}
        rowKey={({ id }) => String(id)}
        href={accountPage}
        empty={<NoAccounts isAsked={Object.keys(values).length > 0} />}
      />
    </>
  );
}

function accountPage({ id }: { readonly id: bigint }): string {
  return `/app/ledger/accounts/${id}`;
}

function useFields(): readonly AskedField[] {
  const text = useText('ledger');
  const { unitOptions, codeOptions } = useBook();
  return [
    { id: 'name', label: text('account.name'), kind: 'text' },
    { id: 'id', label: text('account.id'), kind: 'text' },
    { id: 'ledger', label: text('account.unit'), kind: 'choice', options: unitOptions },
    { id: 'code', label: text('account.code'), kind: 'choice', options: codeOptions('account') },
    { id: 'owner', label: text('account.owner'), kind: 'text' },
    { id: 'userData', label: text('account.userData'), kind: 'text' },
  ];
}

type Find = Parameters<typeof books.listLedgerAccounts>[0]['query'];

/** What is asked for; undefined for what no account can be. */
function findOf({ name, id, ledger, code, owner, userData }: FilterValues): Find | undefined {
  const [idAsked, dataAsked] = [
    id === undefined ? 0n : idIn(id),
    userData === undefined ? 0n : idIn(userData),
  ];
  if (idAsked === undefined || dataAsked === undefined) return undefined;
  return {
    ...(name === undefined ? {} : { name }),
    ...(id === undefined ? {} : { id: idAsked }),
    ...(userData === undefined ? {} : { userData: dataAsked }),
    ...(owner === undefined ? {} : { owner }),
    ...(ledger === undefined ? {} : { ledger: Number(ledger) }),
    ...(code === undefined ? {} : { code: Number(code) }),
  };
}

function NoAccounts({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const text = useText('ledger');
  const isWriter = useWho()?.roles.includes('operator') ?? false;
  if (isAsked) return <EmptyState title={text('accounts.nothing')} body={text('accounts.nothingHelp')} />;
  return (
    <EmptyState
      title={text('accounts.none')}
      body={text('accounts.noneHelp')}
      action={isWriter && <LinkButton href="/app/ledger/accounts/new">{text('open.title')}</LinkButton>}
    />
  );
}

function useColumns(): readonly Column<LedgerAccount>[] {
  const text = useText('ledger');
  const book = useBook();
  const { side, code, balance } = book;
  const flagWords = useFlagWords();
  const pending = (one: LedgerAccount): string => book.pending(one, one.ledger);
  return [
    { id: 'name', header: text('account.name'), cell: (one) => <Verbatim>{side(one)}</Verbatim>, text: side },
    {
      id: 'id',
      header: text('account.id'),
      cell: ({ id }) => <Verbatim>{idText(id)}</Verbatim>,
      text: ({ id }) => idText(id),
    },
    {
      id: 'code',
      header: text('account.code'),
      cell: (one) => <Verbatim>{code('account', one.code)}</Verbatim>,
      text: (one) => code('account', one.code),
    },
    {
      id: 'balance',
      header: text('account.balance'),
      cell: (one) => balance(one, one.ledger),
      text: (one) => balance(one, one.ledger),
      align: 'end',
    },
    { id: 'pending', header: text('account.pending'), cell: pending, text: pending, align: 'end' },
    {
      id: 'flags',
      header: text('account.flags'),
      cell: ({ flags }) =>
        flagWords(flags).map((words) => (
          <Badge key={words} tone={flags.includes('closed') ? 'bad' : 'neutral'}>
            {words}
          </Badge>
        )),
      text: ({ flags }) => flagWords(flags).join(' · '),
    },
    {
      id: 'owner',
      header: text('account.owner'),
      cell: ({ owner }) => <Verbatim>{owner ?? '—'}</Verbatim>,
      text: ({ owner }) => owner ?? '',
    },
  ];
}
