import { Button, DateField, Dialog, Form, newId, useText, useToast } from '@finharbor/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { BasisFields, emptyBasis } from './basis-fields.tsx';
import { endOf } from './days.ts';

type FreezeProps = { readonly wallet: string };

/** Freezes a wallet by an authority's order. */
export function FreezeWallet({ wallet }: FreezeProps): ReactElement {
  const text = useText('yuanInquiry');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="quiet" onPress={() => setOpen(true)}>
        {text('freeze')}
      </Button>
      {isOpen && <Ask wallet={wallet} onClose={() => setOpen(false)} />}
    </>
  );
}

function Ask({ wallet, onClose }: FreezeProps & { readonly onClose: () => void }): ReactElement {
  const text = useText('yuanInquiry');
  const toast = useToast();
  const client = useQueryClient();
  const [id, setId] = useState(newId);
  const [basis, setBasis] = useState(emptyBasis);
  const [until, setUntil] = useState<string>();
  const freezing = useMutation({
    mutationFn: () => {
      const body = { ...basis, id, untilMs: until === undefined ? null : endOf(until) };
      return yuan.postFreeze({ params: { number: wallet }, body });
    },
    async onSuccess() {
      toast({ title: text('frozen') });
      onClose();
      await client.invalidateQueries({ queryKey: ['yuan'] });
    },
    onError: () => setId(newId()),
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('freezeTitle', { wallet: wallet.slice(-4) })}
      actions={
        <Button variant="danger" pending={freezing.isPending} onPress={() => freezing.mutate()}>
          {text('freeze')}
        </Button>
      }
    >
      <Form onSubmit={() => freezing.mutate()} error={freezing.error}>
        <BasisFields value={basis} onChange={(part) => setBasis((before) => ({ ...before, ...part }))} />
        <DateField label={text('freezeUntil')} value={until} onChange={setUntil} />
      </Form>
    </Dialog>
  );
}
