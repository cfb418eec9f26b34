export { maxRows } from '@finharbor/fusion/limits';
export type { ContractView } from '../contract-views.ts';
export type { TransferView } from '../crossborder/assess.ts';
export { type AssessmentDraft, exemptions, type Filing, findingPoints } from '../crossborder/facts.ts';
export type { Leave } from '../crossborder/may-leave.ts';
export { placeName } from '../crossborder/place-name.ts';
export {
  ruleFor,
  type TransferRule,
  transferPaths,
  transferRules,
} from '../crossborder/rules.ts';
export { ruleSource, ruleSources, type Source, transferDuties } from '../crossborder/sources.ts';
export {
  type DeliveryResult,
  deliveryResult,
} from '../delivery/result.ts';
export { type Delivery, type DeliveryWay, deliveries, deliveriesOf, waysOf } from '../delivery/ways.ts';
export {
  type Bilingual,
  type Bodies,
  type Body,
  type Constraint,
  type ContractKind,
  contractKinds,
  type Field,
} from '../documents.ts';
export type { ContractState } from '../domain.ts';
export { harborErrors } from '../errors.ts';
export { getHarbor } from '../face-contract.ts';
export { firmsAtOnce } from '../firm-key-contract.ts';
export type { Follow, Followed } from '../follow/follows.ts';
export {
  type IntersectionResult,
  type IntersectionSum,
  intersectionResult,
  type ScoreResult,
  type StatisticsAnswer,
  type StatisticsResult,
  scoreResult,
  statisticsResult,
  type TrainingResult,
  trainingResult,
  type WithheldResult,
  withheldResult,
} from '../job-result.ts';
export type { LifeBodies, RegistrationDraft, ValuationInputs } from '../life/documents.ts';
export type { ReviewDraft } from '../life/drafts.ts';
export { derivationKinds } from '../life/lineage.ts';
export { type LifeState, lifeStates } from '../life/listing.ts';
export { dataLevels, type ReviewItem, reviewItems } from '../life/review.ts';
export { origins, type RegistrationKind, type Right, rights } from '../life/rights/kinds.ts';
export { registrationRules } from '../life/rights/may-register.ts';
export { workedValuation } from '../life/valuation.ts';
export type { CertificateView, EntryView, LifeView, OwnProduct, Waiting } from '../life/views.ts';
export type { CounterOfferView } from '../negotiation/counter-views.ts';
export type { NegotiationStep, NegotiationView } from '../negotiation/routes.ts';
export {
  type DayOfUses,
  type OverseenAnswer,
  type OverseenContract,
  type OverseenContractFile,
  type OverseenJob,
  type OverseenJobState,
  type OverseenRefusal,
  type OverseenUse,
  overseenJobStates,
} from '../oversight.ts';
export type { OwnUse, UsesOfMonth } from '../owner/uses.ts';
export type { PartyView } from '../party-view.ts';
export type { PricePlan } from '../pricing/plan.ts';
export { rowsAtOnce } from '../proposals/contract.ts';
export type {
  ColumnRef,
  DraftColumn,
  DraftNoise,
  DraftProtection,
  DraftStatistic,
  ProposalDraft,
  ProposedKind,
} from '../proposals/draft.ts';
export type { DraftOperation } from '../proposals/draft-operation.ts';
export {
  type JobRows,
  type PrivacyBudget,
  type ProposalPreview,
  type ProposalState,
  type ProposalView,
  proposalStates,
} from '../proposals/views.ts';
export { receiptCheck } from '../receipt-entry.ts';
export type { Carrier } from '../receipts.ts';
export { offeredTerms, type ProductClass, updates } from '../search/classed.ts';
export type { FoundProduct, FoundProducts } from '../search/contract.ts';
export {
  type FacetId,
  type Facets,
  facetIds,
  type OfferState,
  offerStates,
  type ProductQuery,
  type Sort,
  sorts,
} from '../search/query.ts';
export { checkLine, type LineVerdict } from '../settlement/check-line.ts';
export { awardOutcomes, disputeReasons } from '../settlement/documents.ts';
export type {
  AccountView,
  DisputeState,
  DisputeView,
  Earnings,
  LineEvidence,
  MonthView,
  MovementView,
  OpeningView,
  Statement,
  StatementLine,
} from '../settlement/views.ts';
export type { TrainingData } from '../start-job.ts';
export type { JobEvent, JobStatus, PeerTraffic } from '../store.ts';
export type { SubjectConsent, SubjectData, SubjectUse } from '../subject/data.ts';
export {
  openingOf,
  type PointsOpening,
  pointsOpenedTo,
  pointsOpenings,
  type TrainingOptions,
  type TrainingSettings,
  trainingOptions,
} from '../training/options.ts';
export type { TrainingView } from '../training/views.ts';
export type { JobTransferView, TransferStep } from '../transfers/routes.ts';
export { type ChosenTerms, chosenTerms } from '../usage/chosen-terms.ts';
export type { TermPair } from '../usage/compare-contracts.ts';
export { type HeldTerm, termsBeside } from '../usage/held-terms.ts';
export {
  contractStates,
  type JobDetail,
  type JobView,
  jobStatuses,
  jobsAtOnce,
  type ProductView,
  type ReceiptView,
  receiptsAtOnce,
} from '../views.ts';
export { hubRoutes } from './hub-routes.ts';
export { nodeRoutes } from './node-routes.ts';
