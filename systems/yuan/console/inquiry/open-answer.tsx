import {
  Button,
  Callout,
  type Column,
  DataTable,
  DescriptionList,
  ErrorSummary,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import type { Answer, Entry, InquiryView } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { useFacts } from '../people/facts.tsx';

/** The answer, opened by a press: each time is written down, so nothing opens it by itself. */
export function OpenAnswer({ inquiry }: { readonly inquiry: InquiryView }): ReactElement {
  const text = useText('yuanInquiry');
  const { dateTime } = useFormat();
  const client = useQueryClient();
  const opening = useMutation({
    mutationFn: async () => (await yuan.getAnswer({ params: { id: inquiry.id } })).body,
    onSuccess: () => client.invalidateQueries({ queryKey: ['yuan', 'inquiries', inquiry.id] }),
  });
  if (opening.data) return <Shown answer={opening.data} />;
  return (
    <>
      <Callout tone="warn" title={text('openTitle')}>
        {text('openHelp', { until: dateTime(inquiry.readableUntilMs ?? inquiry.askedAtMs) })}
      </Callout>
      <ErrorSummary error={opening.error} />
      <Button variant="primary" pending={opening.isPending} onPress={() => opening.mutate()}>
        {text('open')}
      </Button>
    </>
  );
}

function Shown({ answer }: { readonly answer: Answer }): ReactElement {
  const text = useText('yuanInquiry');
  const { dateTime } = useFormat();
  const { identity, movements } = answer;
  return (
    <>
      <Callout tone="warn">{text('readUntil', { until: dateTime(answer.readableUntilMs) })}</Callout>
      {identity && <Who identity={identity} />}
      {movements && <Movements rows={movements} />}
    </>
  );
}

function Who({ identity }: { readonly identity: NonNullable<Answer['identity']> }): ReactElement {
  const text = useText('yuanInquiry');
  const people = useText('yuanPeople');
  const facts = useFacts(identity.person, text('notHeld'));
  const firm = identity.firm;
  return (
    <DescriptionList
      items={[
        { term: text('walletNumber'), value: <Verbatim>{identity.wallet}</Verbatim> },
        {
          term: people('bank.tier'),
          value: identity.tier === null ? people('bank.firm') : people(`tier.${identity.tier}`),
        },
        ...(firm === null ? facts : [{ term: people('bank.firm'), value: <Verbatim>{firm}</Verbatim> }]),
      ]}
    />
  );
}

function Movements({ rows }: { readonly rows: readonly Entry[] }): ReactElement {
  const text = useText('yuanInquiry');
  const say = useBilingual();
  const { dateTime, money } = useFormat();
  const columns: readonly Column<Entry>[] = [
    { id: 'at', header: text('at'), cell: ({ atMs }) => dateTime(atMs), sortBy: ({ atMs }) => atMs },
    {
      id: 'amount',
      header: text('amount'),
      cell: ({ amountMinor, direction }) =>
        `${direction === 'out' ? '−' : '+'}${money(yuanOf(amountMinor), 'CNY')}`,
      align: 'end',
    },
    {
      id: 'other',
      header: text('otherSide'),
      cell: ({ other }) => (other.name ? say(other.name) : (other.number ?? '—')),
    },
  ];
  return (
    <DataTable
      caption={text('movements')}
      rows={rows}
      rowKey={({ movement, direction, source }) => `${movement} ${direction} ${source}`}
      columns={columns}
    />
  );
}
