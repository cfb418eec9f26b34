import { Button, Dialog, Form, RadioGroup, Select, TextField, useText, useToast } from '@finharbor/ui';
import type { NewTier, Tier, WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';
import { newId } from '../new-id.ts';

const documents = ['resident_id', 'passport', 'hk_macao_permit', 'taiwan_permit'] as const;
const tiers = ['4', '3', '2', '1'] as const;

type RaiseProps = { readonly wallet: WalletView; readonly tier: Tier };

/** Opens the form that asks for another tier. */
export function RaiseTier(props: RaiseProps): ReactElement {
  const text = useText('yuanPeople');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text('raise.do')}</Button>
      {isOpen && <Ask {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function Ask({ wallet, tier, onClose }: RaiseProps & { readonly onClose: () => void }): ReactElement {
  const text = useText('yuanPeople');
  const client = useQueryClient();
  const toast = useToast();
  const others = tiers.filter((one) => Number(one) !== tier);
  const [id, setId] = useState(newId);
  const [to, setTo] = useState<(typeof tiers)[number]>(tier === 4 ? '3' : others.at(-1)!);
  const [name, setName] = useState('');
  const [type, setType] = useState<(typeof documents)[number]>('resident_id');
  const [number, setNumber] = useState('');
  // Who is known already need not say it again.
  const mustIdentify = tier === 4 && to !== '4';
  const asking = useMutation({
    mutationFn: async () => {
      const identity: NewTier['identity'] =
        mustIdentify && number !== '' ? { name, document: { type, number } } : null;
      const body = { id, tier: Number(to) as Tier, identity };
      return (await yuan.postTier({ params: { number: wallet.number }, body })).body;
    },
    async onSuccess({ state }) {
      toast({ title: text(state === 'granted' ? 'raise.granted' : 'raise.waits') });
      onClose();
      await client.invalidateQueries({ queryKey: ['yuan'] });
    },
    onError: () => setId(newId()),
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={text('raise.title')}
      actions={
        <Button variant="primary" pending={asking.isPending} onPress={() => asking.mutate()}>
          {text('raise.ask')}
        </Button>
      }
    >
      <Form onSubmit={() => asking.mutate()} error={asking.error}>
        <RadioGroup
          label={text('raise.to')}
          name="tier"
          selected={to}
          onChange={setTo}
          options={others.map((one) => ({
            id: one,
            label: text(`tier.${one}`),
            description: text(`needs.${one}`),
          }))}
        />
        {mustIdentify && (
          <>
            <TextField
              label={text('field.name')}
              name="identity/name"
              value={name}
              onChange={setName}
              autoComplete="name"
            />
            <Select
              label={text('field.documentType')}
              name="identity/document/type"
              options={documents.map((one) => ({ id: one, label: text(`document.${one}`) }))}
              selected={type}
              onChange={setType}
            />
            <TextField
              label={text('field.documentNumber')}
              name="identity/document/number"
              value={number}
              onChange={setNumber}
            />
            <p className="text-quiet text-sm">{text('raise.known')}</p>
          </>
        )}
      </Form>
    </Dialog>
  );
}
