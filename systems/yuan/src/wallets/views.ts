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
  readonly atMs: number;
  readonly state: 'done' | 'pending';
  /**
   * Who is on the other side, as far as this side may know: a merchant's name for who pays; of a person another person sees the number
   * masked; a merchant never sees anything of who has paid.
   */
  readonly other: { readonly name: Bilingual | null; readonly number: string | null };
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
  atMs: instantSchema,
  state: z.enum(['done', 'pending']),
  other: z.strictObject({ name: nameOf().nullable(), number: z.string().nullable() }),
});
