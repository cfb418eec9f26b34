import {
  runStatistics,
  type StatisticsColumn,
  type StatisticsOutcome,
  type StatisticsPlan,
  type StatisticsRows,
} from '@finharbor/fusion';
import { fail, type Json } from '@finharbor/kernel';
import { sessionLedger } from '../fusion-plan.ts';
import { logReceipt } from '../receipts.ts';
import type { Session } from '../run-session.ts';
import { type MeteredStage, stageMeter } from '../stage-meter.ts';
import type { Row } from '../store.ts';
import { alignedRows } from './alignment.ts';
import { type OwnPart, ownPart } from './find.ts';
import { planColumn } from './plan.ts';
import { inUnits } from './units.ts';

/** A party's part in a computation of statistics; the receipt stands in the log before anything is opened. */
export async function runStatisticsJob(session: Session): Promise<Json> {
  const { ctx, job, mesh, dealer } = session;
  const meter = stageMeter(ctx.clock, [...mesh.channels.values()]);
  const part = await ownPart(ctx.store, ctx.party, job);
  const { plan, product } = part;
  if (plan.kind !== 'statistics') return fail('proposal.changed', 'The computation is none of statistics.');
  const { computations } = ctx.store;
  const { random, clock } = ctx;
  meter.enter('align');
  mesh.progress('align', 0, 1);
  const kept = await alignedRows(mesh, { computations, contract: job.contract, product, random });
  const rows = await ownRows(ctx, plan, { ...part, contract: job.contract, count: kept.rows });
  const [aligned] = meter.end();
  const outcome = await runStatistics(mesh, dealer, {
    plan,
    rows,
    ledger: sessionLedger(ctx.store),
    budget: computations.budget(random),
    sets: computations.rowSets,
    clock,
    beforeLast: async (digest) => {
      await logReceipt(session, { digest, fields: part.columns });
    },
  });
  const left = plan.budget ? ((await computations.budget(random).left(job.contract)) ?? null) : null;
  return resultOf(outcome, { rows: kept.rows, aligned: aligned!, budget: left && { ...left } });
}

type Around = {
  readonly rows: number;
  readonly aligned: MeteredStage;
  readonly budget: { readonly spentMicro: number; readonly leftMicro: number } | null;
};

function resultOf(outcome: StatisticsOutcome, { rows, aligned, budget }: Around): Json {
  const shared = { rows, budget };
  if (outcome.kind === 'refused') {
    const { code } = outcome;
    const refused = code === 'fusion.too_close' ? { code, query: outcome.query } : { code };
    return { ...shared, results: [], refused, stages: [aligned as unknown as Json] };
  }
  const stages = outcome.stages.map(({ stage, ms, bytesSent, bytesReceived }) => ({
    stage,
    ms,
    bytesSent,
    bytesReceived,
  }));
  return { ...shared, results: plain(outcome.results), stages: [aligned as unknown as Json, ...stages] };
}

/** As JSON: whole numbers that may be too large for a number become text, what is missing in a list null. */
function plain(results: unknown): Json {
  const asText = (_: string, value: unknown): unknown =>
    typeof value === 'bigint' ? value.toString() : value;
  return JSON.parse(JSON.stringify(results, asText)) as Json;
}

type Own = OwnPart & { readonly contract: string; readonly count: number };

/** The own columns in the alignment's order: numbers in whole units, categories by their place. */
async function ownRows(
  ctx: Session['ctx'],
  plan: StatisticsPlan,
  { contract, product, columns, decimals, count }: Own,
): Promise<StatisticsRows> {
  const readers = columns.map((field) => {
    const name = planColumn({ party: ctx.party, field });
    const column = plan.columns.find((one) => one.name === name)!;
    const values = new Float64Array(count);
    return { name, values, read: reader(column, field, decimals[field] ?? 0) };
  });
  const keep = new Uint8Array(count);
  let row = 0;
  for await (const firms of ctx.store.computations.aligned(contract, product))
    for (const firm of firms) {
      for (const { values, read } of readers) values[row] = read(firm.columns);
      keep[row] = firm.gone ? 0 : 1;
      row += 1;
    }
  return { count, columns: Object.fromEntries(readers.map(({ name, values }) => [name, values])), keep };
}

/** NaN stands for a value that is missing, or is none of the plan's. */
function reader(column: StatisticsColumn, field: string, decimals: number): (row: Row | null) => number {
  if (column.kind === 'category') {
    const places = new Map(column.groups.map((group, place) => [group, place]));
    return (row) => places.get(String(row?.[field] ?? '')) ?? Number.NaN;
  }
  const { min, max } = column;
  return (row) => {
    const value = row?.[field];
    if (typeof value !== 'number') return Number.NaN;
    return Math.min(max, Math.max(min, inUnits(value, decimals)));
  };
}
