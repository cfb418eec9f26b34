import { fail } from '@finharbor/kernel';
import type { ValueSum } from '../ecdh/sum.ts';
import type { Source } from '../sources/source.ts';
import { type IntersectionPlan, sidesOf } from './plan.ts';
import { type JobProtocol, jobProtocol } from './protocol.ts';
import type { Agreed, Figures, JobStore, ShardResult, Spilled, UnusableRows } from './store.ts';

/** What a party can say of a finished job. */
export type JobReport = JobProtocol & {
  /** Rows of the own table, and how many of them have a usable key. */
  readonly rows: number;
  readonly usable: number;
  readonly unusable: readonly UnusableRows[];
  /** Usable rows whose key an earlier row has too; they share its fate. */
  readonly duplicates: number;
  /** Usable rows the peer declared. */
  readonly peerRows: number;
  /** Own rows whose key both hold, keys where the plan asks for figures only; undefined for a party that is not told. */
  readonly common: number | undefined;
  /** Whether both hold fewer keys than the plan's threshold: then no figure is told but the number, to the receiver. */
  readonly withheld: boolean;
  /** In the units that the plan gives the column; undefined for a party that is told none. */
  readonly sum: Pick<ValueSum, 'sum' | 'mean' | 'histogram'> | undefined;
  /** Rows in the result's file; undefined where the plan gives none. */
  readonly written: number | undefined;
};

/** What is made into a file. */
export type Finished = {
  readonly plan: IntersectionPlan;
  readonly self: string;
  readonly store: JobStore;
  readonly spilled: Spilled;
  readonly agreed: Agreed;
  readonly source: Source;
  readonly path: string | undefined;
};

/** Throws `fusion.job_not_ready`. */
export function notReady(): never {
  return fail('fusion.job_not_ready', 'The parties have not finished this job together yet. Run it.');
}

/** Puts the shards together and writes the rows the plan gives. Errors: `fusion.source_changed`, those of the source. */
export async function writeResult(finished: Finished): Promise<JobReport> {
  const { plan, self, spilled, agreed, source, path } = finished;
  const { rows, usable, unusable, state } = spilled;
  const { own } = sidesOf(plan, self);
  const bits = new Uint8Array(Math.ceil(rows / 8));
  let [common, duplicates] = [0, 0];
  let figures: Figures | undefined;
  for await (const result of results(finished)) {
    duplicates += result.duplicates;
    common += result.rows.length;
    figures = result.figures;
    for (const row of result.rows) bits[row >> 3]! |= 0x80 >> (row & 7);
  }
  const tables = plan.sides.map((side) => (side === own ? usable : agreed.peerRows));
  const report = {
    ...{ rows, usable, unusable, duplicates, peerRows: agreed.peerRows },
    withheld: figures?.isEnough === false,
    ...jobProtocol(plan, tables as [number, number]),
  };
  if (own.result === 'nothing')
    return { ...report, common: figures?.common, sum: figures && sumIn(figures), written: undefined };
  if (path === undefined)
    return fail('fusion.bad_plan', 'The plan gives this party a result; name its file.');
  const { rowColumn } = plan;
  const written = await source.write(
    {
      ...{ kind: own.result, rows, state, common: bits },
      ...(rowColumn !== undefined && { names: { column: rowColumn, all: () => results(finished) } }),
    },
    path,
  );
  return { ...report, common, sum: undefined, written };
}

/** Shard by shard. Errors: `fusion.job_not_ready`. */
async function* results({ store, agreed }: Finished): AsyncGenerator<ShardResult, void> {
  const attempts = await store.attempts();
  // The peer may have lost one since, and then this party forgets it too.
  if (attempts.size !== agreed.shards) notReady();
  for (const [shard, attempt] of attempts) yield await store.result(shard, attempt);
}

function sumIn({ common, sum }: Figures): JobReport['sum'] {
  return common === undefined || !sum
    ? undefined
    : { ...sum, mean: sum.sum / common, histogram: sum.histogram };
}
