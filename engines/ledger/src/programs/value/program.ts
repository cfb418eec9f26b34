import type { Currency, Rational, Rounding } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Condition, Moment } from './condition.ts';

/** Somebody a program names. Who only confirms or approves needs no account; 0 is none. */
export type Party = { readonly title: Bilingual; readonly account: bigint };

/** Which ledger an amount is on, and the code its transfers bear there. */
export type Books = { readonly ledger: number; readonly code: number; readonly currency: Currency };

/** Whom a release pays: somebody of a list, whoever asks, or the merchant where it is spent. */
export type Payee =
  | { readonly kind: 'named'; readonly parties: readonly string[] }
  | { readonly kind: 'asker' }
  | { readonly kind: 'merchant' };

/** How much a release pays at a time, in smallest units. */
export type Pays =
  /** The first payment is the first of these, and so on. */
  | { readonly kind: 'slices'; readonly amounts: readonly bigint[] }
  /** What is asked for, at most so often. */
  | { readonly kind: 'asked'; readonly times: number }
  /** A share of the price, never above `most`, at most so often. */
  | {
      readonly kind: 'share';
      readonly share: Rational;
      readonly rounding: Rounding;
      readonly most: bigint;
      readonly times: number;
    };

/** One way in which money may go. */
export type Release = {
  readonly name: string;
  readonly title: Bilingual;
  readonly to: Payee;
  readonly pays: Pays;
  /** Whoever asks gets it once and not again. */
  readonly oncePerAsker: boolean;
  readonly when: Condition;
};

/** What somebody gets for each payment, on top of it and out of the same money: a fixed sum and a share of the payment. */
export type Fee = {
  readonly to: string;
  readonly fixed: bigint;
  readonly share: Rational;
  readonly rounding: Rounding;
};

type Common = {
  /** A UUID; the same program under another id is another program. */
  readonly id: string;
  /** What the money is for. */
  readonly title: Bilingual;
  /** The IANA zone in which days and times of day are meant. */
  readonly zone: string;
  readonly parties: Readonly<Record<string, Party>>;
};

/** Money that its owner sets aside; it stays the owner's until one of the releases pays it out. */
export type Escrow = Common & {
  readonly kind: 'escrow';
  readonly owner: string;
  readonly books: Books;
  /** All that is set aside, fees included. */
  readonly amount: bigint;
  readonly releases: readonly Release[];
  readonly fee: Fee | null;
  /** When the rest may be asked back before the end; null is never. */
  readonly refund: Condition | null;
  /** The moment at which the rest goes back by itself; null is never. */
  readonly ends: Moment | null;
};

/** One payment of an exchange. */
export type Leg = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly books: Books;
  readonly amount: bigint;
};

/** Payments that happen together or not at all: each payer sets its own aside, and then all are carried out as one. */
export type Exchange = Common & {
  readonly kind: 'exchange';
  readonly legs: readonly Leg[];
  /** What else must be the case; null is nothing. */
  readonly when: Condition | null;
  /** The moment at which what was set aside goes back by itself. */
  readonly ends: Moment;
};

/** Money that carries its own rules: a plain value, the same for everybody who reads it. */
export type Program = Escrow | Exchange;

/** The releases, the refund and the settlement a condition or an approval can belong to, each with its condition. */
export function conditionsOf(program: Program): ReadonlyMap<string, PlacedCondition> {
  const placed = new Map<string, PlacedCondition>();
  if (program.kind === 'exchange') {
    if (program.when) placed.set('settlement', { condition: program.when, pointer: '/when' });
    return placed;
  }
  for (const [k, { name, when }] of program.releases.entries())
    placed.set(name, { condition: when, pointer: `/releases/${k}/when` });
  if (program.refund) placed.set('refund', { condition: program.refund, pointer: '/refund' });
  return placed;
}

/** A condition and where in its program it stands. */
export type PlacedCondition = { readonly condition: Condition; readonly pointer: string };
