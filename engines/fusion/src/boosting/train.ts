import { setImmediate } from 'node:timers/promises';
import { fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { turnsDigest } from '../regression/kernels.ts';
import { regressionParty } from '../regression/party-engine.ts';
import { sigmoidSeries } from '../regression/waves.ts';
import { agreeOnShape, greet } from '../scorecard/handshake.ts';
import { planDigest } from '../scorecard/plan.ts';
import { type PartyOptions, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Opened } from '../shares/transcript.ts';
import type { BoostingFigures } from './figures.ts';
import { layOutBoosting } from './layout.ts';
import { type BoostedModelShare, boostedModel } from './model.ts';
import { type BoostedScoringPlan, type BoostingPlan, checkBoostingPlan } from './plan.ts';
import { boostingProgram } from './program.ts';
import { type BoostingRows, checkBoostingRows } from './rows.ts';
import { boostingOpenings } from './survey.ts';

/** What a party brings to a boosting. */
export type BoostingOptions = PartyOptions & {
  readonly plan: BoostingPlan;
  readonly rows: BoostingRows;
  /** Ends the session at once on this side; the others are told `fusion.peer_gone`. */
  readonly signal?: AbortSignal;
};

/** One party's outcome of a boosting. */
export type BoostedParty = {
  readonly kind: 'boosted';
  readonly share: BoostedModelShare;
  /** Of the held-out rows, where the plan has some and shows them to this party. */
  readonly figures?: BoostingFigures;
  readonly stages: readonly StageTraffic[];
  /** Every label opened in this session and how many values. */
  readonly opened: readonly Opened[];
};

/**
 * One party's side of growing boosted decision trees (second order, logistic) on binned features that two or more parties
 * hold of the same rows in the same order. Shape: rows 512 to 2^21, bins ≤ 4096, both multiplied ≤ 2^27.
 * Adversary: semi-honest, static, all parties but one, dealer not colluding. Leaks: what `boostingDisclosures` lists, above
 * all to each party the questions asked of its own features. Errors: `fusion.bad_plan`, `fusion.bad_rows`,
 * `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`, `fusion.malformed_message`, `fusion.aborted`.
 * Source: Fang et al. 2021; Chen, Guestrin 2016; docs/crypto.md.
 */
export async function boostParty(
  mesh: Mesh,
  dealer: Channel,
  options: BoostingOptions,
): Promise<BoostedParty> {
  const { plan, rows, signal } = options;
  checkBoostingPlan(plan);
  checkBoostingRows(plan, mesh.self, rows);
  const cancel = (): void => {
    for (const channel of [...mesh.channels.values(), dealer]) channel.abort('fusion.aborted');
  };
  signal?.addEventListener('abort', cancel);
  try {
    const { result, stages } = await runSession({ mesh, dealer, plan, options }, async (running) => {
      signal?.throwIfAborted();
      await greet(mesh, dealer, boostingGreeting(plan, mesh.session, rows.count));
      const own = { count: rows.count, features: rows.features };
      const { features } = await agreeOnShape(mesh, dealer, { rows: own, cellSizes: [rows.count] });
      const layout = layOutBoosting(plan, { rows: rows.count, features });
      const { setting, transcript } = await running.engine(await boostingOpenings(plan, layout));
      const engine = regressionParty(setting, dealer);
      const onChunk = async (work: string, done: number): Promise<void> => {
        mesh.progress(work, done, layout.rows);
        await setImmediate();
      };
      const series = sigmoidSeries(plan.baseLogit);
      const grown = await boostingProgram({ engine, plan, layout, series, rows, onChunk }, running);
      const of = { plan, session: mesh.session, party: mesh.self, features: features[mesh.self]! };
      return { figures: grown.figures, share: boostedModel({ ...of, trees: grown.trees }), transcript };
    });
    const { share, figures, transcript } = result;
    return { kind: 'boosted', share, stages, opened: transcript.opened(), ...(figures && { figures }) };
  } catch (error) {
    if (signal?.aborted) fail('fusion.aborted', 'The computation was cancelled on this side.', error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/** What a party says first, to the other parties and to the dealer. */
export function boostingGreeting(
  plan: BoostingPlan | BoostedScoringPlan,
  session: string,
  rows: number,
): Json {
  return { plan: Buffer.from(planDigest(plan, session)).toString('hex'), rows, turns: turnsDigest() };
}
