import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { auc, type BoostedScoringPlan, boostInTheClear, boostingRowHeldOut } from '@finharbor/fusion';
import type { Order, Report } from './boosting-parts/member.ts';
import { peerScores } from './boosting-parts/peer.ts';
import { boostingBenchPlan, boostingBenchRows } from './boosting-parts/rows.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { startLinked } from './harness/linked.ts';

const plan = boostingBenchPlan;
const rowCount = 100_000;

/**
 * Boosted trees on shares: 10 trees of depth 4, 50 features of two parties and a dealer, three processes on loopback over
 * the node link. `fit_100k_s`: from open channels to the model; `score_100k_s`: all rows scored. `auc`: of the held-out rows,
 * by the opened scores; `auc_gap`: how far from it are those of the same trees grown in the clear, `xgb_auc_gap` those of
 * XGBoost, where it is installed. `peak_mb`: a party's largest memory; `sent_mb`: sent by all three for the fit.
 */
export async function run(context: BenchContext): Promise<Figures> {
  let last: Fit | undefined;
  const seconds = await context.measure(
    { name: `fit of ${rowCount} rows`, unit: 's' },
    context.runs ?? 1,
    async () => {
      last = await fitOnce(context.signal);
      return Math.max(...last.grown.map(({ ms }) => ms)) / 1000;
    },
  );
  const { grown, scored, peakMb } = last!;
  const stages = grown[0]!.stages!.map(({ stage, ms }) => `${stage} ${(ms / 1000).toFixed(2)} s`);
  const cpu = grown.map(({ cpuMs }) => (cpuMs / 1000).toFixed(1));
  context.note(`${stages.join(', ')}; CPU of bank, tax and dealer ${cpu.join(', ')} s`);
  const rows = boostingBenchRows(rowCount);
  const shared = heldOutAuc(scored[0]!.scores!);
  const clear = heldOutAuc(boostInTheClear(plan, rows).scores);
  const peer = peerScores(context, plan, rows);
  return {
    fit_100k_s: seconds,
    score_100k_s: Math.max(...scored.map(({ ms }) => ms)) / 1000,
    auc: shared,
    auc_gap: Math.abs(shared - clear),
    ...(peer && { xgb_auc_gap: Math.abs(shared - heldOutAuc(peer)) }),
    peak_mb: Math.round(Math.max(...peakMb.slice(0, -1))),
    dealer_peak_mb: Math.round(peakMb.at(-1)!),
    sent_mb: Math.round(grown.reduce((sum, { bytesSent }) => sum + bytesSent, 0) / 1e6),
  };

  function heldOutAuc(scores: ArrayLike<number>): number {
    const held = Array.from({ length: rowCount }, (_, row) => row).filter((row) =>
      boostingRowHeldOut(plan, row),
    );
    const { outcome } = rows.get(plan.labelHolder)!;
    return auc(
      Float64Array.from(held, (row) => scores[row]!),
      Uint8Array.from(held, (row) => outcome![row]!),
    );
  }
}

type Fit = {
  readonly grown: readonly Report[];
  readonly scored: readonly Report[];
  readonly peakMb: readonly number[];
};

/** One boosting in three fresh processes, two parties and a dealer, and all rows scored with its trees. */
async function fitOnce(signal: AbortSignal): Promise<Fit> {
  const program = join(import.meta.dirname, 'boosting-parts', 'member.ts');
  await using linked = await startLinked(signal, { program, names: [...plan.parties, 'hub'] });
  await linked.tell({ rows: rowCount } satisfies Order);
  const session = randomUUID();
  const grown = await linked.tell<Report>({ session } satisfies Order);
  const peakMb = linked.peakMb();
  const { parties, labelHolder, trees, depth } = plan;
  const scoring: BoostedScoringPlan = {
    ...{ kind: 'boosted-scoring', parties, labelHolder, model: session, trees, depth },
    scoresTo: 'label_holder',
  };
  const scored = await linked.tell<Report>({ session: randomUUID(), scoring } satisfies Order);
  return { grown, scored, peakMb };
}
