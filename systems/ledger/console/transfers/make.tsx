import type { SentTransfer } from '@finharbor/bookkeeping/contract';
import { Button, Form, PageHeader, Query, useText, useUnsaved } from '@finharbor/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { books } from '../api.ts';
import { useBook, WithBook } from '../book.tsx';
import { insist } from '../faults.ts';
import { newId } from '../new-id.ts';
import { amountIn, idIn } from '../numbers.ts';
import { type Draft, Fields, type Found, pairOf } from './fields.tsx';
import { Outcome } from './outcome.tsx';

/** Makes a transfer between two accounts. */
export function Screen(): ReactElement {
  const text = useText('ledger');
  const { debit = '' } = useSearch({ strict: false }) as { readonly debit?: string };
  const accounts = useQuery({
    queryKey: ['ledger', 'pick', debit],
    queryFn: () => accountsFor(debit),
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ledger?tab=transfers', label: text('title') }]}
        title={text('make.title')}
        lead={text('make.lead')}
      />
      <Query query={accounts}>
        {(found) => (
          <WithBook>
            <Make accounts={found} debit={debit === '' ? undefined : debit} />
          </WithBook>
        )}
      </Query>
    </>
  );
}

const empty: Draft = {
  debit: undefined,
  credit: undefined,
  amount: '',
  code: '1',
  isPending: false,
  timeout: 0,
};

/** The accounts opened last, and the one that was asked for. */
async function accountsFor(debit: string): Promise<Found> {
  const { items } = (await books.listLedgerAccounts({ query: { limit: 200 } })).body;
  const id = idIn(debit);
  if (id === undefined || items.some((one) => one.id === id)) return items;
  return [...items, ...(await books.listLedgerAccounts({ query: { id } })).body.items];
}

type MakeProps = { readonly accounts: Found; readonly debit: string | undefined };

function Make({ accounts, debit }: MakeProps): ReactElement {
  const text = useText('ledger');
  const client = useQueryClient();
  const [begun] = useState<Draft>(() => ({ ...empty, debit }));
  const [draft, setDraft] = useState(begun);
  const [id, setId] = useState(newId);
  const send = useSend(accounts, draft);
  const again = (): void => {
    setDraft(begun);
    setId(newId());
    send.reset();
  };
  useUnsaved(draft !== begun && send.data?.kind !== 'created');
  const onSubmit = (): void =>
    send.mutate(id, {
      async onSuccess({ kind }) {
        // A refusal may have spent the id.
        if (kind === 'refused') setId(newId());
        await client.invalidateQueries({ queryKey: ['ledger'] });
      },
    });
  if (send.data && send.data.kind !== 'refused') return <Outcome sent={send.data} onAgain={again} />;
  return (
    <>
      {send.data && <Outcome sent={send.data} />}
      <Form onSubmit={onSubmit} error={send.error}>
        <Fields
          accounts={accounts}
          draft={draft}
          set={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
        <Button type="submit" variant="primary" pending={send.isPending}>
          {text('make.send')}
        </Button>
      </Form>
    </>
  );
}

function useSend(accounts: Found, draft: Draft) {
  const text = useText('ledger');
  const { decimalsOf } = useBook();
  return useMutation({
    async mutationFn(id: bigint): Promise<SentTransfer> {
      const { debit, credit } = pairOf(accounts, draft);
      const ledger = debit?.ledger ?? credit?.ledger ?? 0;
      const amount = amountIn(draft.amount, decimalsOf(ledger));
      const code = idIn(draft.code ?? '');
      insist([
        ['debit', debit !== undefined, text('fault.missing', { field: text('transfer.debit') })],
        ['credit', credit !== undefined, text('fault.missing', { field: text('transfer.credit') })],
        ['credit', !debit || debit.id !== credit?.id, text('fault.same')],
        ['credit', !debit || !credit || debit.ledger === credit.ledger, text('fault.units')],
        ['amount', draft.amount.trim() !== '', text('fault.missing', { field: text('transfer.amount') })],
        [
          'amount',
          amount === undefined ? ledger === 0 || draft.amount.trim() === '' : amount > 0n,
          text('fault.amount', { n: decimalsOf(ledger) }),
        ],
        ['code', code !== undefined, text('fault.missing', { field: text('transfer.code') })],
        ['timeout', Number.isInteger(draft.timeout) && draft.timeout >= 0, text('fault.number')],
      ]);
      const { body } = await books.postTransfer({
        body: {
          id,
          ledger,
          code: Number(code),
          debitAccountId: debit!.id,
          creditAccountId: credit!.id,
          amount: amount!,
          isPending: draft.isPending,
          timeoutS: draft.isPending ? draft.timeout * 60 : 0,
          userData128: 0n,
          userData64: 0n,
          userData32: 0,
        },
      });
      return body;
    },
  });
}
