export { receiptWords } from './bills/receipt.ts';
export {
  brokenWord,
  type Commitments,
  commitmentTo,
  type Drawer,
  type Secrets,
  secretBytes,
} from './campaign/commitment.ts';
export { type Draw, type Drawn, draw, type Entry, type Prize, type Win } from './campaign/draw.ts';
export type { MoneyPast, Told, YuanContext } from './context.ts';
export { yuanRoutes } from './contract/routes.ts';
export type { YuanTables } from './database.gen.ts';
export { yuanErrors } from './errors.ts';
export { yuanEndpoints } from './http.ts';
export { yuanMigrations } from './migrations.ts';
export type { MoneyLedger } from './money/allowances.ts';
export type { Movement, WalletTerms } from './money/chain.ts';
export type { MovementId, OperatorId, PurseId, WalletId } from './money/ids.ts';
export type { Outcome, Refusal } from './money/outcome.ts';
export type { Payee, Payment } from './money/pay.ts';
export type { Release } from './money/purse.ts';
export type { Exchange } from './money/redeem.ts';
export type { Refund } from './money/refund.ts';
export { type Balance, openTill, type Till } from './money/till.ts';
export { yuanPersonalFields } from './people/personal-fields.ts';
export {
  dayOf,
  type Limits,
  type LimitsEntry,
  type LimitsSchedule,
  limitsAt,
  reportedLimits,
  schemeZone,
  type Tier,
  unlimited,
} from './scheme/limits.ts';
export { keepRunning } from './work.ts';
