import {
  Button,
  Callout,
  type Column,
  clock,
  DataTable,
  DateField,
  dayOf,
  EmptyState,
  ErrorSummary,
  Grid,
  PageHeader,
  Query,
  Section,
  Select,
  Stat,
  saveFile,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { BillView, Office, OfficeDay } from '@finharbor/yuan/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { More } from '../more.tsx';
import { BillState } from './bill.tsx';
import { Publish } from './publish.tsx';

/** An office's bills, and its days as the ledger has them. */
export function Screen(): ReactElement {
  const text = useText('yuanBills');
  const offices = useQuery({
    queryKey: ['yuan', 'bill-offices'],
    queryFn: async () => (await yuan.listBillOffices({})).body.items,
  });
  return (
    <>
      <PageHeader title={text('office.title')} lead={text('office.lead')} />
      <Query query={offices}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={text('office.none')} body={text('office.noneHelp')} />
          ) : (
            <Offices offices={items} />
          )
        }
      </Query>
    </>
  );
}

function Offices({ offices }: { readonly offices: readonly Office[] }): ReactElement {
  const text = useText('yuanBills');
  const say = useBilingual();
  const [wallet, setWallet] = useState(offices[0]!.wallet);
  return (
    <>
      <Select
        label={text('office.which')}
        options={offices.map((one) => ({ id: one.wallet, label: say(one.name) }))}
        selected={wallet}
        onChange={setWallet}
      />
      <Day key={wallet} wallet={wallet} />
      <Section title={text('office.bills')}>
        <Bills wallet={wallet} />
      </Section>
      <Publish wallet={wallet} />
    </>
  );
}

function Bills({ wallet }: { readonly wallet: string }): ReactElement {
  const text = useText('yuanBills');
  const say = useBilingual();
  const { date } = useFormat();
  const columns: readonly Column<BillView>[] = [
    {
      id: 'number',
      header: text('number'),
      cell: ({ number }) => <Verbatim>{number}</Verbatim>,
      text: ({ number }) => number,
    },
    {
      id: 'title',
      header: text('receipt.for'),
      cell: ({ title }) => say(title),
      text: ({ title }) => say(title),
    },
    {
      id: 'payer',
      header: text('payer'),
      cell: ({ payer }) => <Verbatim>{payer.replace(/^(firm|account):/, '')}</Verbatim>,
      text: ({ payer }) => payer,
    },
    { id: 'amount', header: text('amount'), cell: ({ totalMinor }) => yuanText(totalMinor), align: 'end' },
    {
      id: 'due',
      header: text('due'),
      cell: ({ dueAtMs }) => date(dueAtMs),
      sortBy: ({ dueAtMs }) => dueAtMs,
    },
    {
      id: 'state',
      header: text('stateOf'),
      cell: ({ state }) => <BillState state={state} />,
      text: ({ state }) => text(`state.${state}`),
    },
    { id: 'act', header: text('office.cancel'), cell: (bill) => <Cancel bill={bill} />, isAct: true },
  ];
  return (
    <More
      what={['office-bills', wallet]}
      read={async (cursor) =>
        (await yuan.listOfficeBills({ params: { wallet }, query: { cursor, limit: 50 } })).body
      }
      caption={text('office.bills')}
      columns={columns}
      rowKey={({ number }) => number}
      empty={<EmptyState title={text('office.noBills')} />}
    />
  );
}

function Cancel({ bill }: { readonly bill: BillView }): ReactElement | null {
  const text = useText('yuanBills');
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => yuan.postBillCancellation({ params: { number: bill.number } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['yuan'] }),
  });
  if (bill.state === 'paid' || bill.state === 'cancelled') return null;
  return (
    <Button variant="quiet" onPress={() => cancel.mutate()} pending={cancel.isPending}>
      {text('office.cancel')}
    </Button>
  );
}

function Day({ wallet }: { readonly wallet: string }): ReactElement {
  const text = useText('yuanBills');
  const [day, setDay] = useState(() => dayOf(clock.nowMs()));
  const found = useQuery({
    queryKey: ['yuan', 'office-day', wallet, day],
    queryFn: async () => (await yuan.getOfficeDay({ params: { wallet, day } })).body,
  });
  const save = useMutation({
    mutationFn: async (kind: 'csv' | 'camt054') => {
      const at = { params: { wallet, day } };
      const { body } = kind === 'csv' ? await yuan.getOfficeDayCsv(at) : await yuan.getOfficeDayCamt(at);
      const file = await new Response(body.bytes as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
      saveFile(`${wallet} ${day}.${kind === 'csv' ? 'csv' : 'camt.054.xml'}`, file);
    },
  });
  return (
    <Section title={text('day.title')}>
      <DateField label={text('day.which')} value={day} onChange={(chosen) => chosen && setDay(chosen)} />
      <Query query={found} shape="table">
        {(one) => <Lines day={one} />}
      </Query>
      <ErrorSummary error={save.error} />
      <div className="no-print flex flex-wrap gap-3">
        <Button onPress={() => save.mutate('csv')}>{text('day.csv')}</Button>
        <Button onPress={() => save.mutate('camt054')}>{text('day.camt')}</Button>
      </div>
    </Section>
  );
}

function Lines({ day }: { readonly day: OfficeDay }): ReactElement {
  const text = useText('yuanBills');
  const { dateTime } = useFormat();
  const columns: readonly Column<OfficeDay['lines'][number]>[] = [
    { id: 'at', header: text('receipt.at'), cell: ({ atMs }) => dateTime(atMs), sortBy: ({ atMs }) => atMs },
    { id: 'direction', header: text('day.direction'), cell: ({ direction }) => text(`day.${direction}`) },
    { id: 'amount', header: text('amount'), cell: ({ amountMinor }) => yuanText(amountMinor), align: 'end' },
    {
      id: 'bill',
      header: text('number'),
      cell: ({ bill }) => <Verbatim>{bill ?? '–'}</Verbatim>,
      text: ({ bill }) => bill ?? '',
    },
    { id: 'reference', header: text('day.reference'), cell: ({ reference }) => reference ?? '–' },
  ];
  return (
    <>
      <Grid>
        <Stat label={text('day.in')} value={yuanText(day.inMinor)} />
        <Stat label={text('day.out')} value={yuanText(day.outMinor)} />
      </Grid>
      <DataTable
        caption={text('day.title')}
        columns={columns}
        rows={day.lines}
        rowKey={({ movement, direction }) => `${movement} ${direction}`}
        empty={<Callout tone="accent" title={text('day.none')} />}
      />
    </>
  );
}
