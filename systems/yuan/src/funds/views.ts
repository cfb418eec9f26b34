import { type Bilingual, instantSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fenOrZero, nameSchema, walletNumber } from '../schemas.ts';
import { type Category, categories } from '../wallets/domain.ts';
import {
  type Batch,
  batchFormats,
  batchStates,
  type Entry,
  entryStates,
  type Fund,
  fundUses,
  withoutWallets,
} from './domain.ts';
import type { LineFinding } from './entries.ts';

/** A programme as those see it who watch over it. */
export type FundView = Omit<Fund, 'purpose'> & {
  /** Where it may be spent; empty where that is not limited. */
  readonly categories: readonly Category[];
  readonly merchants: readonly string[];
  /** What it has to give. */
  readonly availableMinor: bigint;
  readonly paidMinor: bigint;
  /** For firms that have no wallet yet. */
  readonly waitingMinor: bigint;
};

/** How many, and how much. */
export type Sum = { readonly count: number; readonly sumMinor: bigint };

/** A batch as those see it who watch over it. */
export type BatchView = Omit<Batch, 'maker' | 'checker' | 'pieces'> & {
  readonly title: Bilingual;
  /** The caller has made it and does not approve it. */
  readonly isOwn: boolean;
  readonly tally: { readonly [S in Entry['state']]: Sum };
};

/** A batch held against the ledger. */
export type Report = {
  readonly batch: BatchView;
  /** What was set aside for it, says the ledger. */
  readonly reservedMinor: bigint;
  /** What its firms have been paid, says the ledger, and how many of them. */
  readonly paid: Sum;
  /** What is still set aside. */
  readonly heldMinor: bigint;
  readonly returnedMinor: bigint;
  /** Entries of which the ledger says something else, by their lines; at most 100. */
  readonly differences: readonly number[];
  readonly isReconciled: boolean;
};

/** What firms have spent of a programme, where. */
export type Spending = {
  readonly grantedMinor: bigint;
  /** Still in the firms' hands. */
  readonly leftMinor: bigint;
  /** Before refunds. Sorts of which fewer than three firms bought are told together, so that none is known by what it buys. */
  readonly sorts: readonly {
    readonly category: Category | 'wages' | 'few';
    readonly firms: number;
    readonly sumMinor: bigint;
  }[];
};

/** Money of a programme for a firm, as the firm sees it. */
export type GrantView = {
  readonly fund: string;
  readonly title: Bilingual;
  readonly basis: string;
  readonly use: Fund['use'];
  readonly categories: readonly Category[];
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly state: 'waiting' | 'paid';
  readonly wallet: string | null;
  /** What is left of it under its purpose; null where it is free or waits. */
  readonly leftMinor: bigint | null;
  readonly claimUntilMs: number;
  readonly spendUntilMs: number;
  readonly atMs: number | null;
};

const namedSchema: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
const sum: z.ZodType<Sum> = z.strictObject({ count: z.int(), sumMinor: fenOrZero });

/** A programme, as zod. */
export const fundSchema: z.ZodType<FundView> = z.strictObject({
  id: z.string(),
  wallet: walletNumber,
  title: nameSchema,
  basis: z.string(),
  use: z.enum(fundUses),
  categories: z.array(z.enum(categories)).readonly(),
  merchants: z.array(walletNumber).readonly(),
  withoutWallet: z.enum(withoutWallets),
  claimUntilMs: instantSchema,
  spendUntilMs: instantSchema,
  state: z.enum(['open', 'closed']),
  madeAtMs: instantSchema,
  availableMinor: fenOrZero,
  paidMinor: fenOrZero,
  waitingMinor: fenOrZero,
});

/** A batch, as zod. */
export const batchSchema: z.ZodType<BatchView> = z.strictObject({
  id: z.string(),
  fund: z.string(),
  title: namedSchema,
  file: z.string(),
  format: z.enum(batchFormats),
  onBad: z.enum(['all', 'each']),
  together: z.enum(['chunk', 'entry']),
  state: z.enum(batchStates),
  digest: z.string().nullable(),
  messageId: z.string().nullable(),
  entries: z.int(),
  good: z.int(),
  bad: z.int(),
  sumMinor: fenOrZero,
  madeAtMs: instantSchema,
  approvedAtMs: instantSchema.nullable(),
  endedAtMs: instantSchema.nullable(),
  isOwn: z.boolean(),
  tally: z.strictObject({
    checked: sum,
    planned: sum,
    paid: sum,
    waiting: sum,
    refused: sum,
    returned: sum,
  }),
});

/** An entry, as zod. */
export const entrySchema: z.ZodType<Entry> = z.strictObject({
  no: z.int(),
  line: z.int(),
  firm: z.string(),
  amountMinor: fenOrZero,
  reference: z.string(),
  reason: z.string(),
  wallet: walletNumber.nullable(),
  state: z.enum(entryStates),
  code: z.string().nullable(),
  atMs: instantSchema.nullable(),
});

/** What was found of a line, as zod. */
export const findingSchema: z.ZodType<LineFinding> = z.strictObject({
  no: z.int(),
  line: z.int(),
  code: z.string(),
  en: z.string(),
  zh: z.string(),
});

/** A report, as zod. */
export const reportSchema: z.ZodType<Report> = z.strictObject({
  batch: batchSchema,
  reservedMinor: fenOrZero,
  paid: sum,
  heldMinor: fenOrZero,
  returnedMinor: fenOrZero,
  differences: z.array(z.int()).readonly(),
  isReconciled: z.boolean(),
});

/** What was spent where, as zod. */
export const spendingSchema: z.ZodType<Spending> = z.strictObject({
  grantedMinor: fenOrZero,
  leftMinor: fenOrZero,
  sorts: z
    .array(
      z.strictObject({
        category: z.enum([...categories, 'wages', 'few']),
        firms: z.int(),
        sumMinor: fenOrZero,
      }),
    )
    .readonly(),
});

/** A firm's money of a programme, as zod. */
export const grantSchema: z.ZodType<GrantView> = z.strictObject({
  fund: z.string(),
  title: namedSchema,
  basis: z.string(),
  use: z.enum(fundUses),
  categories: z.array(z.enum(categories)).readonly(),
  amountMinor: fenOrZero,
  reason: z.string(),
  state: z.enum(['waiting', 'paid']),
  wallet: walletNumber.nullable(),
  leftMinor: fenOrZero.nullable(),
  claimUntilMs: instantSchema,
  spendUntilMs: instantSchema,
  atMs: instantSchema.nullable(),
});
