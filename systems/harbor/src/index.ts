export { type Admission, admitDocument, issuerKey, type Trust, trustOf } from './admit-document.ts';
export type { HubPort, NodeContext, Note, WorkPort } from './context.ts';
export { hubRoutes } from './contract/hub-routes.ts';
export { nodeRoutes } from './contract/node-routes.ts';
export type { ContractView } from './contract-views.ts';
export { type ContractDraft, findContract } from './contracts.ts';
export { type Leave, mayLeave } from './crossborder/may-leave.ts';
export type { HarborTables } from './database.gen.ts';
export type { DeliveredFiles } from './delivery/files.ts';
export { type Deliveries, type DeliveryParts, openDeliveries } from './delivery/open.ts';
export {
  type Bilingual,
  type Bodies,
  type Body,
  type Constraint,
  type ContractKind,
  type DocumentType,
  type Field,
  firmIssuer,
  type Verified,
} from './documents.ts';
export { type ContractState, contractState } from './domain.ts';
export { harborErrors } from './errors.ts';
export type { ListedConnector } from './federation/contract.ts';
export { connectorEndpoints } from './federation/http.ts';
export {
  type Change,
  type Concerned,
  concernedBy,
  concernedByListing,
  concernedByReview,
} from './follow/changes.ts';
export { type Board, openBoard } from './hub/board.ts';
export type { EnrolmentStore, HubContext, LogPort } from './hub/context.ts';
export { type ContractOnFile, contractOnFile } from './hub/contract-on-file.ts';
export { peerOf } from './hub/enrol.ts';
export { type Deals, dealRunner } from './hub/serve-deal.ts';
export { type HubFace, hubEndpoints } from './hub-http.ts';
export { issueDocument } from './issue-document.ts';
export { type JobWatch, jobWatch } from './job-watch.ts';
export { judgeUse, type UseAnswer, type UseRequest } from './judge-use.ts';
export { keepQuality } from './life/keep-quality.ts';
export { recordObjections } from './life/record-objections.ts';
export { harborMigrations } from './migrations.ts';
export { acceptedCounterOffer, findCounterOffer } from './negotiation/counter-offers.ts';
export {
  type ConnectorPeer,
  conclude,
  contractBehaviour,
  contractCatalogue,
  decisionStore,
  judgeTermsOf,
  type Negotiator,
  type NegotiatorContext,
  openNegotiator,
  pinnedParties,
} from './negotiation/index.ts';
export { nodeEndpoints } from './node-http.ts';
export type { PartyView } from './party-view.ts';
export { harborPersonalFields } from './personal-fields.ts';
export { pinPeer, refreshPeers } from './pin-peer.ts';
export { enrolmentStore } from './postgres/enrolments.ts';
export { postgresStore } from './postgres/index.ts';
export { rebuildProjections } from './postgres/rebuild.ts';
export { findProposal } from './proposals/find.ts';
export { resumeComputations } from './proposals/resume.ts';
export { type ProposalFile, proposalState } from './proposals/state.ts';
export { receiptCheck, receiptEntry } from './receipt-entry.ts';
export type { ReceiptBody } from './receipts.ts';
export { type JobRunner, jobRunner } from './run-job.ts';
export { searchEndpoints } from './search/http.ts';
export type { Fate, SettlementLedger, Settling } from './settlement/context.ts';
export { settlementEndpoints } from './settlement/hub-http.ts';
export { type HubSettlement, settlementRoutes } from './settlement/hub-settlement.ts';
export { keepSettling } from './settlement/worker.ts';
export { rerunJob, startJob, type TrainingData } from './start-job.ts';
export type { Job, JobEvent, PinnedPeer, Row, Store } from './store.ts';
export { followFeed, syncOnce } from './sync.ts';
export type { PointsOpening, TrainingOptions } from './training/options.ts';
export {
  computationPlane,
  type JobPart,
  type JobPlane,
  type JobTransfers,
  openJobTransfers,
  type TransferContext,
  transferBehaviour,
  transferLinks,
} from './transfers/index.ts';
export { policyOf } from './usage/policy-of.ts';
export { type TermsReading, termsOf } from './usage/terms-of.ts';
export { type Price, pricesOf, type Usage, usageOf } from './usage/usage.ts';
export type { JobView, ReceiptView } from './views.ts';
export { workFolders } from './work-folders.ts';
