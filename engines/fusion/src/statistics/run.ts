import { hkdfSync } from 'node:crypto';
import { canonicalJson, FinharborError, fail, type Json, sha256 } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { bytesOf } from '../ring/words.ts';
import { greet } from '../scorecard/handshake.ts';
import { planDigest } from '../scorecard/plan.ts';
import { type PartyOptions, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Shared } from '../shares/engine.ts';
import { endTogether, naming } from '../shares/network.ts';
import type { Opened } from '../shares/transcript.ts';
import type { BudgetClaim, BudgetLedger, BudgetState } from './budget/ledger.ts';
import { seededRandom } from './noise/coins.ts';
import { checkStatisticsPlan, costOf, type StatisticsPlan } from './plan.ts';
import { type Ending, statisticsProgram } from './program.ts';
import { resultOf, type StatisticResult } from './results.ts';
import { agreeOnEarlier } from './row-sets/agree.ts';
import { commitTo, exchangeCommitments } from './row-sets/commitment.ts';
import type { RowSets } from './row-sets/store.ts';
import { checkStatisticsRows, type StatisticsRows } from './rows.ts';
import { checkSums } from './sums.ts';
import { surveyOpenings } from './survey.ts';

/** What a party brings to a query. */
export type StatisticsOptions = PartyOptions & {
  readonly plan: StatisticsPlan;
  readonly rows: StatisticsRows;
  readonly budget: BudgetLedger;
  readonly sets: RowSets;
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
  /** The contract's budget does not hold the query's cost; nothing was sent. */
  | { readonly kind: 'refused'; readonly code: 'fusion.budget_spent'; readonly budget: BudgetState }
  /** The rows differ from an earlier query's by fewer than k; all parties are told, and nothing else is opened. */
  | { readonly kind: 'refused'; readonly code: 'fusion.too_close'; readonly query: string };

/**
 * One party's side of one query: statistics over rows that all parties hold in the same order, from columns that no other
 * party sees. Shape: rows ≤ 2^24, cells of a statistic ≤ 4,096, sums below 2^62. Adversary: semi-honest, static, all
 * parties but one, dealer not colluding. Leaks: what `statisticsDisclosures(plan)` lists. Errors: `fusion.bad_plan`,
 * `fusion.bad_rows`, `fusion.plan_mismatch`, `fusion.query_changed`, `fusion.session_used`, `fusion.peer_gone`,
 * `fusion.other_rows`, `fusion.too_many_queries`, `fusion.ledger_damaged`, `fusion.row_set_damaged`,
 * `fusion.row_set_missing`, `fusion.stopped`.
 * Source: Beaver 1991; Ishai et al. 2013; Canonne, Kamath, Steinke 2020; protocols in docs/crypto.md.
 */
export async function runStatistics(
  mesh: Mesh,
  dealer: Channel,
  options: StatisticsOptions,
): Promise<StatisticsOutcome> {
  return endTogether([...mesh.channels.values(), dealer], async () => {
    const { plan, rows } = options;
    checkStatisticsPlan(plan);
    checkStatisticsRows(plan, mesh.self, rows);
    checkSums(plan, rows.count);
    const claim = await options.budget.claim(claimOf(plan));
    if (claim.kind === 'changed') changed('This query or its contract’s budget');
    if (claim.kind === 'spent') {
      for (const channel of [...mesh.channels.values(), dealer]) channel.abort('fusion.budget_spent');
      return { kind: 'refused', code: 'fusion.budget_spent', budget: claim.state };
    }
    const { result, stages } = await answer({ mesh, dealer, secret: claim.secret }, options);
    const { ending, opened } = result;
    if (ending.kind === 'close') return { kind: 'refused', code: 'fusion.too_close', query: ending.query! };
    const results = ending.tables.flatMap(({ table, words }) =>
      words ? [resultOf(plan, table, words)] : [],
    );
    return { kind: 'answered', results, stages, opened, budget: claim.state };
  });
}

type Granted = { readonly mesh: Mesh; readonly dealer: Channel; readonly secret: Uint8Array };

type Answer = { readonly ending: Ending; readonly opened: readonly Opened[] };

async function answer(
  { mesh, dealer, secret }: Granted,
  options: StatisticsOptions,
): Promise<{ result: Answer; stages: readonly StageTraffic[] }> {
  const { plan, rows: data, signal } = options;
  const rows = data.count;
  return runSession({ mesh, dealer, plan, options }, (running) =>
    stoppable(signal, async () => {
      await greet(mesh, dealer, greeting(plan, mesh.session, rows));
      const commitments = await exchangeCommitments(mesh, commitTo(data, derived(secret, 'salt')));
      if ((await options.budget.bind(plan, commitments)) === 'changed') changed('A party’s rows');
      const { earlier, known } = await agreeOnEarlier(mesh, dealer, { plan, sets: options.sets, rows });
      const declared = await surveyOpenings({ plan, rows, earlier: earlier.length });
      const { engine, transcript } = await running.engine(declared);
      const onRows = (done: number, total: number): void => mesh.progress('tables', done, total);
      const noise = seededRandom(derived(secret, 'noise'));
      const ending = await statisticsProgram(
        { engine, plan, rows, data, earlier, noise, onRows },
        {
          ...running,
          async verdict(close) {
            const goOn = close === undefined;
            await naming(dealer, dealer.send('verdict', Uint8Array.of(Number(goOn))));
            return goOn;
          },
          keep: (set) => (known ? options.sets.noteAtAll(known) : keepTogether(mesh, options, set)),
        },
      );
      return { ending, opened: transcript.opened() };
    }),
  );
}

/** Nothing is opened before every party has said that it keeps its share, and this one has noted that. */
async function keepTogether(
  mesh: Mesh,
  { plan, sets, rows }: StatisticsOptions,
  share: Shared,
): Promise<void> {
  const { contract, query, alignment } = plan;
  const set = { contract, query, alignment, session: mesh.session, rows: rows.count };
  await sets.keep(set, bytesOf(share.words));
  const peers = [...mesh.channels.values()];
  for (const channel of peers) await naming(channel, channel.send('kept', new Uint8Array(0)));
  for (const channel of peers) await naming(channel, channel.receive('kept'));
  await sets.noteAtAll(set);
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
