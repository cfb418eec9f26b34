export { type Finding, type FindingCode, findingCodes } from './findings.ts';
export {
  type Balance,
  camt053,
  camt054,
  type Notification,
  type NumberAndSum,
  type Pagination,
  type Period,
  type ReportHead,
  type ReportHeader,
  type Statement,
  type TransactionsSummary,
} from './messages/camt.ts';
export {
  type InterbankPaymentStatus,
  type InterbankStatusHead,
  type InterbankStatusHeader,
  pacs002,
} from './messages/pacs002.ts';
export { type PaymentReturn, pacs004, type ReturnHead, type ReturnHeader } from './messages/pacs004.ts';
export {
  type InstructionForNextAgent,
  type InterbankHead,
  type InterbankHeader,
  type InterbankPaymentId,
  type InterbankTransfer,
  pacs008,
} from './messages/pacs008.ts';
export {
  type CreditTransfer,
  type InitiationHead,
  type InitiationHeader,
  type PaymentInstruction,
  pain001,
  pain001v03,
} from './messages/pain001.ts';
export {
  type CustomerPaymentStatus,
  type CustomerStatusHead,
  type CustomerStatusHeader,
  type PaymentInstructionStatus,
  pain002,
} from './messages/pain002.ts';
export type { Account, AccountIdentification, AccountProxy, StatementAccount } from './parts/account.ts';
export type {
  Agent,
  Branch,
  ClearingSystemMember,
  FinancialInstitution,
  PartyOrAgent,
} from './parts/agent.ts';
export type { CodeOrProprietary, DateOrDateTime } from './parts/choices.ts';
export type {
  GroupStatus,
  NumberPerStatus,
  OriginalGroup,
  OriginalGroupStatus,
  OriginalTransaction,
  Reason,
  ReturnedGroup,
} from './parts/original.ts';
export type {
  DateAndPlaceOfBirth,
  GenericIdentification,
  OrganisationIdentification,
  Party,
  PersonIdentification,
  PostalAddress,
} from './parts/party.ts';
export type {
  ChargeBearer,
  Charges,
  EquivalentAmount,
  InstructedAmount,
  InstructionForCreditorAgent,
  InterbankPaymentType,
  PaymentId,
  PaymentType,
} from './parts/payment.ts';
export type {
  CreditorReference,
  DocumentType,
  ReferredAmount,
  ReferredDocument,
  Remittance,
  StructuredRemittance,
} from './parts/remittance.ts';
export type {
  AmountDetails,
  BankTransactionCode,
  BatchInformation,
  BookedCharges,
  ChargesRecord,
  CreditDebit,
  CurrencyExchange,
  EntryDetails,
  ExchangedAmount,
  RelatedAgents,
  RelatedDates,
  RelatedParties,
  ReportEntry,
  ReturnInformation,
  TransactionDetails,
  TransactionReferences,
} from './parts/report.ts';
export type { Settlement } from './parts/settlement.ts';
export { type Delivery, deliver, type Sink } from './read/deliver.ts';
export type { ReadEvent, ReadTotals } from './read/events.ts';
export { readMessage, type Source } from './read/read.ts';
export type { Controls, Message, MessageRules, Stream } from './schema/message.ts';
export { type Part, writeMessage } from './write/write.ts';
export type { ReadLimits } from './xml/limits.ts';
