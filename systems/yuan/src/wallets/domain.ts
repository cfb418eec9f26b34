import type { Bilingual } from '@finharbor/kernel/contract';
import type { WalletTerms } from '../money/chain.ts';
import { type Limits, type LimitsSchedule, limitsAt, type Tier, unlimited } from '../scheme/limits.ts';

/** A bank that opens wallets for others and holds the money behind them (运营机构). */
export type Operator = { readonly code: string; readonly name: Bilingual };

/** A wallet, as it is kept. */
export type Wallet = {
  readonly number: string;
  readonly operator: string;
  /** The party of whoever holds it. */
  readonly holder: string;
  readonly kind: 'personal' | 'corporate';
  /** Of a personal one. */
  readonly tier: Tier | null;
  /** Of a sub-wallet, the wallet it belongs to. */
  readonly parent: string | null;
  /** What its holder calls it. */
  readonly label: string;
  readonly state: 'open' | 'frozen' | 'closed';
  /** A sub-wallet's own limits, in fen, beside those it inherits. */
  readonly singleMinor: bigint | null;
  readonly dayMinor: bigint | null;
  readonly openedAtMs: number;
};

/** A merchant, by the wallet it is paid into. */
export type Merchant = { readonly wallet: string; readonly name: Bilingual; readonly category: Category };

/** What a merchant sells, as far as a purpose can tell merchants apart. */
export const categories = [
  'food',
  'groceries',
  'retail',
  'transport',
  'culture',
  'education',
  'fitness',
  'medical',
  'cars',
  'public',
  'business',
] as const;
/** One of them. */
export type Category = (typeof categories)[number];

/** How many wallets somebody may hold, sub-wallets included. */
export const mostWallets = 20;

/** What a wallet may do now: its tier's limits, and of a sub-wallet its own where they are lower. */
export function termsOf(
  wallet: Wallet,
  { schedule, atMs }: { schedule: LimitsSchedule; atMs: number },
): WalletTerms {
  const inherited = wallet.tier === null ? unlimited : limitsAt(schedule, wallet.tier, atMs);
  const limits: Limits = {
    ...inherited,
    singleMinor: lower(inherited.singleMinor, wallet.singleMinor),
    dayMinor: lower(inherited.dayMinor, wallet.dayMinor),
  };
  return { wallet: wallet.number, limits };
}

function lower(one: bigint | null, other: bigint | null): bigint | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** How others see a wallet's number. */
export function maskedNumber(number: string): string {
  return `${number.slice(0, 4)}********${number.slice(-4)}`;
}
