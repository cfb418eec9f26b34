import { FinharborError } from '@finharbor/kernel/contract';
import { Button, Code, clock, Form, newId, TextField, useText, Verbatim } from '@finharbor/ui';
import type { OrderView } from '@finharbor/yuan/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState } from 'react';
import { fenIn, yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { Result } from '../parts/big.tsx';
import { Keypad } from '../parts/keypad.tsx';
import { Qr } from '../parts/qr.tsx';
import type { Shop } from './page.tsx';

const validS = 180;
const againMs = 1_000;

/** Asks a customer to pay: the amount by keys, then a code to be scanned, then whether it was paid. */
export function Charge({ shop }: { readonly shop: Shop }): ReactElement {
  const [order, setOrder] = useState<OrderView>();
  if (order) return <Waiting key={order.id} order={order} onNext={() => setOrder(undefined)} />;
  return <Ask shop={shop} onAsked={setOrder} />;
}

function Ask({
  shop,
  onAsked,
}: {
  readonly shop: Shop;
  readonly onAsked: (order: OrderView) => void;
}): ReactElement {
  const text = useText('yuanTill');
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  // Made once: pressing twice, or after an answer was lost, asks for the same order.
  const [id, setId] = useState(newId);
  const asking = useMutation({
    mutationFn: async () => {
      const amountMinor = fenIn(typed);
      if (amountMinor === undefined) {
        const fields = [{ pointer: '/amountMinor', detail: text('amountWrong') }];
        throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
      }
      const own = reference.trim() === '' ? id.slice(-6).toUpperCase() : reference;
      const body = { id, wallet: shop.number, amountMinor, reference: own, validS };
      return (await yuan.postOrder({ body })).body;
    },
    onSuccess: onAsked,
    // Whoever changes the amount after a refusal asks for another order.
    onError: (error) => error instanceof FinharborError && setId(newId()),
  });
  return (
    <Form onSubmit={() => asking.mutate()} error={asking.error}>
      <Keypad label={text('amount')} value={typed} onChange={setTyped} />
      <TextField
        label={text('reference')}
        description={text('referenceHelp')}
        name="reference"
        autoComplete="off"
        value={reference}
        onChange={setReference}
      />
      <div className="[&_button]:min-h-14 [&_button]:text-base">
        <Button type="submit" variant="primary" pending={asking.isPending}>
          {text('ask')}
        </Button>
      </div>
    </Form>
  );
}

function Waiting({
  order: first,
  onNext,
}: {
  readonly order: OrderView;
  readonly onNext: () => void;
}): ReactElement {
  const text = useText('yuanTill');
  const params = { id: first.id };
  const order = useQuery({
    queryKey: ['yuan', 'order', first.id],
    queryFn: async ({ signal }) => (await yuan.getOrder({ params, signal })).body,
    initialData: first,
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state: { data } }) => (data?.state === 'open' ? againMs : false),
  });
  const ending = useMutation({
    mutationFn: async () => (await yuan.postOrderEnd({ params })).body,
    onSuccess: () => order.refetch(),
  });
  const { state, amountMinor, reference } = order.data;
  return (
    <div className="mx-auto max-w-md text-center">
      {state === 'open' ? (
        <OpenOrder order={order.data} isLost={order.isError} />
      ) : (
        <Result how={state === 'paid' ? 'done' : 'gone'} title={text(`state.${state}`)}>
          <p className="font-semibold text-4xl tabular-nums">{yuanText(amountMinor)}</p>
          <p className="text-quiet">
            <Verbatim>{reference}</Verbatim>
          </p>
          {state === 'ended' && <p className="text-sm">{text('endedHelp')}</p>}
          {state === 'expired' && <p className="text-sm">{text('expiredHelp')}</p>}
        </Result>
      )}
      <div className="flex flex-wrap justify-center gap-3 [&_button]:min-h-14 [&_button]:text-base">
        {state === 'open' ? (
          <Button onPress={() => ending.mutate()} pending={ending.isPending}>
            {text('cancel')}
          </Button>
        ) : (
          <Button variant="primary" onPress={onNext} autoFocus>
            {text('next')}
          </Button>
        )}
      </div>
    </div>
  );
}

function OpenOrder({
  order: { code, amountMinor, reference, expiresAtMs },
  isLost,
}: {
  readonly order: OrderView;
  readonly isLost: boolean;
}): ReactElement {
  const text = useText('yuanTill');
  const leftS = useSecondsTo(expiresAtMs);
  const left = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, '0')}`;
  return (
    <>
      <p className="font-semibold text-4xl tabular-nums">{yuanText(amountMinor)}</p>
      <p className="mb-3 text-quiet">
        <Verbatim>{reference}</Verbatim>
      </p>
      <Qr text={code} label={text('picture')} />
      <p className="my-2 text-sm">
        <Code copyable>{code}</Code>
      </p>
      <p role="status" className="mb-1">
        {text(isLost ? 'lost' : 'waiting')}
      </p>
      <p className="mb-4 font-semibold text-lg tabular-nums">{text('left', { left })}</p>
    </>
  );
}

function useSecondsTo(atMs: number): number {
  const [nowMs, setNowMs] = useState(clock.nowMs());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(clock.nowMs()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((atMs - nowMs) / 1_000));
}
