import { type Bilingual, instantSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fenOrZero, nameSchema, tierSchema, walletNumber } from '../schemas.ts';
import { type Limits, type LimitsEntry, schemeZone } from '../scheme/limits.ts';
import { categories, type Merchant, type Operator, type Wallet } from './domain.ts';

/** A wallet as its holder sees it. */
export type WalletView = Omit<Wallet, 'holder'> & {
  readonly operatorName: Bilingual;
  readonly availableMinor: bigint;
  readonly setAsideMinor: bigint;
  readonly limits: Limits;
  readonly merchant: Merchant | null;
};

/** The scheme as everybody may know it. */
export type Scheme = {
  readonly operators: readonly Operator[];
  readonly zone: string;
  readonly limits: readonly LimitsEntry[];
};

/** Why money moved, in a holder's statement. */
export const entryKinds = ['top_up', 'redemption', 'payment', 'refund', 'purpose', 'release'] as const;

/** A line of a holder's statement. */
export type Entry = {
  /** The movement it belongs to. */
  readonly movement: string;
  readonly kind: (typeof entryKinds)[number];
  readonly direction: 'in' | 'out';
  readonly amountMinor: bigint;
  /** Whether the wallet's own money moved, or money under a purpose that is the holder's to spend. */
  readonly source: 'wallet' | 'purpose';
  readonly atMs: number;
  readonly state: 'done' | 'pending';
  /**
   * Who is on the other side, as far as this side may know: a merchant's name for who pays; of a person another person sees the number
   * masked; a merchant never sees anything of who has paid.
   */
  readonly other: { readonly name: Bilingual | null; readonly number: string | null };
};

/** What has been used up of one wallet's limits: of the wallet that pays, or of one it belongs to. */
export type Allowance = {
  readonly number: string;
  readonly label: string;
  readonly singleMinor: bigint | null;
  readonly day: Used | null;
  readonly year: Used | null;
};
/** A limit and what has been used of it; where the limit was lowered meanwhile, that may be more. */
export type Used = { readonly limitMinor: bigint; readonly spentMinor: bigint };

/** What came in and went out in a month of the scheme, `2026-11`. */
export type MonthSums = { readonly month: string; readonly inMinor: bigint; readonly outMinor: bigint };

/** What a till took on a day of the scheme. */
export type Takings = {
  readonly day: string;
  readonly count: number;
  readonly sumMinor: bigint;
  readonly refundCount: number;
  readonly refundedMinor: bigint;
  /** From midnight on, 24 of them. */
  readonly hours: readonly { readonly count: number; readonly sumMinor: bigint }[];
  /** False where there was more than is looked at for a picture. */
  readonly isWhole: boolean;
};

/** A movement as one of its two sides sees it, by its sources. */
export type MovementView = {
  readonly entries: readonly Entry[];
  /** Of a payment: what has gone back. */
  readonly refundedMinor: bigint | null;
};

/** An operator, as zod. */
export const operatorSchema: z.ZodType<Operator> = z.strictObject({
  code: z.string(),
  name: nameSchema,
});

const limit = fenOrZero.nullable();
const limitsSchema: z.ZodType<Limits> = z.strictObject({
  singleMinor: limit,
  dayMinor: limit,
  yearMinor: limit,
  balanceMinor: limit,
});

/** The scheme, as zod. */
export const schemeSchema: z.ZodType<Scheme> = z.strictObject({
  operators: z.array(operatorSchema).readonly(),
  zone: z.literal(schemeZone),
  limits: z
    .array(
      z.strictObject({
        from: z.string(),
        tiers: z.strictObject({ 1: limitsSchema, 2: limitsSchema, 3: limitsSchema, 4: limitsSchema }),
        source: nameOf(),
      }),
    )
    .readonly(),
});

function nameOf(): z.ZodType<Bilingual> {
  return z.strictObject({ en: z.string(), zh: z.string() });
}

/** A merchant, as zod. */
export const merchantSchema: z.ZodType<Merchant> = z.strictObject({
  wallet: walletNumber,
  name: nameSchema,
  category: z.enum(categories),
});

/** A wallet as its holder sees it, as zod. */
export const walletSchema: z.ZodType<WalletView> = z.strictObject({
  number: walletNumber,
  operator: z.string(),
  operatorName: nameOf(),
  kind: z.enum(['personal', 'corporate']),
  tier: tierSchema.nullable(),
  parent: walletNumber.nullable(),
  label: z.string(),
  state: z.enum(['open', 'frozen', 'closed']),
  singleMinor: limit,
  dayMinor: limit,
  openedAtMs: instantSchema,
  availableMinor: fenOrZero,
  setAsideMinor: fenOrZero,
  limits: limitsSchema,
  merchant: merchantSchema.nullable(),
});

/** A line of a statement, as zod. */
export const entrySchema: z.ZodType<Entry> = z.strictObject({
  movement: z.string(),
  kind: z.enum(entryKinds),
  direction: z.enum(['in', 'out']),
  amountMinor: fenOrZero,
  source: z.enum(['wallet', 'purpose']),
  atMs: instantSchema,
  state: z.enum(['done', 'pending']),
  other: z.strictObject({ name: nameOf().nullable(), number: z.string().nullable() }),
});

const used: z.ZodType<Used> = z.strictObject({ limitMinor: fenOrZero, spentMinor: fenOrZero });

/** What has been used up of limits, as zod. */
export const allowanceSchema: z.ZodType<Allowance> = z.strictObject({
  number: walletNumber,
  label: z.string(),
  singleMinor: limit,
  day: used.nullable(),
  year: used.nullable(),
});

/** A month's sums, as zod. */
export const monthSchema: z.ZodType<MonthSums> = z.strictObject({
  month: z.string(),
  inMinor: fenOrZero,
  outMinor: fenOrZero,
});

/** A till's day, as zod. */
export const takingsSchema: z.ZodType<Takings> = z.strictObject({
  day: z.string(),
  count: z.int(),
  sumMinor: fenOrZero,
  refundCount: z.int(),
  refundedMinor: fenOrZero,
  hours: z.array(z.strictObject({ count: z.int(), sumMinor: fenOrZero })).readonly(),
  isWhole: z.boolean(),
});

/** A movement as one side sees it, as zod. */
export const movementSchema: z.ZodType<MovementView> = z.strictObject({
  entries: z.array(entrySchema).readonly(),
  refundedMinor: fenOrZero.nullable(),
});
