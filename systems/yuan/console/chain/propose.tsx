import { Button, Form, newId, Section, Select, TextField, useText } from '@finharbor/ui';
import type { ChainView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { fenIn, yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { insist } from '../funds/insist.ts';

const own = 'own';

/** Proposes what one passes on to a supplier: as the buyer, or out of what is paid to oneself and not answered yet. */
export function Propose({ order }: { readonly order: ChainView }): ReactElement | null {
  const text = useText('yuanChain');
  const client = useQueryClient();
  const [id, setId] = useState(newId);
  const [from, setFrom] = useState<string>();
  const [payee, setPayee] = useState('');
  const [amount, setAmount] = useState('');
  const [goods, setGoods] = useState('');
  const sources = [
    ...(order.isBuyer ? [{ id: own, label: text('propose.own') }] : []),
    ...order.legs
      .filter((leg) => leg.payee.isOwn && leg.state === 'proposed')
      .map((leg) => ({ id: leg.id, label: `${leg.goods} · ${yuanText(leg.amountMinor)}` })),
  ];
  const source = from ?? sources[0]?.id;
  const propose = useMutation({
    mutationFn: async () => {
      const amountMinor = fenIn(amount);
      insist([
        ['payee', /^[0-9]{16}$/.test(payee.trim()), text('propose.payeeHelp')],
        ['amountMinor', amountMinor !== undefined, text('propose.badAmount')],
        ['goods', goods.trim() !== '', text('missing')],
      ]);
      const above = source === own ? null : source!;
      const body = { id, above, payee: payee.trim(), amountMinor: amountMinor!, goods };
      return yuan.postChainLeg({ params: { id: order.id }, body });
    },
    onSuccess: () => {
      setId(newId());
      setPayee('');
      setAmount('');
      setGoods('');
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  if (order.state !== 'open' || sources.length === 0) return null;
  return (
    <Section title={text('propose.title')}>
      <Form onSubmit={() => propose.mutate()} error={propose.error}>
        <Select label={text('propose.from')} options={sources} selected={source} onChange={setFrom} />
        <TextField
          label={text('propose.payee')}
          description={text('propose.payeeHelp')}
          name="payee"
          inputMode="numeric"
          value={payee}
          onChange={setPayee}
          isRequired
        />
        <TextField
          label={text('propose.amount')}
          name="amountMinor"
          inputMode="decimal"
          value={amount}
          onChange={setAmount}
          isRequired
        />
        <TextField label={text('propose.goods')} name="goods" value={goods} onChange={setGoods} isRequired />
        <Button type="submit" pending={propose.isPending}>
          {text('propose.send')}
        </Button>
      </Form>
    </Section>
  );
}
