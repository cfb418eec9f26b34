import type { BenchContext, Figures } from './harness/context.ts';
import { measureJoin } from './join-parts/measure.ts';

/** The same as `join` with 10^8 rows a side, once: some ten minutes and 8 GB of disk on two cores. */
export async function run(context: BenchContext): Promise<Figures> {
  return measureJoin(context, { name: '100m', rows: 100_000_000, format: 'parquet', runs: 1 });
}
