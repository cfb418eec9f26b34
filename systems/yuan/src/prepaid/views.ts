import { type Bilingual, instantSchema, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fen, fenOrZero, walletNumber } from '../schemas.ts';
import { type Category, categories } from '../wallets/domain.ts';
import type { Ask, Card, Plan } from './domain.ts';
import { askStates, disputeReasons, endings, mostSlices } from './words.ts';

/** A merchant as everybody sees it. */
export type Seller = { readonly wallet: string; readonly name: Bilingual; readonly category: Category };

/** A plan as everybody sees it. */
export type PlanView = Omit<Plan, 'merchant'> & { readonly merchant: Seller; readonly priceMinor: bigint };

/** An ask as both sides see it; the code only who shows it. */
export type AskView = Omit<Ask, 'merchant'>;

/** A card as its consumer sees it. */
export type CardView = Omit<Card, 'plan' | 'merchant' | 'purse'> & {
  readonly plan: PlanView;
  /** What would come back now, in fen. */
  readonly leftMinor: bigint;
  /** Until when an unused card given back counts as never bought. */
  readonly coolingUntilMs: number;
  readonly asks: readonly AskView[];
};

/** A card as its merchant sees it: nothing of whose it is. */
export type SoldCard = Omit<CardView, 'wallet' | 'weekly'>;

/** A name or rule in both languages, as zod. */
const both = z.strictObject({ en: z.string(), zh: z.string() });

/** A merchant as everybody sees it, as zod. */
const sellerSchema: z.ZodType<Seller> = z.strictObject({
  wallet: walletNumber,
  name: both,
  category: z.enum(categories),
});

/** What slices are worth, as zod. */
export const slicesSchema: z.ZodType<readonly bigint[], readonly string[]> = z
  .array(fen)
  .min(1)
  .max(mostSlices)
  .readonly();

/** Rules in plain words, in both languages, as zod. */
export const rulesSchema: z.ZodType<Bilingual> = z.strictObject({
  en: z.string().trim().pipe(textSchema(1000, 1)),
  zh: z.string().trim().pipe(textSchema(1000, 1)),
});

/** A plan as everybody sees it, as zod. */
export const planSchema: z.ZodType<PlanView> = z.strictObject({
  id: z.string(),
  merchant: sellerSchema,
  name: both,
  priceMinor: fen,
  slices: slicesSchema,
  validDays: z.int(),
  coolingDays: z.int(),
  rules: both,
  state: z.enum(['offered', 'withdrawn']),
  madeAtMs: instantSchema,
});

/** An ask as both sides see it, as zod. */
export const askSchema: z.ZodType<AskView> = z.strictObject({
  id: z.string(),
  card: z.string(),
  slice: z.int(),
  amountMinor: fen,
  by: z.enum(['merchant', 'consumer']),
  code: z.string().nullable(),
  state: z.enum(askStates),
  isStanding: z.boolean(),
  reason: z.enum(disputeReasons).nullable(),
  askedAtMs: instantSchema,
  lapsesAtMs: instantSchema,
  decidedAtMs: instantSchema.nullable(),
});

const card = {
  id: z.string(),
  number: z.string(),
  plan: planSchema,
  priceMinor: fen,
  state: z.enum(['buying', 'open', 'ending', 'ended']),
  ending: z.enum(endings).nullable(),
  boughtAtMs: instantSchema,
  validUntilMs: instantSchema,
  coolingUntilMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
  returnedMinor: fenOrZero.nullable(),
  leftMinor: fenOrZero,
  asks: z.array(askSchema).readonly(),
};

/** A card as its consumer sees it, as zod. */
export const cardSchema: z.ZodType<CardView> = z.strictObject({
  ...card,
  wallet: walletNumber,
  weekly: z.int().nullable(),
});

/** A card as its merchant sees it, as zod. */
export const soldCardSchema: z.ZodType<SoldCard> = z.strictObject(card);
