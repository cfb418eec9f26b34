import { type FoundTransfer, statusWords, type TransferFile } from '@finharbor/bookkeeping/contract';
import {
  Badge,
  Callout,
  Code,
  DataTable,
  DescriptionList,
  PageHeader,
  Query,
  Section,
  TextLink,
  Timeline,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useWaitsFor } from '../accounts/waiting.tsx';
import { books } from '../api.ts';
import { useBook, WithBook } from '../book.tsx';
import { idIn, idText, msOf } from '../numbers.ts';
import { SideLink, StateBadge, transferPage, useTransferColumns } from './columns.tsx';
import { Settle } from './settle.tsx';

/** One transfer: its sides, what it was part of and what became of it; or why its id was refused. */
export function Screen(): ReactElement {
  const { id: asked = '' } = useParams({ strict: false }) as { readonly id?: string };
  // What is no id is nobody's transfer.
  const id = idIn(asked) ?? 1n;
  const found = useQuery({
    queryKey: ['ledger', 'transfer', asked],
    queryFn: async ({ signal }) => (await books.getTransfer({ params: { id }, signal })).body,
    refetchInterval: ({ state: { data } }) =>
      data?.kind === 'made' && data.transfer.state === 'pending' ? 5000 : false,
  });
  return (
    <Query query={found}>
      {(read) => (
        <WithBook>{read.kind === 'made' ? <Made file={read} /> : <Refused refusal={read} />}</WithBook>
      )}
    </Query>
  );
}

function Refused({
  refusal: { id, timestamp, status },
}: {
  readonly refusal: Extract<FoundTransfer, { kind: 'refused' }>;
}): ReactElement {
  const text = useText('ledger');
  const say = useBilingual();
  const { dateTime } = useFormat();
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ledger?tab=transfers', label: text('title') }]}
        title={text('refused.title')}
        object={String(id)}
      />
      <Callout tone="bad" title={say(statusWords[status])}>
        <p>{text('refused.help')}</p>
      </Callout>
      <DescriptionList
        items={[
          { term: text('transfer.id'), value: <Code copyable>{idText(id)}</Code> },
          { term: text('transfer.at'), value: dateTime(msOf(timestamp)) },
          { term: text('refused.status'), value: <Code>{status}</Code> },
        ]}
      />
    </>
  );
}

type FileProps = { readonly file: TransferFile };

function Made({ file }: FileProps): ReactElement {
  const text = useText('ledger');
  const { amount } = useBook();
  const isWriter = useWho()?.roles.includes('operator') ?? false;
  const { transfer, chain } = file;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ledger?tab=transfers', label: text('title') }]}
        title={text('transfer.title', { amount: amount(transfer.amount, transfer.ledger) })}
        lead={<StateBadge transfer={transfer} />}
        object={String(transfer.id)}
        actions={isWriter && transfer.state === 'pending' && <Settle transfer={transfer} />}
      />
      <Facts file={file} />
      <Section title={text('story.title')}>
        <Story file={file} />
      </Section>
      {chain.length > 0 && <Chain chain={chain} />}
    </>
  );
}

function Chain({ chain }: Pick<TransferFile, 'chain'>): ReactElement {
  const text = useText('ledger');
  return (
    <Section title={text('chain.title')}>
      <p className="mb-2 max-w-prose text-quiet">{text('chain.help')}</p>
      <DataTable
        caption={text('chain.title')}
        rows={chain}
        rowKey={({ id }) => String(id)}
        href={transferPage}
        columns={useTransferColumns()}
      />
    </Section>
  );
}

function Facts({ file: { transfer } }: FileProps): ReactElement {
  const text = useText('ledger');
  const { amount, code, unit } = useBook();
  const flags = transfer.flags.map((flag) => text(`transferFlag.${flag}`));
  const data = [transfer.userData128, transfer.userData64, BigInt(transfer.userData32)].filter(
    (one) => one > 0n,
  );
  return (
    <DescriptionList
      items={[
        { term: text('transfer.debit'), value: <SideLink side={transfer.debit} /> },
        { term: text('transfer.credit'), value: <SideLink side={transfer.credit} /> },
        { term: text('transfer.amount'), value: amount(transfer.amount, transfer.ledger) },
        { term: text('account.unit'), value: <Verbatim>{unit(transfer.ledger)}</Verbatim> },
        { term: text('transfer.code'), value: <Verbatim>{code('transfer', transfer.code)}</Verbatim> },
        { term: text('transfer.id'), value: <Code copyable>{idText(transfer.id)}</Code> },
        {
          term: text('transfer.flags'),
          value: flags.length === 0 ? '—' : flags.map((words) => <Badge key={words}>{words}</Badge>),
        },
        {
          term: text('account.userData'),
          value: <Verbatim>{data.length === 0 ? '—' : data.map(idText).join(' · ')}</Verbatim>,
        },
      ]}
    />
  );
}

/** What happened, in its order, and what has still to happen. */
function Story({ file: { transfer, pending, resolution } }: FileProps): ReactElement {
  const text = useText('ledger');
  const { amount } = useBook();
  const { dateTime } = useFormat();
  const waitsFor = useWaitsFor();
  const at = (timestamp: bigint): string => dateTime(msOf(timestamp));
  const link = (id: bigint): ReactElement => (
    <TextLink href={transferPage({ id })}>
      <Verbatim>{idText(id)}</Verbatim>
    </TextLink>
  );
  const isPending = transfer.flags.includes('pending');
  const what = isPending
    ? 'set'
    : pending
      ? transfer.flags.includes('voidPendingTransfer')
        ? 'voids'
        : 'posts'
      : 'moved';
  return (
    <Timeline
      items={[
        ...(pending
          ? [
              {
                at: at(pending.timestamp),
                title: text('story.set', { amount: amount(pending.amount, pending.ledger) }),
                body: link(pending.id),
              },
            ]
          : []),
        {
          at: at(transfer.timestamp),
          title: text(`story.${what}`, { amount: amount(transfer.amount, transfer.ledger) }),
        },
        ...(resolution
          ? [
              {
                at: at(resolution.timestamp),
                title: text(`story.${transfer.state}`, {
                  amount: amount(resolution.amount, transfer.ledger),
                }),
                body: resolution.id === null ? undefined : link(resolution.id),
              },
            ]
          : []),
        ...(transfer.state === 'pending' ? [{ title: text('story.waits'), body: waitsFor(transfer) }] : []),
      ]}
    />
  );
}
