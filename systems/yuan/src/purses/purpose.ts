import { z } from 'zod';
import { fen, fenOrZero, walletNumber } from '../schemas.ts';
import { type Category, categories, type Merchant, type Wallet } from '../wallets/domain.ts';

/** Where and how a payment may take from a purse. What is left out is not limited. */
export type Purpose = {
  /** Merchants, by their wallets. */
  readonly merchants?: readonly string[] | undefined;
  readonly categories?: readonly Category[] | undefined;
  /** People are paid, and no merchants: wages. */
  readonly people?: true | undefined;
  /** What the wallet pays itself, exactly: one yuan of a coffee. */
  readonly ownMinor?: bigint | undefined;
  /** The most that one payment takes. */
  readonly mostMinor?: bigint | undefined;
  /** One payment of each wallet, a day or ever. */
  readonly oncePer?: 'day' | 'ever' | undefined;
};

/** A purpose as it is kept, as zod. */
export const purposeSchema: z.ZodType<Purpose, unknown> = z.strictObject({
  merchants: z.array(walletNumber).max(1000).readonly().optional(),
  categories: z.array(z.enum(categories)).readonly().optional(),
  people: z.literal(true).optional(),
  ownMinor: fenOrZero.optional(),
  mostMinor: fen.optional(),
  oncePer: z.enum(['day', 'ever']).optional(),
});

/** Whom a payment goes to, as a purpose judges it. */
export type PaidTo = { readonly merchant: Merchant | undefined; readonly wallet: Pick<Wallet, 'kind'> };

/** True where a payment to somebody may take from a purse at all. */
export function isFor(purpose: Purpose, { merchant, wallet }: PaidTo): boolean {
  if (purpose.people) return wallet.kind === 'personal';
  if (!merchant) return false;
  const { merchants, categories: sorts } = purpose;
  return (
    (merchants === undefined || merchants.includes(merchant.wallet)) &&
    (sorts === undefined || sorts.includes(merchant.category))
  );
}

/** A payment as a purpose judges it. */
export type Use = PaidTo & {
  readonly ownMinor: bigint;
  readonly takenMinor: bigint;
};

/** True where a purpose allows a payment to take so much. */
export function allows(purpose: Purpose, { ownMinor, takenMinor, ...to }: Use): boolean {
  return (
    isFor(purpose, to) &&
    (purpose.ownMinor === undefined || purpose.ownMinor === ownMinor) &&
    (purpose.mostMinor === undefined || takenMinor <= purpose.mostMinor)
  );
}

/** What of a payment comes about once, by a purpose: that this wallet uses the purse, today or ever. */
export function onceBy(
  purpose: Purpose,
  { purse, wallet, day }: { readonly purse: string; readonly wallet: string; readonly day: string },
): readonly string[] {
  if (purpose.oncePer === undefined) return [];
  return [`purse ${purse} ${wallet}${purpose.oncePer === 'day' ? ` ${day}` : ''}`];
}
