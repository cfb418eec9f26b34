import { FinharborError } from '@finharbor/kernel/contract';
import { Button, Dialog, Form, newId, Query, Select, TextField, useText, useToast } from '@finharbor/ui';
import { type OrderView, type RefundReason, refundReasons } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { fenIn, yuanOf, yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** Gives back what an order was paid with, all or a part of it. */
export function RefundDialog({
  order,
  onClose,
}: {
  readonly order: OrderView;
  readonly onClose: () => void;
}): ReactElement {
  const text = useText('yuanTill');
  const params = { id: order.payment! };
  const payment = useQuery({
    queryKey: ['yuan', 'payment', params.id],
    queryFn: async ({ signal }) => (await yuan.getPayment({ params, signal })).body,
    staleTime: 0,
  });
  return (
    <Dialog isOpen onClose={onClose} title={text('refund.of', { reference: order.reference })}>
      <Query query={payment}>
        {({ amountMinor, refundedMinor }) => (
          <>
            <p className="mb-3">
              {text('refund.stands', { paid: yuanText(amountMinor), back: yuanText(refundedMinor) })}
            </p>
            {refundedMinor < amountMinor ? (
              <RefundForm order={order} leftMinor={amountMinor - refundedMinor} onDone={onClose} />
            ) : (
              <p className="font-semibold">{text('refund.all')}</p>
            )}
          </>
        )}
      </Query>
    </Dialog>
  );
}

function RefundForm({
  order,
  leftMinor,
  onDone,
}: {
  readonly order: OrderView;
  readonly leftMinor: bigint;
  readonly onDone: () => void;
}): ReactElement {
  const text = useText('yuanTill');
  const [typed, setTyped] = useState(yuanOf(leftMinor));
  const [reason, setReason] = useState<RefundReason>();
  // Made once: pressing twice, or after an answer was lost, gives back once.
  const [id, setId] = useState(newId);
  const queries = useQueryClient();
  const toast = useToast();
  const refunding = useMutation({
    mutationFn: async () => {
      const amountMinor = fenIn(typed);
      const fields = [
        ...(amountMinor === undefined || amountMinor > leftMinor
          ? [{ pointer: '/amountMinor', detail: text('refund.tooMuch', { left: yuanText(leftMinor) }) }]
          : []),
        ...(reason === undefined ? [{ pointer: '/reason', detail: text('refund.noReason') }] : []),
      ];
      if (fields.length > 0 || amountMinor === undefined || reason === undefined)
        throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
      const body = { id, wallet: order.wallet, payment: order.payment!, amountMinor, reason };
      await yuan.postRefund({ body });
      return amountMinor;
    },
    onSuccess: async (amountMinor) => {
      toast({ tone: 'good', title: text('refund.done', { amount: yuanText(amountMinor) }) });
      await queries.invalidateQueries({ queryKey: ['yuan'] });
      onDone();
    },
    // A number that was refused stays so.
    onError: (error) => error instanceof FinharborError && error.code.startsWith('yuan.') && setId(newId()),
  });
  return (
    <Form onSubmit={() => refunding.mutate()} error={refunding.error}>
      <TextField
        label={text('refund.amount')}
        name="amountMinor"
        inputMode="decimal"
        autoComplete="off"
        value={typed}
        onChange={setTyped}
        isRequired
      />
      <Select
        label={text('refund.reason')}
        name="reason"
        options={refundReasons.map((one) => ({ id: one, label: text(`refund.reasons.${one}`) }))}
        selected={reason}
        onChange={setReason}
        isRequired
      />
      <Button type="submit" variant="danger" pending={refunding.isPending}>
        {text('refund.do')}
      </Button>
    </Form>
  );
}
