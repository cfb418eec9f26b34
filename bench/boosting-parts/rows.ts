import { type BoostingPlan, type BoostingRows, boostingPlan } from '@finharbor/fusion';
import { benchRows, columnCount } from '../shares-parts/fit-rows.ts';

/** The plan of the benchmark; the clear trees and those of the peer follow it. */
export const boostingBenchPlan: BoostingPlan = boostingPlan({
  parties: ['bank', 'tax'],
  labelHolder: 'bank',
  trees: 10,
  depth: 4,
  learningRate: 0.25,
  baseLogit: -3,
});

/** The scorecard benchmark's rows as both parties hold them: 25 columns each, a column's different values as its bins. */
export function boostingBenchRows(count: number): ReadonlyMap<string, BoostingRows> {
  const half = columnCount / 2;
  const { columns, outcome } = benchRows(count, [0, columnCount]);
  const features = columns.map((column, j) => ({ feature: `f${j}`, ...binned(column) }));
  return new Map([
    ['bank', { count, features: features.slice(0, half), outcome }],
    ['tax', { count, features: features.slice(half) }],
  ]);
}

function binned(column: Float32Array): { bins: number; bin: Uint8Array } {
  const values = [...new Set(column)].sort((a, b) => a - b);
  const places = new Map(values.map((value, place) => [value, place]));
  return { bins: values.length, bin: Uint8Array.from(column, (value) => places.get(value)!) };
}
