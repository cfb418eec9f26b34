import { type Bilingual, instantSchema, type PublicKey, publicKeySchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fenOrZero, walletNumber } from '../schemas.ts';
import { type Bill, billKinds } from './domain.ts';

/** A bill as somebody sees it who knows its number. */
export type BillView = Pick<
  Bill,
  'number' | 'kind' | 'period' | 'title' | 'amountMinor' | 'dueAtMs' | 'latePer100k' | 'publishedAtMs'
> & {
  readonly officeName: Bilingual;
  /** Whose it is, masked but for who asks of its own and for the office. */
  readonly payer: string;
  readonly state: (typeof billStates)[number];
  readonly daysLate: number;
  /** As of now, or as it was paid. */
  readonly lateMinor: bigint;
  readonly totalMinor: bigint;
  /** The number of its receipt, where the caller paid it or it is the caller's own or office's. */
  readonly receipt: string | null;
};

export const billStates = ['open', 'overdue', 'paid', 'cancelled'] as const;

/** What anybody may see of a payment who has the number of its receipt. */
export type Receipt = {
  readonly number: string;
  readonly bill: string;
  readonly kind: Bill['kind'];
  readonly title: Bilingual;
  readonly officeName: Bilingual;
  readonly period: string;
  readonly payer: string;
  readonly amountMinor: bigint;
  readonly lateMinor: bigint;
  readonly totalMinor: bigint;
  readonly refundedMinor: bigint;
  readonly paidAtMs: number;
  /** What is signed, as canonical JSON in UTF-8. */
  readonly text: string;
  /** Ed25519, in base64url. */
  readonly signature: string;
  readonly key: PublicKey;
};

/** A booking of an office's wallet on a day, as the ledger has it. */
export type OfficeLine = {
  readonly movement: string;
  /** The bill it pays or gives back; null where it is of none. */
  readonly bill: string | null;
  readonly reference: string | null;
  readonly receipt: string | null;
  readonly direction: 'in' | 'out';
  readonly amountMinor: bigint;
  readonly lateMinor: bigint;
  readonly atMs: number;
};

/** A day of an office. */
export type OfficeDay = {
  readonly day: string;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
  readonly lines: readonly OfficeLine[];
};

const named: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });

/** A bill, as zod. */
export const billSchema: z.ZodType<BillView> = z.strictObject({
  number: z.string(),
  kind: z.enum(billKinds),
  period: z.string(),
  title: named,
  amountMinor: fenOrZero,
  dueAtMs: instantSchema,
  latePer100k: z.int(),
  publishedAtMs: instantSchema,
  officeName: named,
  payer: z.string(),
  state: z.enum(billStates),
  daysLate: z.int(),
  lateMinor: fenOrZero,
  totalMinor: fenOrZero,
  receipt: z.string().nullable(),
});

/** A receipt, as zod. */
export const receiptSchema: z.ZodType<Receipt> = z.strictObject({
  number: z.string(),
  bill: z.string(),
  kind: z.enum(billKinds),
  title: named,
  officeName: named,
  period: z.string(),
  payer: z.string(),
  amountMinor: fenOrZero,
  lateMinor: fenOrZero,
  totalMinor: fenOrZero,
  refundedMinor: fenOrZero,
  paidAtMs: instantSchema,
  text: z.string(),
  signature: z.base64url(),
  key: publicKeySchema,
});

/** A day of an office, as zod. */
export const officeDaySchema: z.ZodType<OfficeDay> = z.strictObject({
  day: z.string(),
  inMinor: fenOrZero,
  outMinor: fenOrZero,
  lines: z
    .array(
      z.strictObject({
        movement: z.string(),
        bill: z.string().nullable(),
        reference: z.string().nullable(),
        receipt: z.string().nullable(),
        direction: z.enum(['in', 'out']),
        amountMinor: fenOrZero,
        lateMinor: fenOrZero,
        atMs: instantSchema,
      }),
    )
    .readonly(),
});

/** An office that publishes bills. */
export type Office = { readonly wallet: string; readonly name: Bilingual };

/** An office, as zod. */
export const officeSchema: z.ZodType<Office> = z.strictObject({ wallet: walletNumber, name: named });
