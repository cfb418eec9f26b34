import {
  Button,
  Callout,
  DescriptionList,
  Disclosure,
  PageHeader,
  Query,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { Receipt } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';

/** A receipt, for whoever has its number: what was paid and when, signed by the hub; it prints as one page. */
export function Screen(): ReactElement {
  const text = useText('yuanBills');
  const { number } = useParams({ strict: false }) as { readonly number: string };
  const receipt = useQuery({
    queryKey: ['yuan', 'receipt', number],
    queryFn: async () => (await yuan.getReceipt({ params: { number } })).body,
    retry: false,
  });
  return (
    <>
      <PageHeader
        title={text('receipt.title')}
        lead={text('receipt.lead')}
        actions={<Button onPress={() => print()}>{text('receipt.print')}</Button>}
      />
      <Query query={receipt}>{(found) => <Facts receipt={found} />}</Query>
    </>
  );
}

function Facts({ receipt }: { readonly receipt: Receipt }): ReactElement {
  const text = useText('yuanBills');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return (
    <>
      <Callout tone="good" title={text('receipt.paid', { amount: yuanText(receipt.totalMinor) })}>
        {receipt.refundedMinor > 0n && text('receipt.refunded', { amount: yuanText(receipt.refundedMinor) })}
      </Callout>
      <DescriptionList
        items={[
          { term: text('receipt.number'), value: <Verbatim>{receipt.number}</Verbatim> },
          { term: text('receipt.for'), value: say(receipt.title) },
          { term: text('period'), value: receipt.period },
          { term: text('officeOf'), value: say(receipt.officeName) },
          {
            term: text('payer'),
            value: <Verbatim>{receipt.payer.replace(/^(firm|account):/, '')}</Verbatim>,
          },
          { term: text('amount'), value: yuanText(receipt.amountMinor) },
          { term: text('receipt.late'), value: yuanText(receipt.lateMinor) },
          { term: text('receipt.at'), value: dateTime(receipt.paidAtMs) },
          { term: text('number'), value: <Verbatim>{receipt.bill}</Verbatim> },
        ]}
      />
      <Disclosure title={text('receipt.signed')}>
        <p className="mb-2 max-w-prose text-sm">{text('receipt.signedHelp')}</p>
        <DescriptionList
          items={[
            { term: text('receipt.text'), value: <Verbatim>{receipt.text}</Verbatim> },
            { term: text('receipt.signature'), value: <Verbatim>{receipt.signature}</Verbatim> },
            { term: text('receipt.key'), value: <Verbatim>{receipt.key}</Verbatim> },
          ]}
        />
      </Disclosure>
    </>
  );
}
