import { demoId } from './admission.ts';
import type { Past } from './past.ts';

/** A project that runs, with who reports of it. */
export type Running = { readonly number: string; readonly owner: string };

type Text = { readonly en: string; readonly zh: string };

/** What is measured, with the value of each week: the first is the oldest. */
type Measured = {
  readonly indicator: string;
  readonly title: Text;
  readonly unit: string;
  readonly bound: 'at_most' | 'at_least';
  readonly warn: string;
  readonly hard: string;
  readonly halts: boolean;
  readonly weekly: (week: number) => string;
};

/** A value that goes up and down around a middle: the same for each start. */
const swaying =
  (middle: number, by: number, digits: number) =>
  (week: number): string =>
    (middle + by * Math.sin(week * 1.3) * Math.cos(week * 0.4)).toFixed(digits);

const complaints: Measured = {
  ...{
    indicator: 'complaints',
    title: { en: 'Complaints in ten thousand users', zh: '万户投诉率' },
    unit: '‱',
  },
  ...{ bound: 'at_most', warn: '3', hard: '8', halts: true },
  weekly: swaying(1.8, 0.9, 2),
};
const available: Measured = {
  ...{ indicator: 'availability', title: { en: 'Availability', zh: '系统可用率' }, unit: '%' },
  ...{ bound: 'at_least', warn: '99.9', hard: '99', halts: false },
  weekly: swaying(99.96, 0.03, 3),
};
const overdue: Measured = {
  ...{ indicator: 'overdue', title: { en: 'Loans overdue', zh: '逾期率' }, unit: '%' },
  ...{ bound: 'at_most', warn: '2', hard: '4', halts: true },
  // One week was beyond the warning.
  weekly: (week) => (week === 17 ? '2.31' : swaying(1.2, 0.4, 2)(week)),
};
const doubled = (weeks: number): Measured => ({
  ...{
    indicator: 'doubled',
    title: { en: 'Vouchers that were financed twice', zh: '重复融资凭证占比' },
    unit: '‰',
  },
  ...{ bound: 'at_most', warn: '2', hard: '5', halts: true },
  // It rises in the last weeks, until it stands still by itself.
  weekly: (week) =>
    week >= weeks - 3 ? ['2.4', '3.9', '6.2'][week - weeks + 3]! : swaying(0.8, 0.3, 2)(week),
});
const drawdown: Measured = {
  ...{
    indicator: 'drawdown',
    title: { en: 'Largest drawdown of a portfolio', zh: '组合最大回撤' },
    unit: '%',
  },
  ...{ bound: 'at_most', warn: '12', hard: '20', halts: true },
  weekly: swaying(7, 3, 1),
};
const suspicious: Measured = {
  ...{
    indicator: 'suspicious',
    title: { en: 'Payments reported as suspicious', zh: '可疑交易上报率' },
    unit: '‱',
  },
  ...{ bound: 'at_most', warn: '5', hard: '15', halts: false },
  weekly: swaying(2.2, 1.1, 2),
};

/** What is measured of which project. */
export const measuredOf: {
  readonly running: readonly Measured[];
  readonly suspended: (weeks: number) => readonly Measured[];
  readonly advising: readonly Measured[];
  readonly joint: readonly Measured[];
} = {
  running: [complaints, available, overdue],
  suspended: (weeks) => [available, doubled(weeks)],
  advising: [complaints, drawdown],
  joint: [complaints, available, suspicious],
};

const reportDays = 7;
const reportWeeks = 13;

/** Agrees on indicators so many weeks ago and reports each week since, the last one two days ago. */
export async function reported(
  past: Past,
  { number, owner }: Running,
  { measured, weeks }: { readonly measured: readonly Measured[]; readonly weeks: number },
): Promise<void> {
  past.goTo(weeks * reportDays + 2);
  for (const { indicator, weekly: _weekly, ...agreed } of measured)
    await past.as('operator').putIndicator({
      params: { number, indicator },
      body: { ...agreed, everyDays: reportDays },
    });
  // A report has the weeks of a quarter.
  for (let from = 0; from < weeks; from += reportWeeks) {
    const until = Math.min(from + reportWeeks, weeks);
    past.goTo((weeks - until) * reportDays + 2);
    const readings = Array.from({ length: until - from }, (_, at) =>
      measured.map(({ indicator, weekly }) => ({
        ...{ indicator, day: past.day((until - from - 1 - at) * reportDays), value: weekly(from + at) },
      })),
    );
    await past.as(owner).postReadings({ params: { number }, body: { readings: readings.flat() } });
  }
}

type RecordBody = Parameters<ReturnType<Past['as']>['putRecord']>[0]['body'];

/** Puts the versions of a record, those that are missing. */
export async function kept(
  past: Past,
  { number, owner }: Running,
  { id, versions }: { readonly id: string; readonly versions: readonly RecordBody[] },
): Promise<void> {
  const by = past.as(owner);
  const { records } = (await by.getSupervision({ params: { number } })).body;
  const there = records.find((one) => one.id === demoId(id))?.version ?? 0;
  for (const body of versions.slice(there)) await by.putRecord({ params: { number, id: demoId(id) }, body });
}

const model = {
  ...({ kind: 'model', name: '小微授信评分模型（演示） Credit score of small firms (demo)' } as const),
  ...{
    purpose: '授信额度与利率建议。 Suggests limit and rate.',
    algorithm: '纵向联邦梯度提升树 Vertically federated boosted trees',
  },
  ...{ trainedFrom: '2023-01-01', trainedTo: '2025-12-31', volume: 10_914 },
  source: '税务、工商、还款记录，均经授权。 Tax, registry and repayment records, all by consent.',
  ...{ checksum: '5f'.repeat(32), script: '3c'.repeat(32) },
  sampling: '按行业和年份分层抽样七成。 Seven tenths, by trade and year.',
  environment: 'Python 3.13, XGBoost 3.1, 8 CPU',
  ...{ operator: '陈佳（演示）', deployer: '吴刚（演示）' },
  explainability:
    '逐户给出前五项影响因素及方向。 For each firm the five factors that weighed most, and which way.',
};

/** Data, a model in two versions of which the first was accepted and the second awaits its review, a disclosure, customers who were compensated. */
export async function governed(past: Past, running: Running, daysAgo: number): Promise<void> {
  const { number } = running;
  past.goTo(daysAgo);
  await kept(past, running, {
    id: 'd201',
    versions: [
      {
        ...{
          kind: 'data',
          product: '企业登记与行业信息（演示） Registration and industry of firms (demo)',
          contract: 'DEMO-CONTRACT-1',
        },
        purpose: '联合评分，只用于授信，不留存原始数据。 For the joint score alone; no raw data are kept.',
      },
    ],
  });
  const first = {
    ...model,
    fairness:
      '按行业、地域分组通过率差异小于百分之三。 Rates of approval by trade and place differ by less than three per cent.',
    change: '首版。 The first.',
  };
  const second = {
    ...first,
    trainedTo: '2026-06-30',
    checksum: '7b'.repeat(32),
    change: '加入社保用工特征。 Insured employees were added.',
  };
  await kept(past, running, { id: 'd202', versions: [first] });
  await past.as('operator').postReview({
    params: { number, id: demoId('d202') },
    body: { version: 1, verdict: 'accepted', opinion: '同意上线。 Accepted.' },
  });
  past.goTo(daysAgo - 60);
  await kept(past, running, {
    id: 'd203',
    versions: [
      {
        ...{ kind: 'disclosure', title: '季度信息披露（演示） Report of the quarter (demo)' },
        text: '本季度服务企业 1,320 家，授信 2.1 亿元，投诉 4 件均已办结，未发生数据安全事件。 1,320 firms and 210 million yuan this quarter; four complaints, all closed; no incident with data.',
      },
    ],
  });
  const owed = {
    kind: 'compensation',
    cause: '利息重复计收。 Interest was taken twice.',
    customers: 12,
    dueFen: 361_200,
  } as const;
  await kept(past, running, {
    id: 'd204',
    versions: [
      { ...owed, paidCustomers: 7, paidFen: 204_000 },
      { ...owed, paidCustomers: 12, paidFen: 361_200 },
    ],
  });
  past.goTo(4);
  await kept(past, running, { id: 'd202', versions: [first, second] });
}
