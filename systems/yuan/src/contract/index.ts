export { isAccountNumber } from '../bank/account-number.ts';
export type { Sweep } from '../bank/sweep.ts';
export type {
  BankAccountView,
  Desk,
  ExchangeView,
  LinkedAccount,
  MessageText,
  MessageView,
} from '../bank/views.ts';
export { type Bill, billKinds } from '../bills/domain.ts';
export type { NewBill } from '../bills/office-routes.ts';
export type { BillView, Office, OfficeDay, Receipt } from '../bills/views.ts';
export type { NewCampaign } from '../campaign/make.ts';
export {
  type Check,
  type CheckedThing,
  type RushFacts,
  recomputeDraw,
  recomputeRush,
} from '../campaign/recompute.ts';
export type { AskReply } from '../campaign/routes.ts';
export type { Statement } from '../campaign/statement.ts';
export { type NewClaim, type Rejection, rejections } from '../campaign/subsidy-words.ts';
export { type CampaignKind, campaignKinds, type Quota, type Terms, termsSchema } from '../campaign/terms.ts';
export type {
  AsksView,
  CampaignCourse,
  CampaignView,
  ClaimView,
  DrawView,
  OwnPart,
  PurseView,
} from '../campaign/views.ts';
export type { ChainView, LegView } from '../chain/views.ts';
export { yuanErrors } from '../errors.ts';
export { type Batch, type Entry as FundEntry, mostPieceBytes } from '../funds/domain.ts';
export type { LineFinding } from '../funds/entries.ts';
export type { BatchView, FundView, GrantView, Report, Spending } from '../funds/views.ts';
export { type BasisCode, bases } from '../inquiry/basis.ts';
export { type InquiryState, type SubjectKind, usualEmbargoDays } from '../inquiry/domain.ts';
export type { FreezeView } from '../inquiry/freeze-routes.ts';
export type { Answer, InquiryView, TransparencyRow } from '../inquiry/routes.ts';
export type { Figures, PaidFigures } from '../monitor/routes.ts';
export { codeText, type PaymentCode, readCode } from '../payments/code.ts';
export type {
  CodeView,
  Moved,
  NewOrder,
  NewPayment,
  NewRefund,
  OrderView,
  PaymentView,
  RefundReason,
  UsablePurse,
} from '../payments/routes.ts';
export { refundReasons } from '../payments/routes.ts';
export type { Facts, KnownField, TierChange, Waiting } from '../people/domain.ts';
export type { Customer, Disclosure, KnownBy, KnownOfMe, NewTier, WaitingChange } from '../people/routes.ts';
export { type Risk, riskRules } from '../prepaid/risk.ts';
export type { AskView, CardView, PlanView, SoldCard } from '../prepaid/views.ts';
export type { Monitor, Watched } from '../prepaid/watch.ts';
export { type DisputeReason, disputeReasons, type Ending } from '../prepaid/words.ts';
export { type Limits, schemeZone, type Tier } from '../scheme/limits.ts';
export { type Category, categories, type Merchant, type Operator } from '../wallets/domain.ts';
export type { NewMerchant, NewWallet } from '../wallets/routes.ts';
export {
  type Allowance,
  type Entry,
  entryKinds,
  type MonthSums,
  type MovementView,
  type Scheme,
  type Takings,
  type WalletView,
} from '../wallets/views.ts';
export { yuanRoutes } from './routes.ts';
