import {
  Button,
  Form,
  LinkButton,
  PageHeader,
  Query,
  Section,
  TextField,
  useText,
  useToast,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { node } from '../api.ts';
import { Account } from './account.tsx';
import { fenIn } from './amounts.ts';
import { Months } from './months.tsx';
import { Movements } from './movements.tsx';

/** This party's money: what it has, its statements, what came in and goes out. */
export function Screen(): ReactElement {
  const text = useText('settlement');
  const account = useQuery({
    queryKey: ['settlement', 'account'],
    queryFn: async () => (await node.getSettlementAccount({})).body,
  });
  const months = useQuery({
    queryKey: ['settlement', 'months'],
    queryFn: async () => (await node.listStatements({})).body,
  });
  const movements = useQuery({
    queryKey: ['settlement', 'movements'],
    queryFn: async () => (await node.listOwnMoney({})).body,
  });
  const isApprover = useWho()?.roles.includes('approver') ?? false;
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={account}>{(found) => <Account account={found} />}</Query>
      <Section title={text('months')}>
        <Query query={months} shape="table">
          {(found) => (
            <Months
              months={found}
              href={({ month }) => `/app/settlement/${month}`}
              action={<LinkButton href="/app/contracts">{text('toContracts')}</LinkButton>}
            />
          )}
        </Query>
      </Section>
      <Section title={text('movements')}>
        <Query query={movements} shape="table">
          {(found) => <Movements movements={found} />}
        </Query>
        <p className="mb-3 max-w-prose text-quiet text-sm">{text('topUpHelp')}</p>
      </Section>
      {isApprover && (
        <Section title={text('payout.title')}>
          <Payout />
        </Section>
      )}
    </>
  );
}

function Payout(): ReactElement {
  const text = useText('settlement');
  const toast = useToast();
  const client = useQueryClient();
  const [amount, setAmount] = useState('');
  const [id, setId] = useState(() => crypto.randomUUID());
  const amountMinor = fenIn(amount);
  const ask = useMutation({
    mutationFn: () => node.postPayout({ body: { id, amountMinor: amountMinor! } }),
    async onSuccess() {
      setAmount('');
      setId(crypto.randomUUID());
      toast({ title: text('payout.asked') });
      await client.invalidateQueries({ queryKey: ['settlement'] });
    },
  });
  return (
    <Form onSubmit={() => ask.mutate()} error={ask.error}>
      <TextField
        label={text('payout.amount')}
        description={text('payout.help')}
        name="amountMinor"
        inputMode="decimal"
        value={amount}
        onChange={setAmount}
        {...(amount !== '' && amountMinor === undefined ? { error: text('badAmount') } : {})}
      />
      <Button type="submit" isDisabled={amountMinor === undefined} pending={ask.isPending}>
        {text('payout.ask')}
      </Button>
    </Form>
  );
}
