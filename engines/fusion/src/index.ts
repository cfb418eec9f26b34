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
export { assumption, type Disclosure, disclosures, leakageStatement } from './scorecard/disclosures.ts';
export { fileMaskLedger, type MaskLedger } from './scorecard/ledger.ts';
export type { Figures } from './scorecard/metrics.ts';
export type { ModelShare } from './scorecard/model-share.ts';
export { type Plan, type ScoringPlan, type TrainingPlan, trainingPlan } from './scorecard/plan.ts';
export { fitInTheClear } from './scorecard/reference.ts';
export type { TrainingReport } from './scorecard/report.ts';
export type { BinnedFeature, Outcome, PartyRows } from './scorecard/rows.ts';
export { type FirmScore, type ScoredParty, scoreParty } from './scorecard/score.ts';
export { type DealerOptions, serveDealer } from './scorecard/serve-dealer.ts';
export type { StageTraffic } from './scorecard/session.ts';
export { type TrainedParty, trainParty } from './scorecard/train.ts';
