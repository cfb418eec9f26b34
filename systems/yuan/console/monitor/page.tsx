import {
  Callout,
  Grid,
  Loading,
  PageHeader,
  Section,
  Stat,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { Figures } from '@finharbor/yuan/contract';
import type { ReactElement } from 'react';
import { yuanOf } from '../amounts.ts';
import { Breakdowns } from './breakdowns.tsx';
import { useFigures } from './follow.ts';
import { Paid } from './paid.tsx';

/** The scheme as it stands, every two seconds anew. */
export function Screen(): ReactElement {
  const text = useText('yuanMonitor');
  const { figures, isLost } = useFigures();
  const { dateTime } = useFormat();
  return (
    <>
      <PageHeader title={text('title')} lead={text('lead')} />
      <p className="mb-4 text-quiet" role="status">
        {isLost ? text('lost') : figures && text('at', { at: dateTime(figures.atMs) })}
      </p>
      {figures ? <All figures={figures} /> : !isLost && <Loading />}
    </>
  );
}

function All({ figures }: { readonly figures: Figures }): ReactElement {
  const text = useText('yuanMonitor');
  return (
    <>
      <Money money={figures.money} />
      <Today figures={figures} />
      <Paid payments={figures.payments} />
      <Breakdowns figures={figures} />
      <Parts parts={figures.parts} />
      <p className="text-quiet text-sm">{text('privacy')}</p>
    </>
  );
}

function Money({ money }: { readonly money: Figures['money'] }): ReactElement {
  const text = useText('yuanMonitor');
  const { money: amount } = useFormat();
  const yuan = (fen: bigint): string => amount(yuanOf(fen), 'CNY');
  const { differenceMinor } = money;
  const parts = ['vaultsMinor', 'walletsMinor', 'pursesMinor', 'pendingMinor'] as const;
  return (
    <Section title={text('money')}>
      <Grid>
        <Stat label={text('issuedMinor')} value={yuan(money.issuedMinor)} hint={text('issuedHint')} />
        {parts.map((part) => (
          <Stat key={part} label={text(part)} value={yuan(money[part])} />
        ))}
      </Grid>
      <div className="mt-4">
        <Callout tone={differenceMinor === 0n ? 'good' : 'bad'}>
          {differenceMinor === 0n ? text('even') : text('odd', { amount: yuan(differenceMinor) })}
        </Callout>
      </div>
    </Section>
  );
}

function Today({ figures }: { readonly figures: Figures }): ReactElement {
  const text = useText('yuanMonitor');
  const { money, number } = useFormat();
  const { payments, wallets, refusals } = figures;
  // A total of all would tell of the ones that are withheld.
  const refused = refusals.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const isPartial = refusals.some(({ count }) => count === null);
  return (
    <Section title={text('today')}>
      <Grid>
        <Stat label={text('payments')} value={number(payments.count)} />
        <Stat label={text('paid')} value={money(yuanOf(payments.sumMinor), 'CNY')} />
        <Stat
          label={text('refused')}
          value={number(refused)}
          hint={isPartial ? text('refusedWithout') : undefined}
        />
        <Stat label={text('personal')} value={number(wallets.personal)} />
        <Stat label={text('corporate')} value={number(wallets.corporate)} />
      </Grid>
    </Section>
  );
}

function Parts({ parts }: { readonly parts: Figures['parts'] }): ReactElement {
  const say = useBilingual();
  const { money, number } = useFormat();
  return (
    <>
      {parts.map(({ title, figures }) => (
        <Section key={title.en} title={say(title)}>
          <Grid>
            {figures.map(({ title: label, value, unit }) => (
              <Stat
                key={label.en}
                label={say(label)}
                value={unit === 'fen' ? money(yuanOf(value), 'CNY') : number(Number(value))}
              />
            ))}
          </Grid>
        </Section>
      ))}
    </>
  );
}
