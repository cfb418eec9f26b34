import {
  Badge,
  Button,
  type Column,
  DataTable,
  DateField,
  EmptyState,
  Form,
  newId,
  PageHeader,
  Query,
  Section,
  Select,
  TextField,
  type Tone,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ChainView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { insist } from '../funds/insist.ts';

const tones: Readonly<Record<ChainView['state'], Tone>> = {
  open: 'accent',
  paying: 'accent',
  paid: 'good',
  cancelled: 'neutral',
};

/** How an order stands, as a mark. */
export function ChainState({ state }: Pick<ChainView, 'state'>): ReactElement {
  const text = useText('yuanChain');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}

/** Orders one takes part in. */
export function Screen(): ReactElement {
  const text = useText('yuanChain');
  const { date } = useFormat();
  const orders = useQuery({
    queryKey: ['yuan', 'chain-orders'],
    queryFn: async () => (await yuan.listChainOrders({})).body.items,
  });
  const columns: readonly Column<ChainView>[] = [
    {
      id: 'title',
      header: text('order'),
      cell: ({ title }) => <Verbatim>{title}</Verbatim>,
      text: ({ title }) => title,
    },
    { id: 'part', header: text('part'), cell: ({ isBuyer }) => text(isBuyer ? 'buyer' : 'supplier') },
    { id: 'pay', header: text('pays'), cell: ({ payMinor }) => yuanText(payMinor), align: 'end' },
    { id: 'get', header: text('gets'), cell: ({ getMinor }) => yuanText(getMinor), align: 'end' },
    {
      id: 'due',
      header: text('due'),
      cell: ({ dueAtMs }) => date(dueAtMs),
      sortBy: ({ dueAtMs }) => dueAtMs,
    },
    {
      id: 'state',
      header: text('stateOf'),
      cell: ({ state }) => <ChainState state={state} />,
      text: ({ state }) => text(`state.${state}`),
    },
  ];
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <Query query={orders} shape="table">
        {(rows) => (
          <DataTable
            id="/chain-orders"
            caption={text('title')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            href={({ id }) => `/app/chain-orders/${id}`}
            empty={<EmptyState title={text('none')} body={text('noneHelp')} />}
          />
        )}
      </Query>
      <Begin />
    </>
  );
}

function Begin(): ReactElement {
  const text = useText('yuanChain');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [title, setTitle] = useState('');
  const [due, setDue] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
  });
  const wallet = chosen ?? wallets.data?.[0]?.number;
  const begin = useMutation({
    mutationFn: async () => {
      insist([
        ['title', title.trim() !== '', text('missing')],
        ['wallet', wallet !== undefined, text('missing')],
        ['dueAtMs', due !== undefined, text('missing')],
      ]);
      const dueAtMs = Date.parse(`${due}T23:59:59+08:00`);
      return yuan.postChainOrder({ body: { id, wallet: wallet!, title, dueAtMs } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['yuan', 'chain-orders'] });
      await navigate({ to: `/app/chain-orders/${id}` });
    },
  });
  return (
    <Section title={text('begin.title')}>
      <Form onSubmit={() => begin.mutate()} error={begin.error}>
        <TextField label={text('order')} name="title" value={title} onChange={setTitle} isRequired />
        <Select
          label={text('wallet')}
          name="wallet"
          options={(wallets.data ?? []).map(({ number, label }) => ({
            id: number,
            label: text('begin.from', { label, number }),
          }))}
          selected={wallet}
          onChange={setChosen}
          isRequired
        />
        <DateField label={text('due')} name="dueAtMs" value={due} onChange={setDue} isRequired />
        <Button type="submit" pending={begin.isPending}>
          {text('begin.send')}
        </Button>
      </Form>
    </Section>
  );
}
