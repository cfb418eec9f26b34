export { yuanErrors } from '../errors.ts';
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
  UsablePurse,
} from '../payments/routes.ts';
export type { Facts, KnownField, TierChange, Waiting } from '../people/domain.ts';
export type { Customer, Disclosure, KnownBy, KnownOfMe, NewTier, WaitingChange } from '../people/routes.ts';
export { type Limits, schemeZone, type Tier } from '../scheme/limits.ts';
export { type Category, categories, type Merchant, type Operator } from '../wallets/domain.ts';
export type { NewWallet } from '../wallets/routes.ts';
export type { Entry, Scheme, WalletView } from '../wallets/views.ts';
export { yuanRoutes } from './routes.ts';
