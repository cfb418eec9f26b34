import {
  type AskedField,
  EmptyState,
  FilterRow,
  type FilterValues,
  LinkButton,
  useAddressFilters,
  useText,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import type { ReactElement } from 'react';
import { books } from '../api.ts';
import { useBook } from '../book.tsx';
import { idIn, startOf } from '../numbers.ts';
import { Paged } from '../paged.tsx';
import { transferPage, useTransferColumns } from './columns.tsx';

/** Every transfer, found by its id, or by ledger, code, day and whether it still waits. */
export function Transfers(): ReactElement {
  const text = useText('ledger');
  const fields = useFields();
  const columns = useTransferColumns();
  const [values, apply] = useAddressFilters(fields);
  return (
    <>
      <FilterRow fields={fields} values={values} onApply={apply} />
      {values.id === undefined ? (
        <Paged
          what={['transfers', JSON.stringify(values)]}
          read={async ({ signal, ...page }) =>
            (await books.listTransfers({ query: { ...findOf(values), ...page }, signal })).body
          }
          caption={text('tab.transfers')}
          columns={columns}
          rowKey={({ id }) => String(id)}
          href={transferPage}
          empty={<NoTransfers isAsked={Object.keys(values).length > 0} />}
        />
      ) : (
        <ById asked={values.id} />
      )}
    </>
  );
}

function useFields(): readonly AskedField[] {
  const text = useText('ledger');
  const { unitOptions, codeOptions } = useBook();
  return [
    { id: 'id', label: text('transfer.id'), kind: 'text' },
    { id: 'ledger', label: text('account.unit'), kind: 'choice', options: unitOptions },
    { id: 'code', label: text('transfer.code'), kind: 'choice', options: codeOptions('transfer') },
    {
      id: 'state',
      label: text('transfer.state'),
      kind: 'choice',
      options: [{ id: 'pending', label: text('state.pending') }],
    },
    { id: 'at', label: text('transfer.at'), kind: 'days' },
  ];
}

function findOf(values: FilterValues): Parameters<typeof books.listTransfers>[0]['query'] {
  const { ledger, code, state } = values;
  return {
    ...(ledger === undefined ? {} : { ledger: Number(ledger) }),
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(state === 'pending' ? { state } : {}),
    from: startOf(values['at.from']),
    until: startOf(values['at.to'], 1),
  };
}

/** An id is one transfer's or none's, also one that was refused: its page says which. */
function ById({ asked }: { readonly asked: string }): ReactElement {
  const text = useText('ledger');
  const id = idIn(asked);
  if (id === undefined)
    return <EmptyState title={text('transfers.noId')} body={text('transfers.noIdHelp')} />;
  return (
    <EmptyState
      title={text('transfers.byId')}
      body={text('transfers.byIdHelp')}
      action={<LinkButton href={transferPage({ id })}>{text('transfers.show')}</LinkButton>}
    />
  );
}

function NoTransfers({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const text = useText('ledger');
  const isWriter = useWho()?.roles.includes('operator') ?? false;
  if (isAsked) return <EmptyState title={text('transfers.nothing')} body={text('accounts.nothingHelp')} />;
  return (
    <EmptyState
      title={text('transfers.none')}
      body={text('transfers.noneHelp')}
      action={isWriter && <LinkButton href="/app/ledger/transfers/new">{text('make.title')}</LinkButton>}
    />
  );
}
