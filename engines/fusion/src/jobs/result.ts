import { fail } from '@finharbor/kernel';
import type { Source } from '../sources/source.ts';
import type { IntersectionSide } from './plan.ts';
import type { Agreed, JobStore, Spilled, UnusableRows } from './store.ts';

/** What a party can say of a finished job. */
export type JobReport = {
  /** Rows of the own table, and how many of them have a usable key. */
  readonly rows: number;
  readonly usable: number;
  readonly unusable: readonly UnusableRows[];
  /** Usable rows whose key an earlier row has too; they share its fate. */
  readonly duplicates: number;
  /** Usable rows the peer declared. */
  readonly peerRows: number;
  /** Own rows whose key both hold; undefined for a party that is not told. */
  readonly common: number | undefined;
  /** Rows in the result's file; undefined where the plan gives none. */
  readonly written: number | undefined;
  readonly shards: number;
};

/** What is made into a file. */
export type Finished = {
  readonly side: IntersectionSide;
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
  const { side, store, spilled, agreed, source, path } = finished;
  const { rows, usable, unusable, state } = spilled;
  const bits = new Uint8Array(Math.ceil(rows / 8));
  let [common, duplicates] = [0, 0];
  const attempts = await store.attempts();
  // The peer may have lost one since, and then this party forgets it too.
  if (attempts.size !== agreed.shards) notReady();
  for (const [shard, attempt] of attempts) {
    const result = await store.result(shard, attempt);
    duplicates += result.duplicates;
    common += result.rows.length;
    for (const row of result.rows) bits[row >> 3]! |= 0x80 >> (row & 7);
  }
  const report = { rows, usable, unusable, duplicates, peerRows: agreed.peerRows, shards: agreed.shards };
  if (side.result === 'nothing') return { ...report, common: undefined, written: undefined };
  if (path === undefined)
    return fail('fusion.bad_plan', 'The plan gives this party a result; name its file.');
  const written = await source.write({ kind: side.result, rows, state, common: bits }, path);
  return { ...report, common, written };
}
