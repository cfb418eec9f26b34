import {
  Callout,
  Code,
  DescriptionList,
  LinkButton,
  PageHeader,
  Query,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { Entry, MovementView } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { Amount } from './balance.tsx';
import { useOther } from './statement.tsx';

/** One movement of a wallet: who, how much, when, what of it went back, and what to do where it is wrong. */
export function Screen(): ReactElement {
  const text = useText('yuanWallets');
  const { number = '', movement = '' } = useParams({ strict: false }) as {
    readonly number?: string;
    readonly movement?: string;
  };
  const found = useQuery({
    queryKey: ['yuan', 'entry', number, movement],
    queryFn: async ({ signal }) => (await yuan.getWalletEntry({ params: { number, movement }, signal })).body,
  });
  const crumbs = [
    { label: text('title'), href: '/app/wallets' },
    { label: text('wallet'), href: `/app/wallets/${number}` },
  ];
  return (
    <>
      <PageHeader title={text('entry.title')} crumbs={crumbs} />
      <Query query={found}>{(view) => <Movement view={view} wallet={number} />}</Query>
    </>
  );
}

function Movement({
  view: { entries, refundedMinor },
  wallet,
}: {
  readonly view: MovementView;
  readonly wallet: string;
}): ReactElement {
  const text = useText('yuanWallets');
  const parts = useText('yuanParts');
  const { dateTime } = useFormat();
  const other = useOther();
  const first = entries[0]!;
  const sum = entries.reduce((all, { amountMinor }) => all + amountMinor, 0n);
  const fromPurpose = entries.reduce(
    (all, { source, amountMinor }) => (source === 'purpose' ? all + amountMinor : all),
    0n,
  );
  const who = other(first);
  return (
    <>
      <p className="mb-4 font-semibold text-4xl">
        <span aria-hidden="true">{first.direction === 'in' ? '+' : '−'}</span>
        <span className="sr-only">{text(`statement.${first.direction}`)} </span>
        <Amount fen={sum} />
      </p>
      <DescriptionList
        items={[
          { term: text('statement.kind'), value: parts(`kind.${first.kind}`) },
          { term: text('statement.other'), value: who === '' ? text('entry.nobody') : who },
          { term: text('statement.at'), value: dateTime(first.atMs) },
          ...(fromPurpose === 0n
            ? []
            : [{ term: text('entry.fromPurpose'), value: <Amount fen={fromPurpose} /> }]),
          ...(refundedMinor === null
            ? []
            : [{ term: text('entry.refunded'), value: refundState({ text, refundedMinor, sum }) }]),
          { term: text('entry.number'), value: <Code copyable>{first.movement}</Code> },
        ]}
      />
      <Dispute entry={first} />
      <LinkButton href={`/app/wallets/${wallet}`}>{text('toWallet')}</LinkButton>
    </>
  );
}

type Refunded = {
  readonly text: ReturnType<typeof useText>;
  readonly refundedMinor: bigint;
  readonly sum: bigint;
};

function refundState({ text, refundedMinor, sum }: Refunded): string {
  if (refundedMinor === 0n) return text('entry.notRefunded');
  const amount = yuanText(refundedMinor);
  return text(refundedMinor < sum ? 'entry.partRefunded' : 'entry.allRefunded', { amount });
}

function Dispute({ entry: { kind, direction } }: { readonly entry: Entry }): ReactElement | null {
  const text = useText('yuanWallets');
  if (kind !== 'payment' || direction !== 'out') return null;
  return <Callout title={text('entry.wrong')}>{text('entry.wrongHelp')}</Callout>;
}
