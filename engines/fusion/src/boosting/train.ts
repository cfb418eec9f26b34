import { setImmediate } from 'node:timers/promises';
import type { Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { cancellable } from '../cancel.ts';
import type { Mesh } from '../mesh.ts';
import { turnsDigest } from '../regression/kernels.ts';
import { regressionParty } from '../regression/party-engine.ts';
import { sigmoidSeries } from '../regression/waves.ts';
import { failLearning } from '../scorecard/faults.ts';
import { agreeOnShape, greet } from '../scorecard/handshake.ts';
import { planDigest } from '../scorecard/plan.ts';
import { type PartyOptions, type Running, runSession, type StageTraffic } from '../scorecard/session.ts';
import type { Opened } from '../shares/transcript.ts';
import type { Boosting, Forest } from './boosting.ts';
import { type Checkpoints, checkpoints, type ResumeOptions } from './checkpoints.ts';
import type { BoostingFigures } from './figures.ts';
import type { FeatureImportance } from './importance.ts';
import { layOutBoosting } from './layout.ts';
import { type BoostedModelShare, boostedModel } from './model.ts';
import type { OpenedTrees } from './open-trees.ts';
import { type BoostedScoringPlan, type BoostingPlan, checkBoostingPlan } from './plan.ts';
import { type Boosted, boostingProgram } from './program.ts';
import { type BoostingRows, checkBoostingRows } from './rows.ts';
import { agreeOnStart, tellStart } from './start.ts';
import { boostingOpenings } from './survey.ts';

/** What a party brings to a boosting. */
export type BoostingOptions = PartyOptions & {
  readonly plan: BoostingPlan;
  readonly rows: BoostingRows;
  /** Ends the session at once on this side; the others are told `fusion.peer_gone`. */
  readonly signal?: AbortSignal;
  /** Where trees are kept as they grow; without it a session that was broken off is lost. */
  readonly resume?: ResumeOptions;
};

/** One party's outcome of a boosting. */
export type BoostedParty = {
  readonly kind: 'boosted';
  /** Of the trees that were kept, fewer than the plan's where it lets them end early. */
  readonly share: BoostedModelShare;
  /** Of the held-out rows, where the plan has some and shows them to this party. */
  readonly figures?: BoostingFigures;
  /** Features of all parties in the roster's order, where the plan shows them to this party. */
  readonly importance?: readonly FeatureImportance[];
  /** The whole model, where the plan shows it to this party. */
  readonly plainTrees?: OpenedTrees;
  readonly rows: number;
  /** What the parties told of their features, in the roster's order. */
  readonly features: OpenedTrees['features'];
  /** Trees that an earlier session had grown. */
  readonly resumed: number;
  readonly stages: readonly StageTraffic[];
  /** Every label opened in this session and how many values. */
  readonly opened: readonly Opened[];
};

/**
 * One party's side of growing boosted decision trees (second order, logistic) on binned features that two or more parties
 * hold of the same rows in the same order. Shape: rows 512 to 2^21, bins ≤ 4096, both multiplied ≤ 2^27.
 * Adversary: semi-honest, static, all parties but one, dealer not colluding. Leaks: what `boostingDisclosures` lists, above
 * all to each party the questions asked of its own features. Where trees are kept, a session that was broken off goes on after the last
 * tree that all parties have: in a new session with a new id and fresh randomness. Errors: `fusion.bad_plan`, `fusion.bad_rows`,
 * `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`, `fusion.malformed_message`, `fusion.aborted`,
 * `fusion.out_of_reach`, `fusion.source_changed`, `fusion.job_sealed`. Source: Fang et al. 2021; Chen, Guestrin 2016; docs/crypto.md.
 */
export async function boostParty(
  mesh: Mesh,
  dealer: Channel,
  options: BoostingOptions,
): Promise<BoostedParty> {
  const { plan, rows, signal } = options;
  checkBoostingPlan(plan);
  checkBoostingRows(plan, mesh.self, rows);
  const channels = [...mesh.channels.values(), dealer];
  const { result, stages } = await cancellable(channels, signal, () =>
    runSession({ mesh, dealer, plan, options }, (running) => grow({ mesh, dealer, options }, running)),
  );
  const { boosted, ...told } = result;
  if (boosted.beyondReach) failLearning('fusion.out_of_reach');
  const { figures, importance, plainTrees } = boosted;
  return {
    kind: 'boosted',
    ...told,
    stages,
    ...(figures && { figures }),
    ...(importance && { importance }),
    ...(plainTrees && { plainTrees }),
  };
}

type Growing = { readonly mesh: Mesh; readonly dealer: Channel; readonly options: BoostingOptions };
type Grown = Pick<BoostedParty, 'share' | 'rows' | 'features' | 'opened' | 'resumed'> & {
  readonly boosted: Boosted;
};

async function grow({ mesh, dealer, options }: Growing, running: Running): Promise<Grown> {
  const { plan, rows, resume } = options;
  const { session, self } = mesh;
  const kept = resume && (await checkpoints(resume, { plan, rows, session }));
  await greet(mesh, dealer, boostingGreeting(plan, session, { rows: rows.count, job: resume?.job }));
  const own = { count: rows.count, features: rows.features };
  const { features } = await agreeOnShape(mesh, dealer, { rows: own, cellSizes: [rows.count] });
  const layout = layOutBoosting(plan, { rows: rows.count, features });
  const before = kept && (await startFrom(mesh, kept, layout));
  const resumed = before?.trees.length ?? 0;
  await tellStart(dealer, { trees: resumed, ended: before?.ended ?? false });
  const { setting, transcript } = await running.engine(await boostingOpenings(plan, layout));
  const engine = regressionParty(setting, dealer);
  const onChunk = async (work: string, done: number): Promise<void> => {
    mesh.progress(work, done, layout.rows);
    await setImmediate();
  };
  const boosting: Boosting = {
    ...{ engine, plan, layout, rows, onChunk },
    series: sigmoidSeries(plan.baseLogit),
  };
  const keep = async (forest: Forest): Promise<void> => kept?.keep(forest);
  const boosted = await boostingProgram(boosting, before, { ...running, keep });
  const model = resume?.job ?? session;
  const share = boostedModel({
    ...{ plan, model, party: self },
    ...{ features: features[self]!, trees: boosted.forest.trees },
  });
  const told = layout.places.features.map(({ party, feature, bins }) => ({ party, feature, bins }));
  return { boosted, share, rows: rows.count, features: told, resumed, opened: transcript.opened() };
}

async function startFrom(
  mesh: Mesh,
  kept: Checkpoints,
  layout: Boosting['layout'],
): Promise<Forest | undefined> {
  const start = await agreeOnStart(mesh, await kept.known());
  const forest = start && (await kept.load(start, layout));
  await kept.goOnFrom(start);
  return forest;
}

/** What a party says first, to the other parties and to the dealer. */
export function boostingGreeting(
  plan: BoostingPlan | BoostedScoringPlan,
  session: string,
  { rows, job }: { readonly rows: number; readonly job?: string | undefined },
): Json {
  const digest = Buffer.from(planDigest(plan, session)).toString('hex');
  return { plan: digest, rows, turns: turnsDigest(), ...(job !== undefined && { job }) };
}
