import { scratchPostgres } from '../tools/test/postgres.ts';
import { reading } from './cases-parts/reading.ts';
import type { BenchContext, Figures } from './harness/context.ts';

/** The part of `cases` that reads alone: lists, searches and counts over a million cases, or `--rows`, and published cases. */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  return await reading(context);
}
