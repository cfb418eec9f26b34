import {
  Button,
  Callout,
  ConfirmDialog,
  ErrorSummary,
  Grid,
  newId,
  PageHeader,
  Query,
  Section,
  Stat,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { ChainView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { ChainState } from './list.tsx';
import { Propose } from './propose.tsx';
import { Tree } from './tree.tsx';

/** One order: one's own legs of it, what is to agree or to pay. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  const order = useQuery({
    queryKey: ['yuan', 'chain-order', id],
    queryFn: async () => (await yuan.getChainOrder({ params: { id } })).body,
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'open' || data?.state === 'paying' ? 5_000 : false,
  });
  return <Query query={order}>{(found) => <Order order={found} />}</Query>;
}

function Order({ order }: { readonly order: ChainView }): ReactElement {
  const text = useText('yuanChain');
  const { date, dateTime } = useFormat();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/chain-orders', label: text('title') }]}
        title={<Verbatim>{order.title}</Verbatim>}
        lead={<ChainState state={order.state} />}
        actions={order.isBuyer && order.state === 'open' && <Cancel order={order} />}
      />
      {order.paidAtMs !== null && (
        <Callout tone="good" title={text('paid', { at: dateTime(order.paidAtMs) })}>
          {text('paidHelp')}
        </Callout>
      )}
      <Grid>
        {order.getMinor > 0n && <Stat label={text('gets')} value={yuanText(order.getMinor)} />}
        {order.payMinor > 0n && <Stat label={text('pays')} value={yuanText(order.payMinor)} />}
        {order.getMinor > 0n && (
          <Stat
            label={text('keeps')}
            value={yuanText(order.getMinor - order.payMinor)}
            hint={text('keepsHint')}
          />
        )}
        <Stat label={text('due')} value={date(order.dueAtMs)} />
      </Grid>
      <Section title={text('legs')}>
        <p className="mb-3 max-w-prose text-quiet text-sm">{text('legsHelp')}</p>
        <Tree order={order} />
      </Section>
      {order.isBuyer && order.state === 'open' && <Pay order={order} />}
      <Propose order={order} />
    </>
  );
}

function Pay({ order }: { readonly order: ChainView }): ReactElement {
  const text = useText('yuanChain');
  const client = useQueryClient();
  const [payment, setPayment] = useState(newId);
  const [isAsked, setIsAsked] = useState(false);
  const pay = useMutation({
    mutationFn: () => yuan.postChainPayment({ params: { id: order.id }, body: { id: payment } }),
    onSuccess: () => {
      setIsAsked(false);
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
    // A number that was refused stays refused; one that was not answered is tried again as it is.
    onError: (error) => {
      if ('problem' in error) setPayment(newId());
    },
  });
  if (!order.isReady) return <Callout tone="warn" title={text('notReady')} />;
  const amount = yuanText(order.payMinor);
  return (
    <>
      <Button variant="primary" onPress={() => setIsAsked(true)}>
        {text('pay.title', { amount })}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={text('pay.title', { amount })}
        body={text('pay.body')}
        confirmLabel={text('pay.send')}
        pending={pay.isPending}
        error={pay.error}
        onConfirm={() => pay.mutate()}
      />
    </>
  );
}

function Cancel({ order }: { readonly order: ChainView }): ReactElement {
  const text = useText('yuanChain');
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => yuan.postChainCancellation({ params: { id: order.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  return (
    <>
      <ErrorSummary error={cancel.error} />
      <Button onPress={() => cancel.mutate()} pending={cancel.isPending}>
        {text('cancel')}
      </Button>
    </>
  );
}
