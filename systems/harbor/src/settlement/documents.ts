import { type Json, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** Why a line of a statement is disputed. */
export const disputeReasons = [
  'no_result',
  'result_delivered',
  'wrong_price',
  'counted_twice',
  'not_as_agreed',
  'other',
] as const;
/** One of them. */
export type DisputeReason = (typeof disputeReasons)[number];

/** What is decided about a disputed line. */
export const awardOutcomes = ['dismissed', 'corrected', 'refunded'] as const;
/** One of them. */
export type AwardOutcome = (typeof awardOutcomes)[number];

/** What the types of document say by which uses are paid for and lines are argued about. */
export type SettlementBodies = {
  /** The consumer's word on how an attempt of its job ended: a result that is paid for by the piece was delivered, or not. */
  readonly job_outcome: {
    readonly job: string;
    readonly attempt: number;
    readonly contract: string;
    readonly outcome: 'done' | 'failed';
  };
  /** One side of a line of the statement asks that it be heard; the facts of the line stand in it as that side was charged or paid. */
  readonly line_dispute: {
    readonly dispute: string;
    readonly charge: string;
    readonly contract: string;
    readonly job: string | null;
    readonly against: string;
    readonly priceMinor: string;
    readonly month: string;
    readonly reason: DisputeReason;
    readonly words: string;
  };
  /** The other side's answer, by the dispute's document id. */
  readonly dispute_answer: {
    readonly dispute: string;
    readonly contract: string;
    readonly position: 'agrees' | 'contests';
    readonly words: string;
  };
  /** A side shows its receipt: body and salt open the commitment that stands in the log. */
  readonly receipt_opening: {
    readonly dispute: string;
    readonly contract: string;
    readonly job: string;
    readonly receipt: { readonly [key: string]: Json };
    readonly salt: string;
    readonly logIndex: number;
    readonly proof: string;
  };
  /** What the arbiter has decided: the price that counts from now on, in fen. Only the hub's own word is one. */
  readonly dispute_award: {
    readonly dispute: string;
    readonly charge: string;
    readonly contract: string;
    readonly outcome: AwardOutcome;
    readonly priceMinor: string;
    readonly reason: string;
    /** In which office; who it was stands in the hub's audit trail. */
    readonly arbiter: 'operator' | 'bureau';
  };
};

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const minor = z.string().regex(/^(0|[1-9][0-9]{0,14})$/);
const words = textSchema(2000, 1);

/** The same as zod. */
export const settlementBodySchemas: {
  readonly [T in keyof SettlementBodies]: z.ZodType<SettlementBodies[T]>;
} = {
  job_outcome: z.strictObject({
    job: z.uuid(),
    attempt: z.int().positive().max(1000),
    contract: hex,
    outcome: z.enum(['done', 'failed']),
  }),
  line_dispute: z.strictObject({
    dispute: z.uuid(),
    charge: hex,
    contract: hex,
    job: z.uuid().nullable(),
    against: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
    priceMinor: minor,
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    reason: z.enum(disputeReasons),
    words,
  }),
  dispute_answer: z.strictObject({
    dispute: hex,
    contract: hex,
    position: z.enum(['agrees', 'contests']),
    words,
  }),
  receipt_opening: z.strictObject({
    dispute: hex,
    contract: hex,
    job: z.uuid(),
    receipt: z.record(z.string(), z.json()),
    salt: hex,
    logIndex: z.int().nonnegative(),
    proof: z.string().min(1).max(20_000),
  }),
  dispute_award: z.strictObject({
    dispute: hex,
    charge: hex,
    contract: hex,
    outcome: z.enum(awardOutcomes),
    priceMinor: minor,
    reason: words,
    arbiter: z.enum(['operator', 'bureau']),
  }),
};
