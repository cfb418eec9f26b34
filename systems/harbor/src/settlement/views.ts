import type { Json } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema, partySchema } from '../views.ts';
import { type AwardOutcome, awardOutcomes, type DisputeReason, disputeReasons } from './documents.ts';
import { type ChargeState, chargeStates, type PriceReason, priceReasons } from './domain.ts';

/** What a line of a statement is: a use, a month of a subscription, a correction, money paid in, money paid out. */
export const lineKinds = ['use', 'month', 'correction', 'top_up', 'payout'] as const;
/** One of them. */
export type LineKind = (typeof lineKinds)[number];

/** One line of a party's statement. Amounts are in fen; `amount` and `balance` are as the party sees them, minus what it pays. */
export type StatementLine = {
  readonly id: string;
  readonly kind: LineKind;
  readonly bookedAtMs: number;
  readonly usedAtMs: number;
  readonly contract: string | null;
  /** The product's document id. */
  readonly product: string | null;
  readonly consumer: string | null;
  readonly provider: string | null;
  readonly job: string | null;
  readonly reason: PriceReason | null;
  readonly priceMinor: string;
  readonly feeMinor: string;
  readonly amountMinor: string;
  readonly balanceMinor: string;
  readonly commitment: string | null;
  readonly logIndex: number | null;
  /** The ledger's transfers that move the line, and what they must come to. */
  readonly transfers: readonly string[];
  readonly movedMinor: string;
  readonly state: ChargeState;
  /** The line that this one corrects. */
  readonly corrects: string | null;
  /** The reference of the bank's slip. */
  readonly reference: string | null;
  /** The dispute about it, by its document id. */
  readonly dispute: string | null;
};

/** A line without the balance after it, which depends on where it stands. */
export type LineFacts = Omit<StatementLine, 'balanceMinor'>;

/** What a party's uses of a month came to, in fen. */
export type StatementTotals = {
  readonly spentMinor: string;
  readonly earnedMinor: string;
  readonly feesMinor: string;
  readonly paidInMinor: string;
  readonly paidOutMinor: string;
};

/** A party's month: what it had, what happened, what it has. Once `isFinal` no amount of it ever changes. */
export type Statement = {
  readonly party: string;
  readonly month: string;
  readonly zone: string;
  readonly isFinal: boolean;
  readonly openingMinor: string;
  readonly closingMinor: string;
  readonly totals: StatementTotals;
  readonly lines: readonly StatementLine[];
};

/** A month in a list of statements. */
export type MonthView = {
  readonly month: string;
  readonly isFinal: boolean;
  readonly lines: number;
  readonly amountMinor: string;
};

/** What a party has with the platform now, and what the platform keeps of a price, in ten-thousandths. */
export type AccountView = {
  readonly party: string;
  readonly prepaidMinor: string;
  readonly owedMinor: string;
  readonly payableMinor: string;
  readonly setAsideMinor: string;
  readonly outstandingMinor: string;
  readonly feeBp: number;
};

/** What proves one line: the entry of the log with its proof, and the transfers as the ledger has them. */
export type LineEvidence = {
  readonly id: string;
  /** A tlog-proof (C2SP); null where the line has no entry, or the log none of that number. */
  readonly proof: string | null;
  readonly transfers: readonly { readonly id: string; readonly amountMinor: string }[];
};

/** Money that came in, or is to go out. */
export type MovementView = {
  readonly id: string;
  readonly kind: 'top_up' | 'payout';
  readonly party: string;
  readonly amountMinor: string;
  readonly reference: string;
  readonly state:
    | 'posting'
    | 'done'
    | 'refused'
    | 'asked'
    | 'waiting'
    | 'confirming'
    | 'rejecting'
    | 'rejected';
  readonly askedAtMs: number;
};

/** Whether a job may be started as far as money goes. */
export type MayCharge =
  | { readonly kind: 'allowed' }
  | {
      readonly kind: 'refused';
      readonly needMinor: string;
      readonly availableMinor: string;
      readonly owedMinor: string;
    };

/** What a party has earned, after fees, in fen: by product, by consumer and by month, and in all. */
export type Earnings = {
  readonly totalMinor: string;
  readonly feesMinor: string;
  readonly uses: number;
  readonly byProduct: readonly EarningsOf<'product'>[];
  readonly byConsumer: readonly EarningsOf<'consumer'>[];
  readonly byMonth: readonly EarningsOf<'month'>[];
};
/** One row of it: whose, how many uses, and what they brought. */
export type EarningsOf<Key extends string> = { readonly [K in Key]: string } & {
  readonly uses: number;
  readonly amountMinor: string;
};

/** Where a dispute stands. `overdue`: the other side has let its time go by, and it may be decided without it. */
export const disputeStates = ['filed', 'overdue', 'answered', 'dismissed', 'corrected', 'refunded'] as const;
/** One of them. */
export type DisputeState = (typeof disputeStates)[number];

/** A receipt that a side has shown, and what came of checking it. */
export type OpeningView = {
  readonly id: string;
  readonly party: string;
  readonly atMs: number;
  readonly receipt: { readonly [key: string]: Json };
  readonly salt: string;
  readonly logIndex: number;
  readonly proof: string;
  readonly verdict: 'valid' | 'other_job' | 'not_in_log';
};

/** A dispute about one line, as its sides and its arbiter see it. */
export type DisputeView = {
  readonly id: string;
  readonly state: DisputeState;
  readonly filedBy: string;
  readonly against: string;
  readonly filedAtMs: number;
  readonly answerDueAtMs: number;
  readonly charge: string;
  readonly contract: string;
  readonly job: string | null;
  readonly month: string;
  readonly priceMinor: string;
  readonly reason: DisputeReason;
  readonly words: string;
  readonly answer: {
    readonly position: 'agrees' | 'contests';
    readonly words: string;
    readonly atMs: number;
  } | null;
  readonly openings: readonly OpeningView[];
  readonly award: {
    readonly outcome: AwardOutcome;
    readonly priceMinor: string;
    readonly reason: string;
    readonly atMs: number;
  } | null;
};

const minor = z
  .string()
  .regex(/^-?[0-9]+$/)
  .meta({ description: 'A whole number of fen' });
const atMs = z.number().meta({ description: 'Milliseconds since the Unix epoch' });
/** A month as `YYYY-MM`, as zod. */
export const monthSchema: z.ZodType<string, string> = z.string().regex(/^[0-9]{4}-(0[1-9]|1[0-2])$/);
/** Some fen to be moved, as zod. */
export const someMinor: z.ZodType<string, string> = z.string().regex(/^[1-9][0-9]{0,14}$/);

const lineShape = {
  id: z.string(),
  kind: z.enum(lineKinds),
  bookedAtMs: atMs,
  usedAtMs: atMs,
  contract: documentIdSchema.nullable(),
  product: documentIdSchema.nullable(),
  consumer: z.string().nullable(),
  provider: z.string().nullable(),
  job: z.string().nullable(),
  reason: z.enum(priceReasons).nullable(),
  priceMinor: minor,
  feeMinor: minor,
  amountMinor: minor,
  commitment: z.string().nullable(),
  logIndex: z.int().nullable(),
  transfers: z.array(z.string()),
  movedMinor: minor,
  state: z.enum(chargeStates),
  corrects: z.string().nullable(),
  reference: z.string().nullable(),
  dispute: documentIdSchema.nullable(),
};
/** A line, as zod. */
export const lineFacts: z.ZodType<LineFacts> = z.strictObject(lineShape);
const statementLine: z.ZodType<StatementLine> = z.strictObject({ ...lineShape, balanceMinor: minor });

/** A statement, as zod. */
export const statementSchema: z.ZodType<Statement> = z.strictObject({
  party: z.string(),
  month: monthSchema,
  zone: z.string(),
  isFinal: z.boolean(),
  openingMinor: minor,
  closingMinor: minor,
  totals: z.strictObject({
    spentMinor: minor,
    earnedMinor: minor,
    feesMinor: minor,
    paidInMinor: minor,
    paidOutMinor: minor,
  }),
  lines: z.array(statementLine),
});

/** A month in a list, as zod. */
export const monthView: z.ZodType<MonthView> = z.strictObject({
  month: monthSchema,
  isFinal: z.boolean(),
  lines: z.int(),
  amountMinor: minor,
});

/** An account, as zod. */
export const accountView: z.ZodType<AccountView> = z.strictObject({
  party: z.string(),
  prepaidMinor: minor,
  owedMinor: minor,
  payableMinor: minor,
  setAsideMinor: minor,
  outstandingMinor: minor,
  feeBp: z.int(),
});

/** A line's evidence, as zod. */
export const lineEvidence: z.ZodType<LineEvidence> = z.strictObject({
  id: z.string(),
  proof: z.string().nullable(),
  transfers: z.array(z.strictObject({ id: z.string(), amountMinor: minor })),
});

/** Money in or out, as zod. */
export const movementView: z.ZodType<MovementView> = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['top_up', 'payout']),
  party: z.string(),
  amountMinor: minor,
  reference: z.string(),
  state: z.enum(['posting', 'done', 'refused', 'asked', 'waiting', 'confirming', 'rejecting', 'rejected']),
  askedAtMs: atMs,
});

/** Whether a job may start, as zod. */
export const mayChargeSchema: z.ZodType<MayCharge> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('allowed') }),
  z.strictObject({
    kind: z.literal('refused'),
    needMinor: minor,
    availableMinor: minor,
    owedMinor: minor,
  }),
]);

const earned = { uses: z.int(), amountMinor: minor };
/** Earnings, as zod. */
export const earningsSchema: z.ZodType<Earnings> = z.strictObject({
  totalMinor: minor,
  feesMinor: minor,
  uses: z.int(),
  byProduct: z.array(z.strictObject({ product: z.string(), ...earned })),
  byConsumer: z.array(z.strictObject({ consumer: partySchema, ...earned })),
  byMonth: z.array(z.strictObject({ month: monthSchema, ...earned })),
});

/** A dispute, as zod. */
export const disputeView: z.ZodType<DisputeView> = z.strictObject({
  id: documentIdSchema,
  state: z.enum(disputeStates),
  filedBy: z.string(),
  against: z.string(),
  filedAtMs: atMs,
  answerDueAtMs: atMs,
  charge: documentIdSchema,
  contract: documentIdSchema,
  job: z.string().nullable(),
  month: monthSchema,
  priceMinor: minor,
  reason: z.enum(disputeReasons),
  words: z.string(),
  answer: z.strictObject({ position: z.enum(['agrees', 'contests']), words: z.string(), atMs }).nullable(),
  openings: z.array(
    z.strictObject({
      id: documentIdSchema,
      party: z.string(),
      atMs,
      receipt: z.record(z.string(), z.json()),
      salt: z.string(),
      logIndex: z.int(),
      proof: z.string(),
      verdict: z.enum(['valid', 'other_job', 'not_in_log']),
    }),
  ),
  award: z
    .strictObject({
      outcome: z.enum(awardOutcomes),
      priceMinor: minor,
      reason: z.string(),
      atMs,
    })
    .nullable(),
});

/** What a side writes when it files a dispute, and what the other answers, as zod. */
export const filing: z.ZodType<Filing> = z.strictObject({
  month: monthSchema,
  charge: documentIdSchema,
  reason: z.enum(disputeReasons),
  words: z.string().trim().min(1).max(2000),
});
/** A dispute as a side files it. */
export type Filing = {
  readonly month: string;
  readonly charge: string;
  readonly reason: DisputeReason;
  readonly words: string;
};
