import { type Bilingual, instantSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fen, fenOrZero, walletNumber } from '../schemas.ts';
import { type CampaignState, campaignStates, type VoidReason, voidReasons } from './campaign-words.ts';
import type { Drawer } from './commitment.ts';
import type { Prize, Win } from './draw.ts';
import type { ChainedAsk } from './list-text.ts';
import type { Statement } from './statement.ts';
import { type Claim, rejections } from './subsidy-words.ts';
import { type Quota, type Terms, termsSchema } from './terms.ts';

/** A campaign as everybody sees it. */
export type CampaignView = {
  readonly id: string;
  readonly title: Bilingual;
  readonly about: Bilingual;
  /** True where the bureau pays; else it is the bank named by `operator`. */
  readonly isCity: boolean;
  readonly operator: string;
  /** The wallets of a voucher's list are left out: they are nobody's to read. */
  readonly terms: Terms;
  readonly budgetMinor: bigint;
  /** How many packets there are at most; null where that hangs on what each takes. */
  readonly packets: number | null;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly packetsUntilMs: number;
  readonly state: CampaignState;
  readonly voidWhy: VoidReason | null;
  readonly revealByMs: number | null;
  readonly hasEnded: boolean;
};

/** A campaign with how it goes. `nowMs` is the server's clock, by which it opens. */
export type CampaignCourse = {
  readonly campaign: CampaignView;
  readonly nowMs: number;
  readonly districts: readonly {
    readonly district: string;
    readonly entries: number;
    readonly given: number;
  }[];
  readonly commitments: readonly {
    readonly drawer: Drawer;
    readonly commitment: string;
    /** Where it stands in the evidence log; null until others have co-signed it. */
    readonly logIndex: number | null;
    readonly isRevealed: boolean;
  }[];
};

/** All that a draw follows from, and what was given. */
export type DrawView = {
  readonly campaign: string;
  readonly state: CampaignState;
  readonly voidWhy: VoidReason | null;
  readonly terms: Terms;
  readonly prizes: readonly Prize[];
  readonly quotas: readonly Quota[];
  readonly commitments: { readonly operator: string | null; readonly bureau: string | null };
  readonly secrets: { readonly operator: string | null; readonly bureau: string | null };
  /** Once they stand in the log. */
  readonly entries: readonly { readonly entry: string; readonly district: string }[];
  readonly listRoot: string | null;
  /** The entry of the evidence log and its proof, which ends in the co-signed checkpoint. */
  readonly logEntry: string | null;
  readonly proof: string | null;
  readonly seed: string | null;
  readonly wins: readonly Win[];
};

/** A run of the asks of a rush. */
export type AsksView = {
  readonly items: readonly (ChainedAsk & { readonly hash: string })[];
  /** After which number the rest stands. */
  readonly next: number | null;
  readonly listRoot: string | null;
  readonly logEntry: string | null;
  readonly proof: string | null;
};

/** A claim as who made it and the bureau see it. */
export type ClaimView = Omit<Claim, 'entry'>;

/** What somebody has in a campaign. */
export type OwnPart = {
  /** The number that stands for them in this campaign. */
  readonly entry: string;
  readonly district: string | null;
  readonly enteredAtMs: number | null;
  readonly ask: (ChainedAsk & { readonly hash: string }) | null;
  readonly packet: {
    readonly amountMinor: bigint;
    readonly state: 'owed' | 'given' | 'kept';
    readonly wallet: string;
  } | null;
  readonly claims: readonly ClaimView[];
};

/** Money under a purpose, as the wallet's holder sees it. */
export type PurseView = {
  readonly id: string;
  readonly area: string;
  readonly subject: string;
  readonly title: Bilingual;
  readonly leftMinor: bigint;
  readonly merchants: readonly Bilingual[] | null;
  readonly categories: readonly string[] | null;
  readonly expiresAtMs: number | null;
  readonly state: 'open' | 'closed';
};

const name: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** As zod. */
export const campaignSchema: z.ZodType<CampaignView> = z.strictObject({
  id: z.string(),
  title: name,
  about: name,
  isCity: z.boolean(),
  operator: z.string(),
  terms: termsSchema,
  budgetMinor: fen,
  packets: z.int().nullable(),
  opensAtMs: instantSchema,
  closesAtMs: instantSchema,
  packetsUntilMs: instantSchema,
  state: z.enum(campaignStates),
  voidWhy: z.enum(voidReasons).nullable(),
  revealByMs: instantSchema.nullable(),
  hasEnded: z.boolean(),
});

const drawer = z.enum(['operator', 'bureau']);
/** As zod. */
export const courseSchema: z.ZodType<CampaignCourse> = z.strictObject({
  campaign: campaignSchema,
  nowMs: instantSchema,
  districts: z.array(z.strictObject({ district: z.string(), entries: z.int(), given: z.int() })).readonly(),
  commitments: z
    .array(
      z.strictObject({
        drawer,
        commitment: hex,
        logIndex: z.int().nullable(),
        isRevealed: z.boolean(),
      }),
    )
    .readonly(),
});

const sides = z.strictObject({ operator: hex.nullable(), bureau: hex.nullable() });
const entrySchema = z.strictObject({ entry: hex, district: z.string() });
/** As zod. */
export const drawSchema: z.ZodType<DrawView> = z.strictObject({
  campaign: z.string(),
  state: z.enum(campaignStates),
  voidWhy: z.enum(voidReasons).nullable(),
  terms: termsSchema,
  prizes: z.array(z.strictObject({ amountMinor: fen, count: z.int() })).readonly(),
  quotas: z.array(z.strictObject({ district: z.string(), name, count: z.int() })).readonly(),
  commitments: sides,
  secrets: sides,
  entries: z.array(entrySchema).readonly(),
  listRoot: hex.nullable(),
  logEntry: z.string().nullable(),
  proof: z.string().nullable(),
  seed: hex.nullable(),
  wins: z
    .array(z.strictObject({ entry: hex, district: z.string(), rank: z.int(), amountMinor: fen }))
    .readonly(),
});

const askSchema: z.ZodType<ChainedAsk & { readonly hash: string }> = z.strictObject({
  no: z.int(),
  entry: hex,
  district: z.string(),
  atMs: instantSchema,
  amountMinor: fen.nullable(),
  hash: hex,
});

/** As zod. */
export const asksSchema: z.ZodType<AsksView> = z.strictObject({
  items: z.array(askSchema).readonly(),
  next: z.int().nullable(),
  listRoot: hex.nullable(),
  logEntry: z.string().nullable(),
  proof: z.string().nullable(),
});

/** As zod. */
export const claimSchema: z.ZodType<ClaimView> = z.strictObject({
  id: z.string(),
  campaign: z.string(),
  wallet: walletNumber,
  dealer: walletNumber.nullable(),
  invoice: z.string(),
  priceMinor: fen,
  amountMinor: fen,
  state: z.enum(['asked', 'approved', 'paid', 'rejected']),
  why: z.enum(rejections).nullable(),
  askedAtMs: instantSchema,
  decidedAtMs: instantSchema.nullable(),
});

/** As zod. */
export const ownPartSchema: z.ZodType<OwnPart> = z.strictObject({
  entry: hex,
  district: z.string().nullable(),
  enteredAtMs: instantSchema.nullable(),
  ask: askSchema.nullable(),
  packet: z
    .strictObject({
      amountMinor: fen,
      state: z.enum(['owed', 'given', 'kept']),
      wallet: walletNumber,
    })
    .nullable(),
  claims: z.array(claimSchema).readonly(),
});

/** As zod. */
export const statementSchema: z.ZodType<Statement> = z.strictObject({
  paidInMinor: fenOrZero,
  goneMinor: fenOrZero,
  inPacketsMinor: fenOrZero,
  inPotMinor: fenOrZero,
  returnedMinor: fenOrZero,
});

/** As zod. */
export const purseSchema: z.ZodType<PurseView> = z.strictObject({
  id: z.string(),
  area: z.string(),
  subject: z.string(),
  title: name,
  leftMinor: fenOrZero,
  merchants: z.array(name).readonly().nullable(),
  categories: z.array(z.string()).readonly().nullable(),
  expiresAtMs: instantSchema.nullable(),
  state: z.enum(['open', 'closed']),
});
