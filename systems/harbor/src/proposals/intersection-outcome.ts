import type { IntersectionPlan, JobReport, SummedColumn } from '@finharbor/fusion';
import type { Json } from '@finharbor/kernel';
import type { MeteredStage } from '../stage-meter.ts';
import { operationOf } from './intersection-terms.ts';

/** What a job's result says of an intersection that came to its end; numbers of a sum in the column's own unit. */
export function resultOf(plan: IntersectionPlan, report: JobReport, stages: readonly MeteredStage[]): Json {
  const { rows, usable, unusable, duplicates, peerRows, common, written, protocol, reason } = report;
  const operation = operationOf(plan);
  if (report.withheld && operation.kind === 'sum') return withheldResult(operation.atLeast, stages);
  return {
    asked: operation.kind,
    rows,
    usable,
    unusable: unusable as unknown as Json,
    duplicates,
    peerRows,
    common: common ?? null,
    written: written ?? null,
    ...(operation.kind === 'sum' && { sum: sumOf(operation.column, report) }),
    protocol,
    why: reason,
    stages: stages as unknown as Json,
  };
}

/** What it says where too few firms are common. How many there are stays out of it, also where this party was told. */
export function withheldResult(atLeast: number, stages: readonly MeteredStage[]): Json {
  return { withheld: { atLeast }, stages: stages as unknown as Json };
}

function sumOf({ holds, decimals, edges = [] }: SummedColumn, { sum }: JobReport): Json {
  if (!sum) return null;
  const inUnit = (units: number): number => units / 10 ** decimals;
  return {
    field: holds,
    decimals,
    total: inUnit(sum.sum),
    mean: inUnit(sum.mean),
    edges: edges.map(inUnit),
    bins: [...(sum.histogram ?? [])],
  };
}
