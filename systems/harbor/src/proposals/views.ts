import { type Json, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual, ProposedData } from '../documents.ts';
import type { JobStatus } from '../store.ts';
import { type DraftNoise, draftNoise, type ProposedKind } from './draft.ts';

/** What a contract's budget of differential privacy has come to, in millionths of ε, at the contract's δ. */
export type PrivacyBudget = {
  readonly limitMicro: number;
  readonly delta: number;
  readonly spentMicro: number;
  readonly leftMicro: number;
  /** What was spent it on, the earliest first. */
  readonly queries: readonly {
    readonly proposal: string;
    readonly title: Bilingual;
    readonly costMicro: number;
  }[];
};

/** A plan as it would be signed, and what each side would learn by it; nothing is signed or sent yet. */
export type ProposalPreview = {
  readonly plan: { readonly [key: string]: Json };
  /** SHA-256 of the plan in canonical JSON, in hex: what all sides pin. */
  readonly digest: string;
  readonly leakage: readonly Bilingual[];
  /** What it would cost of the contract's budget beside all that was spent by now; null where it adds no noise. */
  readonly budget: { readonly costMicro: number; readonly leftMicro: number } | null;
  /** Of each statistic with noise what it costs, and what the other kind of noise would that is no wider on any figure. */
  readonly noise: readonly {
    readonly statistic: string;
    readonly costMicro: number;
    readonly other: { readonly protection: DraftNoise; readonly costMicro: number };
  }[];
};

/** Derived from signed documents alone: what all providers have answered, and whether the contract is still in force. */
export type ProposalState = 'proposed' | 'approved' | 'declined' | 'withdrawn' | 'contract_over';

/** Every state a proposal can be in. */
export const proposalStates: readonly ProposalState[] = [
  'proposed',
  'approved',
  'declined',
  'withdrawn',
  'contract_over',
];

/** A proposed computation as the sides of its contract see it. */
export type ProposalView = {
  readonly id: string;
  readonly kind: ProposedKind;
  readonly contract: string;
  readonly title: Bilingual;
  readonly purpose: Bilingual;
  readonly consumer: string;
  readonly providers: readonly string[];
  readonly state: ProposalState;
  readonly proposedAtMs: number;
  readonly plan: { readonly [key: string]: Json };
  readonly digest: string;
  /** Each party's data set, the columns of it that are read, and at how many decimal places numbers count. */
  readonly data: { readonly [party: string]: ProposedData };
  readonly leakage: readonly Bilingual[];
  /** The earliest first; a provider's latest counts. */
  readonly answers: readonly {
    readonly party: string;
    readonly decision: 'approved' | 'declined' | 'withdrawn';
    readonly reason: string;
    readonly atMs: number;
  }[];
  /** This party's jobs that ran it, the newest first. */
  readonly jobs: readonly { readonly id: string; readonly status: JobStatus; readonly createdAtMs: number }[];
};

/** Rows of an intersection's result that this party got: its own columns, and in a left join whether the other side has the firm too. */
export type JobRows = {
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly uscc: string;
    /** Null where the join does not mark rows. */
    readonly common: boolean | null;
    readonly values: readonly (string | number | null)[];
  }[];
  /** Where the next page begins; null at the end. */
  readonly next: number | null;
};

const documentId = z.string().regex(/^[0-9a-f]{64}$/);
const plan = z.record(z.string(), z.json());
const micro = z.int();
const leakage = z.array(bilingualSchema).min(1).max(60);

/** A contract's budget, as zod. */
export const privacyBudget: z.ZodType<PrivacyBudget> = z.strictObject({
  limitMicro: micro,
  delta: z.number(),
  spentMicro: micro,
  leftMicro: micro,
  queries: z.array(z.strictObject({ proposal: documentId, title: bilingualSchema, costMicro: micro })),
});

/** A preview, as zod. */
export const proposalPreview: z.ZodType<ProposalPreview> = z.strictObject({
  plan,
  digest: documentId,
  leakage,
  budget: z.strictObject({ costMicro: micro, leftMicro: micro }).nullable(),
  noise: z.array(
    z.strictObject({
      statistic: z.string(),
      costMicro: micro,
      other: z.strictObject({ protection: draftNoise, costMicro: micro }),
    }),
  ),
});

/** A proposal, as zod. */
export const proposalView: z.ZodType<ProposalView> = z.strictObject({
  id: documentId,
  kind: z.enum(['intersect', 'statistics']),
  contract: documentId,
  title: bilingualSchema,
  purpose: bilingualSchema,
  consumer: z.string(),
  providers: z.array(z.string()),
  state: z.enum(proposalStates as [ProposalState, ...ProposalState[]]),
  proposedAtMs: z.number(),
  plan,
  digest: documentId,
  data: z.record(
    z.string(),
    z.strictObject({
      product: z.string(),
      columns: z.array(z.string()),
      decimals: z.record(z.string(), z.int()),
    }),
  ),
  leakage,
  answers: z.array(
    z.strictObject({
      party: z.string(),
      decision: z.enum(['approved', 'declined', 'withdrawn']),
      reason: z.string(),
      atMs: z.number(),
    }),
  ),
  jobs: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
      createdAtMs: z.number(),
    }),
  ),
});

/** A page of a result's rows, as zod. */
export const jobRows: z.ZodType<JobRows> = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(
    z.strictObject({
      uscc: z.string(),
      common: z.boolean().nullable(),
      values: z.array(z.union([z.string(), z.number(), z.null()])),
    }),
  ),
  next: z.int().nullable(),
});

/** A provider's answer to a proposal, as zod. */
export const proposalDecision: z.ZodType<{
  readonly decision: 'approved' | 'declined';
  readonly reason: string;
}> = z.strictObject({ decision: z.enum(['approved', 'declined']), reason: textSchema(2000) });
