import { setImmediate } from 'node:timers/promises';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { type PairHalf, type PairPhases, unseen } from '../regression/pair.ts';
import { regressionParty } from '../regression/party-engine.ts';
import { toNumbers } from '../ring/words.ts';
import type { Opened } from '../shares/transcript.ts';
import type { Training } from './count.ts';
import { declaredOpenings } from './disclosures.ts';
import { failLearning } from './faults.ts';
import { agreeOnShape, greet, hello, shareCells } from './handshake.ts';
import { layOut, type Shape } from './layout.ts';
import { type ModelShare, wordsText } from './model-share.ts';
import { type OpenedModel, openedModel } from './opened-model.ts';
import { halfOf, meeting } from './pair.ts';
import { checkPlan, type TrainingPlan } from './plan.ts';
import { fitInTheClear } from './reference.ts';
import { measured, type SharedFigures, type TrainingReport, trainingReport } from './report.ts';
import { cellsOf, checkRows, type PartyRows, sortByCell } from './rows.ts';
import { type PartyOptions, type Running, runSession, type StageTraffic } from './session.ts';
import { type Trained, trainingProgram } from './train-program.ts';

/** One party's outcome of a training. */
export type TrainedParty = {
  readonly kind: 'trained';
  readonly share: ModelShare;
  /** At the label holder, and elsewhere if the plan shows figures to everyone. */
  readonly figures?: SharedFigures;
  /** At the label holder only. */
  readonly report?: TrainingReport;
  /** Where the plan opens coefficients or points to this party. */
  readonly model?: OpenedModel;
  readonly stages: readonly StageTraffic[];
  /** Where there is no dealer, what each phase cost. */
  readonly phases?: PairPhases;
  /** Every label opened in this session and how many values. */
  readonly opened: readonly Opened[];
};

/** What a party trains with. */
export type TrainOptions = PartyOptions & { readonly plan: TrainingPlan; readonly rows: PartyRows };

/**
 * One party's side of the shared training of a scorecard, on rows that all parties hold in the same order.
 * Shape: rows ≤ 2^20, bins per feature ≤ 256. Adversary: semi-honest, static, all parties but one, dealer not colluding; with the
 * plan's `dealer: 'none'` one of two, and `dealer` is a second channel to the other party.
 * Leaks: what `disclosures(plan)` lists. Errors: `fusion.bad_plan`, `fusion.bad_rows`, `fusion.bin_too_small`,
 * `fusion.plan_mismatch`, `fusion.session_used`, `fusion.peer_gone`, `fusion.woe_too_large`, `fusion.out_of_reach`.
 * Source: Mohassel and Zhang 2017 (SecureML); Beaver 1991; Zheng et al. 2023; protocols in docs/crypto.md.
 */
export async function trainParty(mesh: Mesh, dealer: Channel, options: TrainOptions): Promise<TrainedParty> {
  const { plan } = options;
  const half = halfOf(mesh, dealer, options);
  const from = options.clock.nowMs();
  const { result, stages } = await runSession(
    { mesh, dealer, plan, options, correlations: half?.correlations },
    (running) => train({ mesh, dealer, options, half }, running),
  );
  const { trained, training, rows, opened } = result;
  const phases = half?.phases(mesh, options.clock.nowMs() - from);
  if (trained.failures) failLearning('fusion.out_of_reach');
  const figures = measured(training, trained);
  const model = trained.model && openedModel(training, trained.model);
  return {
    kind: 'trained',
    share: shareOf(mesh, { plan, shape: result.shape, trained }),
    stages,
    opened,
    ...(phases && { phases }),
    ...(figures && { figures }),
    ...(model && { model }),
    ...(figures && rows.outcome && { report: await reportOf(training, trained, { figures, model }) }),
  };
}

type Train = {
  readonly mesh: Mesh;
  readonly dealer: Channel;
  readonly options: TrainOptions;
  readonly half: PairHalf | undefined;
};

async function train({ mesh, dealer, options, half }: Train, running: Running): Promise<Ended> {
  const { plan } = options;
  checkPlan(plan);
  checkRows(plan, mesh.self, options.rows);
  const { rows, shape } = await agree(mesh, dealer, options);
  const layout = layOut(plan, shape);
  const { setting, transcript } = await running.engine(declaredOpenings(plan, layout));
  transcript.record('cells', layout.rows);
  transcript.record('features', layout.features.length);
  const onWork: Training['onWork'] = async (stage, done, total) => {
    mesh.progress(stage, done, total);
    await setImmediate();
  };
  const engine = half?.engine(setting) ?? regressionParty(setting, dealer);
  const training: Training = { engine, plan, layout, rows, onWork };
  const [trained] = await Promise.all([
    trainingProgram(training, running),
    half?.make({
      ...meeting(plan, mesh.session),
      program: (made) => trainingProgram({ ...training, engine: made, onWork: () => setImmediate() }, unseen),
    }),
  ]);
  return { shape, rows, training, trained, opened: transcript.opened() };
}

type Ended = {
  readonly shape: Shape;
  readonly rows: PartyRows;
  readonly training: Training;
  readonly trained: Trained;
  readonly opened: readonly Opened[];
};

async function agree(
  mesh: Mesh,
  dealer: Channel,
  options: TrainOptions,
): Promise<{ rows: PartyRows; shape: Shape }> {
  const { plan, rows } = options;
  await greet(mesh, dealer, hello(plan, mesh.session, rows.count));
  const count = plan.folds * 2;
  const cells = await shareCells(mesh, {
    labelHolder: plan.labelHolder,
    cells: rows.outcome && cellsOf(plan, rows.outcome),
    rows: rows.count,
    count,
  });
  const cellSizes = Array<number>(count).fill(0);
  for (const cell of cells) cellSizes[cell] = cellSizes[cell]! + 1;
  const sorted = sortByCell(rows, cells);
  return { rows: sorted, shape: await agreeOnShape(mesh, dealer, { rows, cellSizes }) };
}

function shareOf(mesh: Mesh, of: { plan: TrainingPlan; shape: Shape; trained: Trained }): ModelShare {
  const { points, most, base } = of.trained.points;
  return {
    version: 1,
    model: mesh.session,
    party: mesh.self,
    parties: mesh.parties,
    labelHolder: of.plan.labelHolder,
    features: of.shape.features,
    points: wordsText(points.words),
    most: wordsText(most.words),
    base: wordsText(base.words),
  };
}

async function reportOf(
  training: Training,
  trained: Trained,
  { figures, model }: { figures: SharedFigures; model: OpenedModel | undefined },
): Promise<TrainingReport> {
  const { features, outcome } = training.rows!;
  const alone = await fitInTheClear(features, outcome!, training.plan);
  const roc = toNumbers(trained.roc!);
  return trainingReport(training, {
    alone,
    figures,
    roc,
    weights: trained.weights!,
    counts: trained.counts!,
    model,
  });
}
