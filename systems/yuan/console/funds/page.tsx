import {
  Button,
  Callout,
  ConfirmDialog,
  DescriptionList,
  Form,
  Grid,
  newId,
  PageHeader,
  Query,
  Section,
  Stat,
  TextField,
  useBilingual,
  useFormat,
  useText,
  Verbatim,
} from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { useWho } from '@finharbor/ui/screens';
import type { FundView, Spending } from '@finharbor/yuan/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { fenIn, yuanText } from '../amounts.ts';
import { yuan } from '../api.ts';
import { Batches } from './batches.tsx';
import { insist } from './insist.ts';
import { useFund, useSpending } from './reading.ts';
import { Upload } from './upload.tsx';

/** One programme: what it has, what was paid and spent of it, and its batches. */
export function Screen(): ReactElement {
  const { id } = useParams({ strict: false }) as { readonly id: string };
  return <Query query={useFund(id)}>{(fund) => <Fund fund={fund} />}</Query>;
}

function Fund({ fund }: { readonly fund: FundView }): ReactElement {
  const text = useText('yuanFunds');
  const say = useBilingual();
  const isMaker = useWho()?.roles.includes('bureau') ?? false;
  const isOpen = fund.state === 'open';
  return (
    <>
      <PageHeader
        crumbs={[{ href: '/app/funds', label: text('title') }]}
        title={say(fund.title)}
        lead={<Verbatim>{fund.basis}</Verbatim>}
        actions={isMaker && isOpen && <End fund={fund} />}
      />
      {!isOpen && <Callout tone="warn" title={text('closed')} />}
      <Grid>
        {(['availableMinor', 'paidMinor', 'waitingMinor'] as const).map((sum) => (
          <Stat key={sum} label={text(`sum.${sum}`)} value={yuanText(fund[sum])} hint={text(`hint.${sum}`)} />
        ))}
      </Grid>
      <Facts fund={fund} />
      {isMaker && isOpen && <PutMoney fund={fund} />}
      <Section title={text('batches')}>
        <Batches fund={fund.id} />
        {isMaker && isOpen && <Upload fund={fund.id} />}
      </Section>
      <Section title={text('spending')}>
        <Query query={useSpending(fund.id)}>{(spending) => <Spent spending={spending} fund={fund} />}</Query>
      </Section>
    </>
  );
}

function Facts({ fund }: { readonly fund: FundView }): ReactElement {
  const text = useText('yuanFunds');
  const { date } = useFormat();
  const sorts = fund.categories.map((sort) => text(`sorts.${sort}`)).join(text('comma'));
  return (
    <DescriptionList
      items={[
        {
          term: text('use'),
          value: sorts === '' ? text(`uses.${fund.use}`) : `${text(`uses.${fund.use}`)}: ${sorts}`,
        },
        { term: text('make.without'), value: text(`without.${fund.withoutWallet}`) },
        { term: text('claimUntil'), value: date(fund.claimUntilMs) },
        { term: text('spendUntil'), value: date(fund.spendUntilMs) },
      ]}
    />
  );
}

function PutMoney({ fund }: { readonly fund: FundView }): ReactElement {
  const text = useText('yuanFunds');
  const client = useQueryClient();
  const [movement, setMovement] = useState(newId);
  const [amount, setAmount] = useState('');
  const put = useMutation({
    mutationFn: async () => {
      const amountMinor = fenIn(amount);
      insist([['amountMinor', amountMinor !== undefined, text('badAmount')]]);
      return yuan.postFundMoney({
        params: { id: fund.id },
        body: { id: movement, amountMinor: amountMinor! },
      });
    },
    onSuccess: () => {
      setAmount('');
      setMovement(newId());
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
    // A number that was refused stays refused.
    onError: () => setMovement(newId()),
  });
  return (
    <Section title={text('money.title')}>
      <Form onSubmit={() => put.mutate()} error={put.error}>
        <TextField
          label={text('money.amount')}
          description={text('money.help')}
          name="amountMinor"
          inputMode="decimal"
          value={amount}
          onChange={setAmount}
          isRequired
        />
        <Button type="submit" pending={put.isPending}>
          {text('money.send')}
        </Button>
      </Form>
    </Section>
  );
}

function End({ fund }: { readonly fund: FundView }): ReactElement {
  const text = useText('yuanFunds');
  const client = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const end = useMutation({
    mutationFn: () => yuan.postFundEnd({ params: { id: fund.id } }),
    onSuccess: () => {
      setIsAsked(false);
      return client.invalidateQueries({ queryKey: ['yuan'] });
    },
  });
  return (
    <>
      <Button onPress={() => setIsAsked(true)}>{text('end.title')}</Button>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setIsAsked(false)}
        title={text('end.title')}
        body={text('end.body')}
        confirmLabel={text('end.title')}
        danger
        pending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
      />
    </>
  );
}

function Spent({ spending, fund }: { readonly spending: Spending; readonly fund: FundView }): ReactElement {
  const text = useText('yuanFunds');
  if (fund.use === 'free') return <p className="max-w-prose text-quiet">{text('spent.free')}</p>;
  const spentMinor = spending.grantedMinor - spending.leftMinor;
  const names = spending.sorts.map(({ category }) => text(`sorts.${category}`));
  return (
    <>
      <Grid>
        <Stat label={text('spent.granted')} value={yuanText(spending.grantedMinor)} />
        <Stat label={text('spent.left')} value={yuanText(spending.leftMinor)} />
      </Grid>
      {spending.sorts.length > 0 && (
        <BarChart
          caption={text('spent.chart')}
          summary={text('spent.summary', { amount: yuanText(spentMinor), n: spending.sorts.length })}
          categories={names}
          categoryLabel={text('spent.sort')}
          series={[
            {
              name: text('spent.yuan'),
              values: spending.sorts.map(({ sumMinor }) => Number(sumMinor) / 100),
            },
          ]}
          digits={2}
        />
      )}
      <p className="max-w-prose text-quiet text-sm">{text('spent.note')}</p>
    </>
  );
}
