import assert from 'node:assert/strict';
import { test } from 'node:test';
import { informationValue, weightOfEvidence } from '../scorecard/woe.ts';
import type { Statistic, StatisticsPlan } from './plan.ts';
import type { CorrelationResult, QuantileResult, WoeResult } from './results.ts';
import { answerOf, ask, clearCells, columns, planOf, randomRows } from './testing.ts';

const exactly = { protection: { kind: 'threshold' }, to: ['tax'] } as const;
const seed = 12;
const rows = randomRows(seed, 600);

async function told<T>(statistic: Statistic, of = rows, more: Partial<StatisticsPlan> = {}): Promise<T> {
  return answerOf((await ask(planOf([statistic], more), of)).get('tax')).results[0] as T;
}

test('the correlation of two parties’ numbers is Pearson’s over the rows that have both', async () => {
  const asked: Statistic = { kind: 'correlation', name: 'r', x: 'turnover', y: 'loan', ...exactly };
  const x = Array.from(rows.get('tax')!.columns.turnover!);
  // A loan that follows the turnover, but not exactly, so that there is something to find.
  const loan = Array.from(
    rows.get('bank')!.columns.loan!,
    (value, i) => value / 1e6 + Math.round((x[i]! || 0) / 40),
  );
  const y = loan.map((value) => Math.max(-1_000, Math.round(value)));
  const bank = { ...rows.get('bank')!, columns: { ...rows.get('bank')!.columns, loan: y } };
  const narrow = columns.map((column) => (column.name === 'loan' ? { ...column, max: 5_000 } : column));
  const { r, rows: n } = await told<CorrelationResult>(asked, new Map(rows).set('bank', bank), {
    columns: narrow,
  });
  const clamped = x.map((value) => Math.max(-50_000, Math.min(50_000, value)));
  const both = [...x.keys()].filter((i) => !Number.isNaN(clamped[i]!) && !Number.isNaN(y[i]!));
  const centred = (values: number[]): number[] => {
    const mean = both.reduce((sum, i) => sum + values[i]!, 0) / both.length;
    return both.map((i) => values[i]! - mean);
  };
  const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const [a, b] = [centred(clamped), centred(y)];
  const want = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  assert.equal(n, both.length);
  assert.ok(want > 0.2 && Math.abs(r! - want) < 1e-9, `${r} for ${want}`);
});

test('weights of evidence of one party’s bins by another’s label, and their information value', async () => {
  const asked: Statistic = { kind: 'woe', name: 'woe', bins: 'branch', label: 'size', ...exactly };
  const { bins, iv } = await told<WoeResult>(asked);
  const cells = clearCells(rows, ['branch', 'size']).map((cell) => cell.rows);
  const counts = {
    good: Float64Array.from([0, 2, 4], (i) => cells[i]!),
    bad: Float64Array.from([1, 3, 5], (i) => cells[i]!),
  };
  const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const totals = { good: total(counts.good), bad: total(counts.bad) };
  assert.deepEqual(
    bins.map(({ woe }) => woe),
    [...weightOfEvidence(counts, totals)],
  );
  assert.equal(iv, informationValue(counts, totals));
  assert.ok(iv! > 0);
});

test('a withheld bin takes the information value with it', async () => {
  const few = randomRows(3, 40);
  const asked: Statistic = { kind: 'woe', name: 'woe', bins: 'trade', label: 'size', ...exactly };
  const { bins, iv } = await told<WoeResult>(asked, few);
  assert.ok(bins.some(({ good }) => good === undefined));
  assert.equal(iv, undefined);
});

test('each quantile lies between the edges that are told', async () => {
  const edges = [-40_000, -20_000, 0, 20_000, 40_000];
  const at = [0.05, 0.25, 0.5, 0.75, 0.95];
  const asked: Statistic = { kind: 'quantiles', name: 'q', column: 'turnover', edges, at, ...exactly };
  const { quantiles, counts } = await told<QuantileResult>(asked);
  const sorted = Array.from(rows.get('tax')!.columns.turnover!)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  assert.equal(
    counts.reduce((sum: number, count) => sum + count!, 0),
    sorted.length,
  );
  for (const { at: share, above = -Infinity, upTo = Infinity } of quantiles!) {
    const value = sorted[Math.ceil(share * sorted.length) - 1]!;
    assert.ok(value > above && value <= upTo, `${share}: ${value} in (${above}, ${upTo}]`);
  }
});
