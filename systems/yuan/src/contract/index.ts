export { type Bill, billKinds } from '../bills/domain.ts';
export type { NewBill } from '../bills/office-routes.ts';
export type { BillView, Office, OfficeDay, Receipt } from '../bills/views.ts';
export type { ChainView, LegView } from '../chain/views.ts';
export { yuanErrors } from '../errors.ts';
export { type Batch, type Entry as FundEntry, mostPieceBytes } from '../funds/domain.ts';
export type { LineFinding } from '../funds/entries.ts';
export type { BatchView, FundView, GrantView, Report, Spending } from '../funds/views.ts';
export { codeText, type PaymentCode, readCode } from '../payments/code.ts';
export type {
  CodeView,
  Moved,
  NewOrder,
  NewPayment,
  NewRefund,
  OrderView,
  PaymentView,
  UsablePurse,
} from '../payments/routes.ts';
export { type Limits, schemeZone, type Tier } from '../scheme/limits.ts';
export { type Category, categories, type Merchant, type Operator } from '../wallets/domain.ts';
export type { NewWallet } from '../wallets/routes.ts';
export type { Entry, Scheme, WalletView } from '../wallets/views.ts';
export { yuanRoutes } from './routes.ts';
