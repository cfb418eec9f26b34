export { yuanErrors } from '../errors.ts';
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
