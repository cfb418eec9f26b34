import {
  Callout,
  clock,
  DataTable,
  DateField,
  dayOf,
  Grid,
  Query,
  Section,
  Stat,
  useFormat,
  useText,
} from '@finharbor/ui';
import type { Desk } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanOf } from '../../amounts.ts';
import { yuan } from '../../api.ts';
import { grouped } from '../numbers.ts';
import { SaveDay } from '../statements.tsx';

/** Where the digital yuan is now, and what a day moved on both sides. */
export function Day(): ReactElement {
  const text = useText('yuanBank');
  const today = dayOf(clock.nowMs());
  const [chosen, choose] = useState<string | undefined>(today);
  const day = chosen ?? today;
  const desk = useQuery({
    queryKey: ['yuan', 'desk', day],
    queryFn: async ({ signal }) => (await yuan.getDesk({ query: { day }, signal })).body,
    refetchInterval: 5_000,
  });
  return (
    <>
      <DateField label={text('statements.day')} value={chosen} onChange={choose} maxValue={today} />
      <Query query={desk}>
        {(read) => (
          <>
            <Verdict desk={read} />
            <Moved desk={read} />
            <Held desk={read} />
            <Section title={text('desk.statement', { account: grouped(read.settlementAccount) })}>
              <SaveDay
                name={read.operator}
                day={day}
                read={async (form, of) =>
                  form === 'csv'
                    ? (await yuan.getDeskCsv({ params: { day: of } })).body
                    : (await yuan.getDeskXml({ params: { day: of }, query: { kind: form } })).body
                }
              />
            </Section>
          </>
        )}
      </Query>
    </>
  );
}

type DeskProps = { readonly desk: Desk };

function Verdict({ desk: { holdings, reconciliation } }: DeskProps): ReactElement {
  const text = useText('yuanBank');
  const { money } = useFormat();
  const { differences } = reconciliation;
  const isBalanced = holdings.differenceMinor === 0n;
  if (isBalanced && differences.length === 0)
    return (
      <Callout tone="good" title={text('desk.sound')}>
        <p>{text('desk.soundHelp')}</p>
      </Callout>
    );
  return (
    <>
      {!isBalanced && (
        <Callout tone="bad" title={text('desk.unbalanced')}>
          <p>{money(yuanOf(holdings.differenceMinor), 'CNY')}</p>
        </Callout>
      )}
      {differences.length > 0 && (
        <Section title={text('desk.differences')}>
          <DataTable
            caption={text('desk.differences')}
            exportName="differences"
            rows={differences}
            rowKey={({ movement }) => movement}
            columns={[
              { id: 'kind', header: text('desk.difference'), cell: ({ kind }) => text(`difference.${kind}`) },
              { id: 'movement', header: text('desk.movement'), cell: ({ movement }) => movement },
              {
                id: 'wallet',
                header: text('desk.walletSide'),
                align: 'end',
                cell: ({ walletMinor }) => money(yuanOf(walletMinor), 'CNY'),
              },
              {
                id: 'bank',
                header: text('desk.bankSide'),
                align: 'end',
                cell: ({ bankMinor }) => money(yuanOf(bankMinor), 'CNY'),
              },
            ]}
          />
        </Section>
      )}
    </>
  );
}

function Moved({ desk: { reconciliation, holdings } }: DeskProps): ReactElement {
  const text = useText('yuanBank');
  const { money } = useFormat();
  const sums = ['topUps', 'redemptions', 'returns', 'underWay'] as const;
  return (
    <Section title={text('desk.moved')}>
      <Grid>
        {sums.map((sum) => (
          <Stat
            key={sum}
            label={text(`desk.${sum}`)}
            value={money(yuanOf(reconciliation[sum].amountMinor), 'CNY')}
            hint={text('desk.count', { n: String(reconciliation[sum].count) })}
          />
        ))}
        <Stat label={text('desk.settlement')} value={money(yuanOf(holdings.settlementMinor), 'CNY')} />
      </Grid>
    </Section>
  );
}

function Held({ desk: { holdings } }: DeskProps): ReactElement {
  const text = useText('yuanBank');
  const { money } = useFormat();
  const yuanText = (minor: bigint): string => money(yuanOf(minor), 'CNY');
  return (
    <Section title={text('desk.held')}>
      <Grid>
        <Stat label={text('desk.issued')} value={yuanText(holdings.issuedMinor)} />
        <Stat label={text('desk.vault')} value={yuanText(holdings.vaultMinor)} />
        <Stat label={text('desk.allWallets')} value={yuanText(holdings.walletsMinor)} />
        <Stat label={text('desk.purses')} value={yuanText(holdings.pursesMinor)} />
      </Grid>
      <DataTable
        caption={text('desk.tiers')}
        rows={holdings.tiers}
        rowKey={({ tier }) => String(tier)}
        columns={[
          {
            id: 'tier',
            header: text('desk.tier'),
            cell: ({ tier }) =>
              tier === null ? text('desk.corporate') : text('desk.tierNo', { tier: String(tier) }),
          },
          { id: 'wallets', header: text('desk.wallets'), align: 'end', cell: ({ wallets }) => wallets },
          {
            id: 'amount',
            header: text('amount'),
            align: 'end',
            cell: ({ amountMinor }) => yuanText(amountMinor),
            text: ({ amountMinor }) => yuanOf(amountMinor),
          },
        ]}
      />
    </Section>
  );
}
