export {
  type Binning,
  type BinningOptions,
  binOf,
  type CategoryBinning,
  type ColumnValue,
  fitBinning,
  type NumericBinning,
} from './binning.ts';
export type { ResumeOptions } from './boosting/checkpoints.ts';
export { boostInTheClear, type ClearBoosting, type ClearTree } from './boosting/clear.ts';
export { type BoostingDisclosure, boostingDisclosures, boostingStatement } from './boosting/disclosures.ts';
export type { BoostingFigures } from './boosting/figures.ts';
export type { FeatureImportance } from './boosting/importance.ts';
export { heldOut as boostingRowHeldOut } from './boosting/layout.ts';
export type { BoostedModelShare } from './boosting/model.ts';
export type { OpenedQuestion, OpenedTrees } from './boosting/open-trees.ts';
export {
  type BoostedScoringPlan,
  type BoostingPlan,
  boostingPlan,
  checkBoostingPlan,
} from './boosting/plan.ts';
export { boostingStages } from './boosting/program.ts';
export type { BoostingRows } from './boosting/rows.ts';
export { type BoostedScores, type BoostedScoringOptions, scoreBoosted } from './boosting/score.ts';
export { boostedScoringStages } from './boosting/score-program.ts';
export { type BoostingDealerOptions, serveBoostingDealer } from './boosting/serve-dealer.ts';
export { type BoostedParty, type BoostingOptions, boostParty } from './boosting/train.ts';
export {
  type EcdhDisclosure,
  type EcdhOperator,
  type EcdhPlan,
  ecdhDisclosures,
  ecdhStatement,
} from './ecdh/disclosures.ts';
export { intersectByEcdh } from './ecdh/intersect.ts';
export { ecdhMostIds } from './ecdh/party.ts';
export type { EcdhInput } from './ecdh/session.ts';
export { type IntersectionSize, intersectionSize } from './ecdh/size.ts';
export {
  intersectionSum,
  mostSum,
  type SumInput,
  type SumOutcome,
  type ValueSum,
  type ValueTerms,
} from './ecdh/sum.ts';
export { intersectAtLeast, type ThresholdInput, type ThresholdOutcome } from './ecdh/threshold.ts';
export {
  chooseProtocol,
  type LinkFigures,
  localNetwork,
  type ProtocolChoice,
  type ProtocolEstimate,
  type ProtocolQuestion,
} from './intersect/choose.ts';
export {
  type ChosenIntersection,
  type IntersectInput,
  type Intersection,
  intersect,
} from './intersect/intersect.ts';
export { type JoinedRows, type JoinKind, joinRows } from './intersect/join.ts';
export type { Adversary, Learns, Protocol } from './intersect/session.ts';
export {
  type IntersectionDisclosure,
  intersectionDisclosures,
  intersectionStatement,
} from './jobs/disclosures.ts';
export {
  checkIntersectionPlan,
  type IntersectionOperation,
  type IntersectionPlan,
  type IntersectionSide,
  type SummedColumn,
} from './jobs/plan.ts';
export { type JobProtocol, jobProtocol } from './jobs/protocol.ts';
export type { JobReport } from './jobs/result.ts';
export {
  finishIntersectionJob,
  helpIntersectionJob,
  type JobOptions,
  type JobOutcome,
  type JobProgress,
  runIntersectionJob,
} from './jobs/run.ts';
export type { UnusableRows } from './jobs/store.ts';
export {
  type HelpingHand,
  type HelpOrder,
  helpSession,
  helpTask,
  helpTaskName,
  helpTasks,
  type WorkerJob,
  type WorkerTask,
} from './jobs/worker-task.ts';
export type { KeyFault, NoKey } from './keys/fault.ts';
export { type KeyKind, normalKey } from './keys/keys.ts';
export {
  type LookupDisclosure,
  type LookupTerms,
  lookupDisclosures,
  lookupStatement,
} from './lookup/disclosures.ts';
export {
  fileLookupLedger,
  type LookupClaim,
  type LookupDecision,
  type LookupLedger,
  type LookupLimits,
} from './lookup/ledger.ts';
export { type LookUpInput, type LookUpOutcome, lookUp, type Match } from './lookup/look-up.ts';
export {
  type NewTable,
  type PreparedTable,
  type PrepareOptions,
  prepareLookupTable,
  updateLookupTable,
} from './lookup/prepare.ts';
export type { LookupChange, LookupRow, LookupRows } from './lookup/rows.ts';
export { type Served, type ServeOptions, serveLookup } from './lookup/serve.ts';
export type { Mesh } from './mesh.ts';
export { type ScorecardPmmlInput, scorecardPmml } from './pmml/scorecard.ts';
export { type TreesPmmlInput, treesPmml } from './pmml/trees.ts';
export { type AlignInput, type Alignment, align } from './psi/align.ts';
export { type ClearFit, type ClearRows, regressInTheClear } from './regression/clear.ts';
export type { RegressionColumn, RegressionData } from './regression/columns.ts';
export { regressionDisclosures } from './regression/disclosures.ts';
export {
  type Coefficient,
  type RegressedParty,
  type RegressionOptions,
  regressParty,
} from './regression/fit-party.ts';
export type { PairPhases, PhaseCost } from './regression/pair.ts';
export { checkRegressionPlan, type RegressionPlan, regressionPlan } from './regression/plan.ts';
export { regressionStages } from './regression/program.ts';
export { type RegressionDealerOptions, serveRegressionDealer } from './regression/serve-dealer.ts';
export type { RoundedCounts } from './scorecard/count.ts';
export {
  assumption,
  assumptionOf,
  type Bilingual,
  type Disclosure,
  disclosures,
  leakageStatement,
} from './scorecard/disclosures.ts';
export { learningFaults } from './scorecard/faults.ts';
export type { FeatureShape } from './scorecard/layout.ts';
export { fileMaskLedger, type MaskLedger } from './scorecard/ledger.ts';
export { auc, type Figures, ks } from './scorecard/metrics.ts';
export type { ModelShare } from './scorecard/model-share.ts';
export type { OpenedModel, ScorecardCoefficient, ScorecardPoints } from './scorecard/opened-model.ts';
export {
  checkPlan,
  type Plan,
  type PointsScale,
  planDigest,
  type ScoringPlan,
  type TrainingPlan,
  trainingPlan,
} from './scorecard/plan.ts';
export { type ClearSettings, fitInTheClear } from './scorecard/reference.ts';
export type { FeatureReport, RocCurve, SharedFigures, TrainingReport } from './scorecard/report.ts';
export type { BinnedFeature, Outcome, PartyRows } from './scorecard/rows.ts';
export { type FirmScore, type ScoredParty, type ScoreOptions, scoreParty } from './scorecard/score.ts';
export { scoringStages, totalStep } from './scorecard/score-program.ts';
export { type DealerOptions, serveDealer } from './scorecard/serve-dealer.ts';
export type { PartyOptions, StageTraffic } from './scorecard/session.ts';
export { type TrainedParty, type TrainOptions, trainParty } from './scorecard/train.ts';
export { trainingStages } from './scorecard/train-program.ts';
export { type LockingClient, postgresShardQueue } from './shards/postgres-queue.ts';
export { fileShardQueue, type ShardQueue, type TakenShard } from './shards/queue.ts';
export { type Seal, sealUnder } from './shards/seal.ts';
export type { MaskUse } from './shares/party.ts';
export type { Opened } from './shares/transcript.ts';
export type { DuckdbLimits } from './sources/limits.ts';
export { type PostgresClient, type PostgresTable, postgresSource } from './sources/postgres.ts';
export type { RowNames, Selection, Source } from './sources/source.ts';
export { type FileTable, fileSource } from './sources/table.ts';
export { composed, type PrivacyCost, type PrivacyLimit } from './statistics/budget/composition.ts';
export {
  areCommitments,
  budgetState,
  type JudgedClaim,
  judgeClaim,
} from './statistics/budget/judge.ts';
export {
  type BudgetClaim,
  type BudgetDecision,
  type BudgetLedger,
  type BudgetState,
  type Commitments,
  fileBudgetLedger,
} from './statistics/budget/ledger.ts';
export {
  type StatisticsDisclosure,
  statisticsDisclosures,
  statisticsStatement,
} from './statistics/disclosures.ts';
export { type NoiseAdvice, noiseAdvice } from './statistics/noise/advice.ts';
export {
  type CategoryColumn,
  type CorrelationStatistic,
  checkStatisticsPlan,
  costOf,
  type GroupStatistic,
  type NumberColumn,
  type Protection,
  type QuantileStatistic,
  type Statistic,
  type StatisticsColumn,
  type StatisticsPlan,
  type WoeStatistic,
} from './statistics/plan.ts';
export { statisticsStages } from './statistics/program.ts';
export type {
  CorrelationResult,
  GroupCell,
  GroupResult,
  QuantileResult,
  StatisticResult,
  WoeResult,
} from './statistics/results.ts';
export { fileRowSets, type KeptSet, type RowSets } from './statistics/row-sets/store.ts';
export { mostStatisticsRows, type StatisticsRows } from './statistics/rows.ts';
export { runStatistics, type StatisticsOptions, type StatisticsOutcome } from './statistics/run.ts';
export { type StatisticsDealerOptions, serveStatisticsDealer } from './statistics/serve-dealer.ts';
export { tooLargeSums } from './statistics/sums.ts';
export type {
  RecordedContents,
  RecordedData,
  RecordedFeature,
  RecordedFigures,
  RecordedStage,
} from './training-record/entries.ts';
export {
  type RecordEntry,
  readTrainingRecord,
  type TrainingRecord,
  type TrainingRecordInput,
  trainingRecord,
  trainingRecordSchema,
} from './training-record/record.ts';
export { populationStability } from './training-record/stability.ts';
export type { RecordedTreeFeature, RecordedTreesContents } from './training-record/trees-entries.ts';
export {
  readTreesTrainingRecord,
  type TreesRecordEntry,
  type TreesRecordInput,
  type TreesTrainingRecord,
  treesTrainingRecord,
} from './training-record/trees-record.ts';
