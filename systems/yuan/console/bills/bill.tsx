import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  DescriptionList,
  LinkButton,
  newId,
  Select,
  type Tone,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { BillView } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

const tones: Readonly<Record<BillView['state'], Tone>> = {
  open: 'accent',
  overdue: 'warn',
  paid: 'good',
  cancelled: 'neutral',
};

/** How a bill stands, as a mark. */
export function BillState({ state }: Pick<BillView, 'state'>): ReactElement {
  const text = useText('yuanBills');
  return <Badge tone={tones[state]}>{text(`state.${state}`)}</Badge>;
}

/** One bill, which can be paid here. */
export function BillCard({ bill }: { readonly bill: BillView }): ReactElement {
  const text = useText('yuanBills');
  const say = useBilingual();
  const { date } = useFormat();
  const isDue = bill.state === 'open' || bill.state === 'overdue';
  return (
    <Card title={say(bill.title)}>
      <p className="font-semibold text-2xl">{yuanText(bill.totalMinor)}</p>
      <p className="my-2 flex flex-wrap gap-2">
        <BillState state={bill.state} />
        <span className="text-quiet">{`${text(`kind.${bill.kind}`)} · ${say(bill.officeName)}`}</span>
      </p>
      <DescriptionList
        items={[
          { term: text('number'), value: <Verbatim>{bill.number}</Verbatim> },
          { term: text('period'), value: bill.period },
          { term: text('payer'), value: <Verbatim>{bill.payer.replace(/^(firm|account):/, '')}</Verbatim> },
          { term: text('due'), value: date(bill.dueAtMs) },
          ...(bill.lateMinor > 0n
            ? [{ term: text('late', { days: bill.daysLate }), value: yuanText(bill.lateMinor) }]
            : []),
          ...(isDue && bill.latePer100k > 0
            ? [{ term: text('rate'), value: text('rateOf', { percent: bill.latePer100k / 1000 }) }]
            : []),
        ]}
      />
      <div className="mt-3 flex flex-wrap gap-3">
        {isDue && <Pay bill={bill} />}
        {bill.receipt !== null && (
          <LinkButton href={`/app/receipts/${bill.receipt}`}>{text('receipt.title')}</LinkButton>
        )}
      </div>
    </Card>
  );
}

function Pay({ bill }: { readonly bill: BillView }): ReactElement {
  const text = useText('yuanBills');
  const client = useQueryClient();
  // The same number until it is answered: pressed twice, it is paid once.
  const [id, setId] = useState(newId);
  const [isAsked, setIsAsked] = useState(false);
  const [wallet, setWallet] = useState<string>();
  const wallets = useQuery({
    queryKey: ['yuan', 'wallets'],
    queryFn: async () => (await yuan.listWallets({})).body.items,
    enabled: isAsked,
  });
  const chosen =
    wallet ?? wallets.data?.find(({ availableMinor }) => availableMinor >= bill.totalMinor)?.number;
  const pay = useMutation({
    mutationFn: () =>
      yuan.postBillPayment({
        params: { number: bill.number },
        body: { id, wallet: chosen ?? wallets.data![0]!.number, amountMinor: bill.totalMinor },
      }),
    onSuccess: () => {
      setIsAsked(false);
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
    // A number that was refused stays refused; one that was not answered is tried again as it is.
    onError: (error) => {
      if ('problem' in error) setId(newId());
    },
  });
  const options = (wallets.data ?? []).map(({ number, label, availableMinor }) => ({
    id: number,
    label: `${label} · ${yuanText(availableMinor)}`,
  }));
  return (
    <>
      <Button variant="primary" onPress={() => setIsAsked(true)}>
        {text('pay.title', { amount: yuanText(bill.totalMinor) })}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={text('pay.title', { amount: yuanText(bill.totalMinor) })}
        body={
          <>
            <p className="mb-3">{text('pay.body')}</p>
            <Select label={text('pay.wallet')} options={options} selected={chosen} onChange={setWallet} />
          </>
        }
        confirmLabel={text('pay.send')}
        pending={pay.isPending || wallets.isLoading}
        error={pay.error ?? wallets.error}
        onConfirm={() => wallets.data && wallets.data.length > 0 && pay.mutate()}
      />
    </>
  );
}
