import type { StatisticsPlan, StatisticsRows } from '@finharbor/fusion';
import { mulberry } from './mulberry.ts';

export const groupCount = 50;

/** The plan of the benchmark: rows and turnover of 50 trades; trades at the bank, turnover at the tax office. */
export const benchPlan: StatisticsPlan = {
  kind: 'statistics',
  contract: 'benchmark',
  query: 'turnover by trade',
  alignment: 'benchmark',
  parties: ['bank', 'tax', 'social'],
  smallestGroup: 50,
  columns: [
    {
      kind: 'category',
      name: 'trade',
      party: 'bank',
      groups: Array.from({ length: groupCount }, (_, i) => `trade ${i}`),
    },
    { kind: 'number', name: 'turnover', party: 'tax', min: -1_000_000_000, max: 1_000_000_000 },
  ],
  filters: [],
  statistics: [
    {
      kind: 'groups',
      name: 'turnover by trade',
      by: ['trade'],
      value: { column: 'turnover', upTo: 'sum' },
      protection: { kind: 'threshold' },
      to: ['bank', 'tax', 'social'],
    },
  ],
};

/** One party's rows, the same on every machine: one turnover in fifty missing, one in fifty beyond the bounds. */
export function benchRows(party: string, count: number): StatisticsRows {
  const next = mulberry(party === 'bank' ? 1 : 2);
  if (party === 'bank')
    return { count, columns: { trade: Uint8Array.from({ length: count }, () => next() * groupCount) } };
  if (party !== 'tax') return { count, columns: {} };
  const turnover = Float64Array.from({ length: count }, () =>
    next() < 0.02 ? Number.NaN : Math.round((next() - 0.4) * 1_700_000_000),
  );
  return { count, columns: { turnover } };
}
