import { Button, Dialog, Form, newId, RadioGroup, Select, TextField, useText, useToast } from '@finharbor/ui';
import type { NewTier, Tier, WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

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
  const [stated, setStated] = useState<Stated>({ name: '', type: 'resident_id', number: '' });
  // Who is known already need not say it again.
  const mustIdentify = tier === 4 && to !== '4';
  const asking = useMutation({
    mutationFn: async () => {
      const identity: NewTier['identity'] =
        mustIdentify && stated.number !== ''
          ? { name: stated.name, document: { type: stated.type, number: stated.number } }
          : null;
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
          <WhoIAm stated={stated} onChange={(part) => setStated((before) => ({ ...before, ...part }))} />
        )}
      </Form>
    </Dialog>
  );
}

type Stated = {
  readonly name: string;
  readonly type: (typeof documents)[number];
  readonly number: string;
};
type WhoProps = { readonly stated: Stated; readonly onChange: (part: Partial<Stated>) => void };

function WhoIAm({ stated: { name, type, number }, onChange }: WhoProps): ReactElement {
  const text = useText('yuanPeople');
  return (
    <>
      <TextField
        label={text('field.name')}
        name="identity/name"
        value={name}
        onChange={(typed) => onChange({ name: typed })}
        autoComplete="name"
      />
      <Select
        label={text('field.documentType')}
        name="identity/document/type"
        options={documents.map((one) => ({ id: one, label: text(`document.${one}`) }))}
        selected={type}
        onChange={(chosen) => onChange({ type: chosen })}
      />
      <TextField
        label={text('field.documentNumber')}
        name="identity/document/number"
        value={number}
        onChange={(typed) => onChange({ number: typed })}
      />
      <p className="text-quiet text-sm">{text('raise.known')}</p>
    </>
  );
}
