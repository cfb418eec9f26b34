import type { CasesTables } from '@finharbor/cases';
import { systemClock } from '@finharbor/kernel';
import type { TestDatabase } from '@finharbor/kernel/testing';
import type { BenchContext } from '../harness/context.ts';
import { openLoop, percentile } from '../harness/open-loop.ts';
import { publishCases } from './publish.ts';
import { servePublic } from './served.ts';

const perSecond = 500;
const seconds = 10;
const warmingSeconds = 5;
const runs = 3;

/**
 * A published case by `GET /public/cases/:number`, each another one, where one in ten of all cases is published: the p99 in
 * milliseconds at 500 requests a second that do not wait for each other, over sockets.
 */
export async function publicRoute(
  context: BenchContext,
  { db, url: databaseUrl }: Pick<TestDatabase<CasesTables>, 'db' | 'url'>,
): Promise<number> {
  const numbers = await publishCases(db, 10, systemClock.nowMs());
  await using served = await servePublic({ databaseUrl, site: 'cases' }, context.signal);
  const urlOf = (nth: number): string =>
    `${served.url}/public/cases/${numbers[(nth * 7_919) % numbers.length]}`;
  await openLoop({ perSecond, seconds: warmingSeconds, urlOf });
  const row = { name: `published cases at ${perSecond}/s`, unit: 'ms p99' };
  const p99 = await context.measure(row, context.runs ?? runs, async () =>
    percentile(await openLoop({ perSecond, seconds, urlOf }), 99),
  );
  return Math.round(p99 * 10) / 10;
}
