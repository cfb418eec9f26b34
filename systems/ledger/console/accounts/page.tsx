import type { LedgerAccount, LedgerTransfer } from '@finharbor/bookkeeping/contract';
import {
  Badge,
  Code,
  DescriptionList,
  Grid,
  LinkButton,
  PageHeader,
  Query,
  Section,
  Stat,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { useWho } from '@finharbor/ui/screens';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { books } from '../api.ts';
import { useBook, useFlagWords, WithBook } from '../book.tsx';
import { idIn, idText, msOf } from '../numbers.ts';
import { Course } from './course.tsx';
import { Entries } from './entries.tsx';
import { Explained } from './explained.tsx';
import { Moment } from './moment.tsx';
import { Rename } from './rename.tsx';
import { Waiting } from './waiting.tsx';

/** One account: how it stands and why, what of it waits, how it stood before, and every entry. */
export function Screen(): ReactElement {
  const { id: asked = '' } = useParams({ strict: false }) as { readonly id?: string };
  // What is no id is nobody's account.
  const id = idIn(asked) ?? 1n;
  const found = useQuery({
    queryKey: ['ledger', 'account', asked],
    queryFn: async ({ signal }) => (await books.getLedgerAccount({ params: { id }, signal })).body,
    refetchInterval: 10_000,
  });
  return <Query query={found}>{(read) => <WithBook>{<Account {...read} />}</WithBook>}</Query>;
}

type Read = { readonly account: LedgerAccount; readonly pending: readonly LedgerTransfer[] };

function Account({ account, pending }: Read): ReactElement {
  const text = useText('ledger');
  const say = useBilingual();
  const { side } = useBook();
  const isWriter = useWho()?.roles.includes('operator') ?? false;
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/ledger', label: text('title') }]}
        title={<Verbatim>{account.name ? say(account.name) : side(account)}</Verbatim>}
        object={String(account.id)}
        actions={
          isWriter && (
            <>
              <Rename account={account} />
              <LinkButton href={`/app/ledger/transfers/new?debit=${account.id}`} variant="primary">
                {text('make.title')}
              </LinkButton>
            </>
          )
        }
      />
      <Standing account={account} />
      <Facts account={account} />
      <Section title={text('explain.title')}>
        <Course account={account} />
        <Explained account={account} />
      </Section>
      <Section title={text('waiting.title')}>
        <Waiting account={account} pending={pending} />
      </Section>
      <Section title={text('moment.title')}>
        <Moment account={account} />
      </Section>
      <Section title={text('entries.title')}>
        <Entries account={account} />
      </Section>
    </>
  );
}

type Props = { readonly account: LedgerAccount };

function Standing({ account }: Props): ReactElement {
  const text = useText('ledger');
  const { amount, balance } = useBook();
  const { ledger } = account;
  return (
    <div className="mb-6">
      <Grid>
        <Stat
          label={text('account.balance')}
          value={balance(account, ledger)}
          hint={text('account.balanceHint')}
        />
        <Stat
          label={text('sum.debitsPosted')}
          value={amount(account.debitsPosted, ledger)}
          hint={text('sum.pendingHint', { amount: amount(account.debitsPending, ledger) })}
        />
        <Stat
          label={text('sum.creditsPosted')}
          value={amount(account.creditsPosted, ledger)}
          hint={text('sum.pendingHint', { amount: amount(account.creditsPending, ledger) })}
        />
      </Grid>
    </div>
  );
}

function Facts({ account }: Props): ReactElement {
  const text = useText('ledger');
  const { code, unit } = useBook();
  const { dateTime } = useFormat();
  const flagWords = useFlagWords();
  const flags = flagWords(account.flags);
  const data = [account.userData128, account.userData64, BigInt(account.userData32)].filter(
    (one) => one > 0n,
  );
  return (
    <DescriptionList
      items={[
        { term: text('account.id'), value: <Code copyable>{idText(account.id)}</Code> },
        { term: text('account.code'), value: <Verbatim>{code('account', account.code)}</Verbatim> },
        { term: text('account.unit'), value: <Verbatim>{unit(account.ledger)}</Verbatim> },
        { term: text('account.owner'), value: <Verbatim>{account.owner ?? '—'}</Verbatim> },
        {
          term: text('account.flags'),
          value:
            flags.length === 0
              ? text('account.noFlags')
              : flags.map((words) => (
                  <Badge key={words} tone={account.flags.includes('closed') ? 'bad' : 'neutral'}>
                    {words}
                  </Badge>
                )),
        },
        {
          term: text('account.userData'),
          value: <Verbatim>{data.length === 0 ? '—' : data.map(idText).join(' · ')}</Verbatim>,
        },
        { term: text('account.opened'), value: dateTime(msOf(account.timestamp)) },
      ]}
    />
  );
}
