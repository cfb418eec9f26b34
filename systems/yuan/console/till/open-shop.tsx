import { Button, Disclosure, Form, Select, TextField, useText } from '@finharbor/ui';
import { type Category, categories, type WalletView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuan } from '../api.ts';

type OpenProps = { readonly wallets: readonly WalletView[]; readonly isFirst: boolean };

/** Has one of the firm's wallets take payments as a merchant. */
export function OpenShop({ wallets, isFirst }: OpenProps): ReactElement {
  const text = useText('yuanTill');
  if (isFirst) return <OpenForm wallets={wallets} />;
  return (
    <Disclosure title={text('open.another')}>
      <OpenForm wallets={wallets} />
    </Disclosure>
  );
}

function OpenForm({ wallets }: Pick<OpenProps, 'wallets'>): ReactElement {
  const text = useText('yuanTill');
  const parts = useText('yuanParts');
  const [number, setNumber] = useState(wallets[0]!.number);
  const [name, setName] = useState({ en: '', zh: '' });
  const [category, setCategory] = useState<Category>();
  const queries = useQueryClient();
  const opening = useMutation({
    // A category that was not chosen the server refuses at its field.
    mutationFn: () =>
      yuan.putMerchant({ params: { number }, body: { name, category: category ?? ('' as Category) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['yuan', 'wallets'] }),
  });
  return (
    <Form onSubmit={() => opening.mutate()} error={opening.error}>
      <Select
        label={text('open.wallet')}
        options={wallets.map(({ number: id, label }) => ({ id, label: `${label} · ${id}` }))}
        selected={number}
        onChange={setNumber}
      />
      <TextField
        label={text('open.zh')}
        name="name"
        value={name.zh}
        onChange={(zh) => setName({ ...name, zh })}
        isRequired
      />
      <TextField
        label={text('open.en')}
        name="name/en"
        value={name.en}
        onChange={(en) => setName({ ...name, en })}
        isRequired
      />
      <Select
        label={text('open.category')}
        name="category"
        options={categories.map((id) => ({ id, label: parts(`category.${id}`) }))}
        selected={category}
        onChange={setCategory}
        isRequired
      />
      <Button type="submit" variant="primary" pending={opening.isPending}>
        {text('open.do')}
      </Button>
    </Form>
  );
}
