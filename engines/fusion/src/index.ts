export {
  type Binning,
  type BinningOptions,
  binOf,
  type CategoryBinning,
  type ColumnValue,
  fitBinning,
  type NumericBinning,
} from './binning.ts';
export type { Mesh } from './mesh.ts';
export { type AlignInput, type Alignment, align } from './psi/align.ts';
export {
  assumption,
  assumption,
  type Bilingual,
  type Disclosure,
  type Disclosure,
  disclosures,
  disclosures,
  leakageStatement,
  leakageStatement,
} from './scorecard/disclosures.ts';
export type { FeatureShape } from './scorecard/layout.ts';
export { fileMaskLedger, fileMaskLedger, type MaskLedger, type MaskLedger } from './scorecard/ledger.ts';
export type { Figures } from './scorecard/metrics.ts';
export { auc, type Figures, ks } from './scorecard/metrics.ts';
export type { ModelShare, ModelShare } from './scorecard/model-share.ts';
export {
  checkPlan,
  type Plan,
  type Plan,
  type PointsScale,
  planDigest,
  type ScoringPlan,
  type ScoringPlan,
  type TrainingPlan,
  type TrainingPlan,
  trainingPlan,
  trainingPlan,
} from './scorecard/plan.ts';
export { fitInTheClear, fitInTheClear } from './scorecard/reference.ts';
export type {
  FeatureReport,
  RocCurve,
  SharedFigures,
  TrainingReport,
  TrainingReport,
} from './scorecard/report.ts';
export type {
  BinnedFeature,
  BinnedFeature,
  Outcome,
  Outcome,
  PartyRows,
  PartyRows,
} from './scorecard/rows.ts';
export {
  type FirmScore,
  type FirmScore,
  type ScoredParty,
  type ScoredParty,
  type ScoreOptions,
  scoreParty,
  scoreParty,
} from './scorecard/score.ts';
export { scoringStages } from './scorecard/score-program.ts';
export {
  type DealerOptions,
  type DealerOptions,
  serveDealer,
  serveDealer,
} from './scorecard/serve-dealer.ts';
export type { PartyOptions, StageTraffic, StageTraffic } from './scorecard/session.ts';
export {
  type TrainedParty,
  type TrainedParty,
  type TrainOptions,
  trainParty,
  trainParty,
} from './scorecard/train.ts';
export { trainingStages } from './scorecard/train-program.ts';
export type { MaskUse } from './shares/party.ts';
export type { Opened } from './shares/transcript.ts';
