import type { LedgerTransfer } from '@finharbor/bookkeeping/contract';
import { Button, Dialog, Form, TextField, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { books } from '../api.ts';
import { useBook } from '../book.tsx';
import { insist } from '../faults.ts';
import { newId } from '../new-id.ts';
import { amountIn, amountText } from '../numbers.ts';
import { Outcome } from './outcome.tsx';

type SettleProps = { readonly transfer: LedgerTransfer };

/** Posts a pending transfer, in whole or in part, or releases what it set aside. */
export function Settle({ transfer }: SettleProps): ReactElement {
  const text = useText('ledger');
  const [how, setHow] = useState<'post' | 'void'>();
  return (
    <>
      <Button onPress={() => setHow('void')}>{text('settle.void')}</Button>
      <Button variant="primary" onPress={() => setHow('post')}>
        {text('settle.post')}
      </Button>
      {how && <Ask transfer={transfer} how={how} onClose={() => setHow(undefined)} />}
    </>
  );
}

type AskProps = SettleProps & { readonly how: 'post' | 'void'; readonly onClose: () => void };

function Ask({ transfer, how, onClose }: AskProps): ReactElement {
  const text = useText('ledger');
  const client = useQueryClient();
  const { amount, decimalsOf, unit } = useBook();
  const decimals = decimalsOf(transfer.ledger);
  const [id, setId] = useState(newId);
  const [typed, setTyped] = useState(() => amountText(transfer.amount, decimals));
  const settle = useMutation({
    async mutationFn() {
      const part = how === 'post' ? amountIn(typed, decimals) : null;
      insist([
        [
          'amount',
          part === null || (part !== undefined && part > 0n && part <= transfer.amount),
          text('settle.wrong', { amount: amount(transfer.amount, transfer.ledger) }),
        ],
      ]);
      const body = { id, how, amount: part ?? null };
      return (await books.postResolution({ params: { id: transfer.id }, body })).body;
    },
    async onSuccess({ kind }) {
      if (kind === 'refused') setId(newId());
      else onClose();
      await client.invalidateQueries({ queryKey: ['ledger'] });
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text(`settle.${how}`)}
      actions={
        <Button variant="primary" pending={settle.isPending} onPress={() => settle.mutate()}>
          {text(`settle.${how}`)}
        </Button>
      }
    >
      {settle.data?.kind === 'refused' && <Outcome sent={settle.data} />}
      <Form onSubmit={() => settle.mutate()} error={settle.error}>
        <p className="mb-3">{text(`settle.${how}Help`)}</p>
        {how === 'post' && (
          <TextField
            label={text('make.amountIn', { unit: unit(transfer.ledger) })}
            name="amount"
            inputMode="decimal"
            value={typed}
            onChange={setTyped}
            isRequired
          />
        )}
      </Form>
    </Dialog>
  );
}
