import {
  Badge,
  Button,
  Callout,
  Card,
  type Column,
  DataTable,
  EmptyState,
  Grid,
  PageHeader,
  Query,
  Section,
  Stat,
  useBilingual,
  useFormat,
  useText,
} from '@finharbor/ui';
import { BarChart } from '@finharbor/ui/charts';
import { useWho } from '@finharbor/ui/screens';
import { type Monitor, type Risk, riskRules, type Watched } from '@finharbor/yuan/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { yuanOf } from '../amounts.ts';
import { yuan } from '../api.ts';
import { useFen } from './parts.tsx';
import { Stop, type StopKind } from './stop.tsx';

/** All prepaid money of the city: at whom, in what, who is at risk and why. */
export function Screen(): ReactElement {
  const text = useText('yuanPrepaid');
  const monitor = useQuery({
    queryKey: ['yuan', 'prepaid'],
    queryFn: async ({ signal }) => (await yuan.getPrepaid({ signal })).body,
    refetchInterval: 10_000,
  });
  return (
    <>
      <PageHeader title={text('watch.title')} lead={text('watch.lead')} />
      <Query query={monitor}>{(read) => <Read monitor={read} />}</Query>
    </>
  );
}

type Props = { readonly monitor: Monitor };

function Read({ monitor }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const atRisk = monitor.merchants.filter(({ risks }) => risks.length > 0);
  return (
    <>
      <Totals monitor={monitor} />
      <Section title={text('watch.atRisk')}>
        {atRisk.length === 0 ? (
          <EmptyState title={text('watch.noneAtRisk')} />
        ) : (
          <Grid>
            {atRisk.map((one) => (
              <AtRisk key={one.wallet} one={one} />
            ))}
          </Grid>
        )}
      </Section>
      <Section title={text('watch.merchants')}>
        <Merchants monitor={monitor} />
      </Section>
      <Section title={text('watch.byMonth')}>
        <ByMonth monitor={monitor} />
      </Section>
      <Section title={text('watch.byCategory')}>
        <ByCategory monitor={monitor} />
      </Section>
      <Section title={text('watch.rules')}>
        <Rules />
      </Section>
    </>
  );
}

function sumOf(merchants: readonly Watched[], of: (one: Watched) => bigint): bigint {
  return merchants.reduce((sum, one) => sum + of(one), 0n);
}

function Totals({ monitor: { merchants, purseMinor } }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const outstanding = sumOf(merchants, (one) => one.outstandingMinor);
  const agrees = outstanding === purseMinor;
  return (
    <div className="mb-6">
      {!agrees && (
        <Callout tone="bad" title={text('watch.differs')}>
          {text('watch.differsHelp', { ledger: fen(purseMinor), cards: fen(outstanding) })}
        </Callout>
      )}
      <Grid>
        <Stat
          label={text('watch.outstanding')}
          value={fen(outstanding)}
          hint={agrees ? text('watch.inLedger') : undefined}
        />
        <Stat label={text('watch.sold')} value={fen(sumOf(merchants, (one) => one.soldMinor))} />
        <Stat label={text('watch.released')} value={fen(sumOf(merchants, (one) => one.releasedMinor))} />
        <Stat label={text('watch.returned')} value={fen(sumOf(merchants, (one) => one.returnedMinor))} />
      </Grid>
    </div>
  );
}

/** The rules and the figures that meet them, in words. */
function useReason(): (risk: Risk, one: Watched) => string {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const { date } = useFormat();
  return (risk, one) =>
    text(`risk.${risk}Is`, {
      sold: fen(one.soldMinor),
      released: fen(one.releasedMinor),
      last: date(one.lastReleaseAtMs ?? one.firstSaleAtMs ?? 0),
      disputes: one.disputes30,
      asks: one.asks30,
      refunds: one.refunds30,
      cards: one.sold30,
      week: fen(one.sales7Minor),
      before: fen(one.sales56Minor / 8n),
    });
}

function AtRisk({ one }: { readonly one: Watched }): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const reason = useReason();
  return (
    <Card>
      <h3 className="font-semibold text-base">{say(one.name)}</h3>
      <p className="mb-2 text-quiet text-sm">{text(`category.${one.category}`)}</p>
      <p className="mb-2 font-semibold text-xl">{fen(one.outstandingMinor)}</p>
      <ul className="mb-3 list-disc ps-5">
        {one.risks.map((risk) => (
          <li key={risk}>
            <span className="font-medium">{text(`risk.${risk}`)}</span> {reason(risk, one)}
          </li>
        ))}
      </ul>
      <Decide one={one} />
    </Card>
  );
}

function Decide({ one }: { readonly one: Watched }): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const isBureau = useWho()?.roles.includes('bureau') ?? false;
  const [kind, setKind] = useState<StopKind>();
  const { frozenAtMs, insolventAtMs, returnedAtMs, openCards, insolvencyCards, insolvencyMinor } = one;
  if (insolventAtMs !== null)
    return (
      <p role="status">
        <Badge tone="bad">{text('watch.insolvent')}</Badge>{' '}
        {text(returnedAtMs === null ? 'watch.returning' : 'watch.allReturned', {
          cards: insolvencyCards,
          amount: fen(insolvencyMinor),
          left: openCards,
        })}
      </p>
    );
  return (
    <div className="flex flex-wrap items-center gap-2">
      {frozenAtMs !== null && <Badge tone="warn">{text('watch.frozen')}</Badge>}
      {isBureau && (
        <>
          <Button onPress={() => setKind(frozenAtMs === null ? 'freeze' : 'release')}>
            {text(frozenAtMs === null ? 'watch.freeze' : 'watch.release')}
          </Button>
          <Button variant="danger" onPress={() => setKind('insolvency')}>
            {text('watch.insolvency')}
          </Button>
        </>
      )}
      {kind && <Stop one={one} kind={kind} onClose={() => setKind(undefined)} />}
    </div>
  );
}

function Merchants({ monitor: { merchants } }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const say = useBilingual();
  const fen = useFen();
  const money = (id: 'sold' | 'released' | 'returned' | 'outstanding'): Column<Watched> => ({
    id,
    header: text(`watch.${id}`),
    cell: (one) => fen(one[`${id}Minor`]),
    text: (one) => yuanOf(one[`${id}Minor`]),
    sortBy: (one) => Number(one[`${id}Minor`]),
    align: 'end',
  });
  const columns: readonly Column<Watched>[] = [
    {
      id: 'name',
      header: text('watch.merchant'),
      cell: ({ name }) => say(name),
      sortBy: ({ name }) => say(name),
    },
    { id: 'category', header: text('watch.category'), cell: (one) => text(`category.${one.category}`) },
    money('outstanding'),
    money('sold'),
    money('released'),
    money('returned'),
    {
      id: 'cards',
      header: text('watch.openCards'),
      cell: (one) => one.openCards,
      sortBy: (one) => one.openCards,
      align: 'end',
    },
    {
      id: 'risks',
      header: text('watch.risk'),
      cell: ({ risks }) =>
        risks.map((risk) => (
          <Badge key={risk} tone="warn">
            {text(`risk.${risk}`)}
          </Badge>
        )),
      text: ({ risks }) => risks.map((risk) => text(`risk.${risk}`)).join('; '),
    },
    { id: 'act', header: text('shop.act'), isAct: true, cell: (one) => <Decide one={one} /> },
  ];
  return (
    <DataTable
      id="yuan-prepaid-merchants"
      exportName="prepaid"
      caption={text('watch.merchants')}
      columns={columns}
      rows={merchants}
      rowKey={({ wallet }) => wallet}
      empty={<EmptyState title={text('watch.noMerchants')} />}
    />
  );
}

/** A chart has no need of fen. */
function yuanNumber(fen: bigint): number {
  return Number(fen) / 100;
}

function ByMonth({ monitor: { months } }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  if (months.length === 0) return <EmptyState title={text('watch.noMerchants')} />;
  return (
    <BarChart
      caption={text('watch.byMonth')}
      summary={text('watch.byMonthHelp')}
      categoryLabel={text('watch.month')}
      categories={months.map(({ month }) => month)}
      digits={2}
      series={(['sold', 'released', 'returned'] as const).map((id) => ({
        name: text(`watch.${id}`),
        values: months.map((month) => yuanNumber(month[`${id}Minor`])),
      }))}
    />
  );
}

function ByCategory({ monitor: { merchants } }: Props): ReactElement {
  const text = useText('yuanPrepaid');
  const found = [...Map.groupBy(merchants, ({ category }) => category)];
  if (found.length === 0) return <EmptyState title={text('watch.noMerchants')} />;
  return (
    <BarChart
      caption={text('watch.byCategory')}
      summary={text('watch.byCategoryHelp')}
      categoryLabel={text('watch.category')}
      categories={found.map(([category]) => text(`category.${category}`))}
      digits={2}
      series={[
        {
          name: text('watch.outstanding'),
          values: found.map(([, of]) => yuanNumber(sumOf(of, (one) => one.outstandingMinor))),
        },
      ]}
    />
  );
}

function Rules(): ReactElement {
  const text = useText('yuanPrepaid');
  const fen = useFen();
  const { little_delivered: little, no_releases: none, many_disputes: many, sales_jump: jump } = riskRules;
  return (
    <ul className="max-w-prose list-disc ps-5">
      <li>
        {text('risk.little_deliveredRule', {
          sold: fen(little.leastSoldMinor),
          percent: little.mostPercent,
          days: little.days,
        })}
      </li>
      <li>{text('risk.no_releasesRule', { days: none.days })}</li>
      <li>{text('risk.many_disputesRule', { least: many.least, percent: many.percent })}</li>
      <li>{text('risk.sales_jumpRule', { least: fen(jump.leastMinor), times: Number(jump.times) })}</li>
    </ul>
  );
}
