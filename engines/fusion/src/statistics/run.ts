import { FinharborError, fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { greet } from '../scorecard/handshake.ts';
import { planDigest } from '../scorecard/plan.ts';
import { type PartyOptions, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Opened } from '../shares/transcript.ts';
import { checkStatisticsPlan, type StatisticsPlan } from './plan.ts';
import { statisticsProgram } from './program.ts';
import { resultOf, type StatisticResult } from './results.ts';
import { checkStatisticsRows, fits, type StatisticsRows } from './rows.ts';
import { surveyOpenings } from './survey.ts';
import { layOutTable } from './tables/table.ts';

/** What a party brings to a query. */
export type StatisticsOptions = PartyOptions & {
  readonly plan: StatisticsPlan;
  readonly rows: StatisticsRows;
  /** Ends the query at this party, and so at all. */
  readonly signal?: AbortSignal;
};

/** One party's outcome of a query. */
export type StatisticsOutcome = {
  readonly kind: 'answered';
  /** The statistics that are for this party, in the plan's order. */
  readonly results: readonly StatisticResult[];
  readonly stages: readonly StageTraffic[];
  /** Every label opened in this session and how many values. */
  readonly opened: readonly Opened[];
};

/**
 * One party's side of one query: statistics over rows that all parties hold in the same order, from columns that no other
 * party sees. Shape: rows ≤ 2^24, cells of a statistic ≤ 4,096, sums below 2^62. Adversary: semi-honest, static, all
 * parties but one, dealer not colluding. Leaks: what `statisticsDisclosures(plan)` lists. Errors: `fusion.bad_plan`,
 * `fusion.bad_rows`, `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`, `fusion.stopped`.
 * Source: Beaver 1991; Ishai et al. 2013; protocols in docs/crypto.md.
 */
export async function runStatistics(
  mesh: Mesh,
  dealer: Channel,
  options: StatisticsOptions,
): Promise<StatisticsOutcome> {
  const { plan, rows, signal } = options;
  checkStatisticsPlan(plan);
  checkStatisticsRows(plan, mesh.self, rows);
  checkSums(plan, rows.count);
  const declared = await surveyOpenings(plan, rows.count);
  const { result, stages } = await runSession({ mesh, dealer, plan, options }, (running) =>
    stoppable(signal, async () => {
      await greet(mesh, dealer, greeting(plan, mesh.session, rows.count));
      const { engine, transcript } = await running.engine(declared);
      const onRows = (done: number, total: number): void => mesh.progress('tables', done, total);
      const query = { engine, plan, rows: rows.count, data: rows, onRows };
      const tables = await statisticsProgram(query, running);
      return { tables, opened: transcript.opened() };
    }),
  );
  const results = result.tables.flatMap(({ table, words }) => (words ? [resultOf(table, words)] : []));
  return { kind: 'answered', results, stages, opened: result.opened };
}

/** What a party says first, to the other parties and to the dealer. */
export function greeting(plan: StatisticsPlan, session: string, rows: number): Json {
  return { plan: Buffer.from(planDigest(plan, session)).toString('hex'), rows };
}

function checkSums(plan: StatisticsPlan, rows: number): void {
  for (const statistic of plan.statistics)
    if (!fits(plan, layOutTable(plan, statistic), rows))
      fail(
        'fusion.bad_rows',
        `The sums of ${statistic.name} over ${rows} rows may pass 2^62. Use a larger unit.`,
      );
}

/** The work, or `fusion.stopped` as soon as the signal says so. */
async function stoppable<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  const stop = Promise.withResolvers<never>();
  stop.promise.catch(() => undefined);
  const onAbort = (): void => stop.reject(stopped());
  if (signal?.aborted) throw stopped();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work(), stop.promise]);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}

function stopped(): FinharborError {
  return new FinharborError({ code: 'fusion.stopped', publicMessage: 'The query was stopped.' });
}
