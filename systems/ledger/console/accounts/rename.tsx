import type { LedgerAccount } from '@finharbor/bookkeeping/contract';
import { Button, Dialog, Form, useText } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { books } from '../api.ts';
import { insist } from '../faults.ts';
import { type Named, NameFields, nameChecks } from './name-fields.tsx';

/** Gives an account another name or owner. */
export function Rename({ account: { id, name, owner } }: { readonly account: LedgerAccount }): ReactElement {
  const text = useText('ledger');
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [value, setValue] = useState<Named>({ name: name ?? { en: '', zh: '' }, owner: owner ?? '' });
  const save = useMutation({
    mutationFn: async () => {
      insist(nameChecks(value, text('fault.missing')));
      return books.putLedgerAccountName({ params: { id }, body: value });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['ledger'] });
      setOpen(false);
    },
  });
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text('rename.title')}</Button>
      <Dialog
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        title={text('rename.title')}
        actions={
          <Button variant="primary" pending={save.isPending} onPress={() => save.mutate()}>
            {text('rename.save')}
          </Button>
        }
      >
        <Form onSubmit={() => save.mutate()} error={save.error}>
          <NameFields value={value} onChange={setValue} />
        </Form>
      </Dialog>
    </>
  );
}
