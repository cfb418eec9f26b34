import type { BenchContext, Figures } from './harness/context.ts';
import { measureJoin } from './join-parts/measure.ts';

/**
 * From a file to a file: two parties' tables in, each party's rows in common out, two processes on loopback over the node link, against
 * a malicious peer; every result is compared with DuckDB's, which joins both files in the clear and stands beside as the lower bound.
 * `join_1m_s` is 2^20 rows a side in CSV, `join_10m_s` 10^7 in Parquet; peaks are of one process, disk is what a party spills.
 */
export async function run(context: BenchContext): Promise<Figures> {
  return {
    ...(await measureJoin(context, { name: '1m', rows: 2 ** 20, format: 'csv', runs: context.runs ?? 3 })),
    ...(await measureJoin(context, {
      name: '10m',
      rows: 10_000_000,
      format: 'parquet',
      runs: context.runs ?? 1,
    })),
  };
}
