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
  UsablePurse,
} from '../payments/routes.ts';
export { type Limits, schemeZone, type Tier } from '../scheme/limits.ts';
export { type Category, categories, type Merchant, type Operator } from '../wallets/domain.ts';
export type { NewWallet } from '../wallets/routes.ts';
export type { Entry, Scheme, WalletView } from '../wallets/views.ts';
export { yuanRoutes } from './routes.ts';
