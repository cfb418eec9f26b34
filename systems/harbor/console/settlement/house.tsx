import type { MovementView } from '@finharbor/harbor/contract';
import {
  Button,
  ConfirmDialog,
  DataTable,
  EmptyState,
  Form,
  LinkButton,
  PageHeader,
  Query,
  Section,
  Select,
  TextField,
  useText,
  useToast,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { hub } from '../api.ts';
import { usePartyName } from '../parties/names.ts';
import { fenIn, useYuan } from './amounts.ts';
import { Movements } from './movements.tsx';

/** What every party has with the platform, what comes in and goes out. */
export function Screen(): ReactElement {
  const text = useText('settlement');
  const accounts = useQuery({
    queryKey: ['settlement', 'accounts'],
    queryFn: async () => (await hub.listSettlementAccounts({})).body,
  });
  const movements = useQuery({
    queryKey: ['settlement', 'all-movements'],
    queryFn: async () => (await hub.listMovements({})).body,
  });
  const isOperator = useWho()?.roles.includes('operator') ?? false;
  return (
    <>
      <PageHeader title={text('house.title')} lead={text('house.lead')} />
      <Section title={text('house.accounts')}>
        <Query query={accounts} shape="table">
          {(found) => (
            <>
              <Accounts accounts={found} />
              {isOperator && found.length > 0 && <TopUp parties={found.map(({ party }) => party)} />}
            </>
          )}
        </Query>
      </Section>
      <Section title={text('movements')}>
        <Query query={movements} shape="table">
          {(found) => (
            <Movements
              movements={found}
              {...(isOperator ? { act: (one: MovementView) => <Resolve movement={one} /> } : {})}
            />
          )}
        </Query>
      </Section>
    </>
  );
}

type Accounts = Awaited<ReturnType<typeof hub.listSettlementAccounts>>['body'];

function Accounts({ accounts }: { readonly accounts: Accounts }): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const yuan = useYuan();
  const amount = (id: 'prepaid' | 'owed' | 'payable' | 'outstanding') =>
    ({
      id,
      header: text(id),
      cell: (one: Accounts[number]) => yuan(one[`${id}Minor`]),
      align: 'end',
    }) as const;
  return (
    <DataTable
      caption={text('house.accounts')}
      rows={accounts}
      rowKey={({ party }) => party}
      href={({ party }) => `/app/settlements/${party}`}
      columns={[
        {
          id: 'party',
          header: text('column.party'),
          cell: ({ party }) => <Verbatim>{nameOf(party)}</Verbatim>,
        },
        amount('prepaid'),
        amount('owed'),
        amount('payable'),
        amount('outstanding'),
      ]}
      empty={
        <EmptyState
          title={text('house.none')}
          body={text('house.noneHelp')}
          action={<LinkButton href="/app/enrolments">{text('house.toEnrolments')}</LinkButton>}
        />
      }
    />
  );
}

function TopUp({ parties }: { readonly parties: readonly string[] }): ReactElement {
  const text = useText('settlement');
  const nameOf = usePartyName();
  const toast = useToast();
  const client = useQueryClient();
  const [party, setParty] = useState<string | undefined>(parties[0]);
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [id, setId] = useState(() => crypto.randomUUID());
  const amountMinor = fenIn(amount);
  const record = useMutation({
    mutationFn: () => hub.postTopUp({ body: { id, party: party!, amountMinor: amountMinor!, reference } }),
    async onSuccess() {
      setAmount('');
      setReference('');
      setId(crypto.randomUUID());
      toast({ title: text('topUp.done') });
      await client.invalidateQueries({ queryKey: ['settlement'] });
    },
  });
  return (
    <Form onSubmit={() => record.mutate()} error={record.error}>
      <Select
        label={text('topUp.party')}
        name="party"
        selected={party}
        onChange={setParty}
        options={parties.map((one) => ({ id: one, label: nameOf(one) }))}
      />
      <TextField
        label={text('topUp.amount')}
        name="amountMinor"
        inputMode="decimal"
        value={amount}
        onChange={setAmount}
        {...(amount !== '' && amountMinor === undefined ? { error: text('badAmount') } : {})}
      />
      <TextField
        label={text('column.reference')}
        name="reference"
        value={reference}
        onChange={setReference}
        maxLength={200}
      />
      <Button
        type="submit"
        isDisabled={amountMinor === undefined || reference.trim() === ''}
        pending={record.isPending}
      >
        {text('topUp.record')}
      </Button>
    </Form>
  );
}

function Resolve({ movement }: { readonly movement: MovementView }): ReactElement {
  const text = useText('settlement');
  const client = useQueryClient();
  const [how, setHow] = useState<'confirm' | 'reject'>();
  const resolve = useMutation({
    mutationFn: (reference: string) =>
      hub.postPayoutResolution({ params: { id: movement.id }, body: { how: how!, reference } }),
    async onSuccess() {
      setHow(undefined);
      await client.invalidateQueries({ queryKey: ['settlement'] });
    },
  });
  return (
    <div className="flex flex-wrap gap-2">
      {(['confirm', 'reject'] as const).map((one) => (
        <Button key={one} onPress={() => setHow(one)}>
          {text(`payout.${one}`)}
        </Button>
      ))}
      <ConfirmDialog
        isOpen={how !== undefined}
        onClose={() => setHow(undefined)}
        title={text(how === 'reject' ? 'payout.rejectTitle' : 'payout.confirmTitle')}
        body={text(how === 'reject' ? 'payout.rejectBody' : 'payout.confirmBody')}
        confirmLabel={text(how === 'reject' ? 'payout.reject' : 'payout.confirm')}
        danger={how === 'reject'}
        pending={resolve.isPending}
        error={resolve.error}
        reasonLabel={text('column.reference')}
        onConfirm={(reference) => resolve.mutate(reference)}
      />
    </div>
  );
}
