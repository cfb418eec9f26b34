import { hkdfSync } from 'node:crypto';
import { canonicalJson, FinharborError, fail, type Json, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { greet } from '../scorecard/handshake.ts';
import { planDigest } from '../scorecard/plan.ts';
import { type PartyOptions, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Opened } from '../shares/transcript.ts';
import type { BudgetClaim, BudgetLedger, BudgetState } from './budget/ledger.ts';
import { seededRandom } from './noise/coins.ts';
import { largestOf, noiseOf } from './noise/sensitivity.ts';
import { checkStatisticsPlan, costOf, type StatisticsPlan } from './plan.ts';
import { type OpenedTable, statisticsProgram } from './program.ts';
import { resultOf, type StatisticResult } from './results.ts';
import { commitTo, exchangeCommitments } from './row-sets/commitment.ts';
import { checkStatisticsRows, type StatisticsRows } from './rows.ts';
import { surveyOpenings } from './survey.ts';
import { layOutTable } from './tables/table.ts';

/** What a party brings to a query. */
export type StatisticsOptions = PartyOptions & {
  readonly plan: StatisticsPlan;
  readonly rows: StatisticsRows;
  readonly budget: BudgetLedger;
  /** Ends the query at this party, and so at all. */
  readonly signal?: AbortSignal;
};

/** One party's outcome of a query. */
export type StatisticsOutcome =
  | {
      readonly kind: 'answered';
      /** The statistics that are for this party, in the plan's order. */
      readonly results: readonly StatisticResult[];
      readonly stages: readonly StageTraffic[];
      /** Every label opened in this session and how many values. */
      readonly opened: readonly Opened[];
      readonly budget: BudgetState;
    }
  | { readonly kind: 'refused'; readonly code: 'fusion.budget_spent'; readonly budget: BudgetState };

/**
 * One party's side of one query: statistics over rows that all parties hold in the same order, from columns that no other
 * party sees. Shape: rows ≤ 2^24, cells of a statistic ≤ 4,096, sums below 2^62. Adversary: semi-honest, static, all
 * parties but one, dealer not colluding. Leaks: what `statisticsDisclosures(plan)` lists. Errors: `fusion.bad_plan`,
 * `fusion.bad_rows`, `fusion.plan_mismatch`, `fusion.query_changed`, `fusion.session_used`, `fusion.peer_gone`,
 * `fusion.stopped`. Source: Beaver 1991; Ishai et al. 2013; Canonne, Kamath, Steinke 2020; protocols in docs/crypto.md.
 */
export async function runStatistics(
  mesh: Mesh,
  dealer: Channel,
  options: StatisticsOptions,
): Promise<StatisticsOutcome> {
  const { plan, rows, budget } = options;
  checkStatisticsPlan(plan);
  checkStatisticsRows(plan, mesh.self, rows);
  checkSums(plan, rows.count);
  const claim = await budget.claim(claimOf(plan));
  if (claim.kind === 'changed') changed('This query or its contract’s budget');
  if (claim.kind === 'spent') {
    for (const channel of [...mesh.channels.values(), dealer]) channel.abort('fusion.budget_spent');
    return { kind: 'refused', code: 'fusion.budget_spent', budget: claim.state };
  }
  const { result, stages } = await answer({ mesh, dealer, secret: claim.secret }, options);
  const results = result.tables.flatMap(({ table, words }) => (words ? [resultOf(plan, table, words)] : []));
  return { kind: 'answered', results, stages, opened: result.opened, budget: claim.state };
}

type Granted = { readonly mesh: Mesh; readonly dealer: Channel; readonly secret: Uint8Array };

type Answer = { readonly tables: readonly OpenedTable[]; readonly opened: readonly Opened[] };

async function answer(
  { mesh, dealer, secret }: Granted,
  options: StatisticsOptions,
): Promise<{ result: Answer; stages: readonly StageTraffic[] }> {
  const { plan, rows, signal } = options;
  const declared = await surveyOpenings(plan, rows.count);
  return runSession({ mesh, dealer, plan, options }, (running) =>
    stoppable(signal, async () => {
      await greet(mesh, dealer, greeting(plan, mesh.session, rows.count));
      const commitments = await exchangeCommitments(mesh, commitTo(rows, derived(secret, 'salt')));
      if ((await options.budget.bind(plan, commitments)) === 'changed') changed('A party’s rows');
      const { engine, transcript } = await running.engine(declared);
      const onRows = (done: number, total: number): void => mesh.progress('tables', done, total);
      const noise = seededRandom(derived(secret, 'noise'));
      const query = { engine, plan, rows: rows.count, data: rows, noise, onRows };
      const tables = await statisticsProgram(query, running);
      return { tables, opened: transcript.opened() };
    }),
  );
}

function claimOf(plan: StatisticsPlan): BudgetClaim {
  const { contract, query, budget } = plan;
  const hash = Buffer.from(sha256(canonicalJson(plan))).toString('hex');
  return { contract, query, plan: hash, cost: costOf(plan), ...(budget && { limit: budget }) };
}

function derived(secret: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, 'finharbor-statistics', use, 32));
}

function changed(what: string): never {
  return fail(
    'fusion.query_changed',
    `${what} changed since the query was first asked. Ask under a new name; it is then paid for anew.`,
  );
}

/** What a party says first, to the other parties and to the dealer. */
export function greeting(plan: StatisticsPlan, session: string, rows: number): Json {
  return { plan: Buffer.from(planDigest(plan, session)).toString('hex'), rows };
}

/** Sums and the noise of all parties (64 scales of it, passed with probability e^-64) must stay within the ring. */
function checkSums(plan: StatisticsPlan, rows: number): void {
  for (const statistic of plan.statistics) {
    const table = layOutTable(plan, statistic);
    const fit = table.moments.every((moment) => {
      const noise = noiseOf(plan, table, moment);
      const scale = noise ? noise.parameter.over / noise.parameter.under + 1n : 0n;
      const spread = noise?.kind === 'gaussian' ? BigInt(Math.ceil(Math.sqrt(Number(scale)))) : scale;
      const most = BigInt(rows) * largestOf(plan, moment);
      return most + 64n * spread * BigInt(plan.parties.length) < 2n ** 62n;
    });
    if (!fit)
      fail(
        'fusion.bad_rows',
        `The sums of ${statistic.name} over ${rows} rows may pass 2^62. Use a larger unit.`,
      );
  }
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
