export type { Acted } from './act.ts';
export type { Catalogue, CataloguePage, CatalogueQuery, Dataset, Peer } from './catalogue/port.ts';
export {
  type Connector,
  type ConnectorOptions,
  type ContractStart,
  openConnector,
  type TransferStart,
} from './connector.ts';
export type { JudgeAgreement } from './context.ts';
export type { DataspaceTables } from './database.gen.ts';
export type {
  Behaviour,
  DataAddress,
  Negotiation,
  NegotiationMove,
  NegotiationState,
  Reason,
  Role,
  Transfer,
  TransferMove,
  TransferState,
} from './domain.ts';
export { type ServedConnector, serveConnector } from './http/fastify.ts';
export { nodeListener } from './http/node.ts';
export {
  type ConnectorReply,
  type ConnectorRequest,
  protocolPath,
  type Serve,
} from './http/serve.ts';
export { dataspaceMigrations } from './migrations.ts';
export type { JudgeOffer } from './negotiation/judge.ts';
export { judgeAgreementStrictly } from './negotiation/judge-agreement.ts';
export type { AgreementKey, KeptAgreement } from './postgres/agreements.ts';
export type { HistoryStep, ProcessQuery } from './postgres/queries.ts';
export type { ConnectorSettings } from './settings.ts';
