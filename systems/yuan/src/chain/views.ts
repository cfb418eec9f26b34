import { type Bilingual, instantSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fenOrZero } from '../schemas.ts';
import { type ChainLeg, type ChainOrder, chainStates, legStates } from './domain.ts';

/** Somebody on one side of a leg. */
export type Side = {
  /** Another's is masked. */ readonly number: string;
  readonly name: Bilingual | null;
  readonly isOwn: boolean;
};

/** A leg as one of its two sides sees it. */
export type LegView = Pick<ChainLeg, 'id' | 'tier' | 'amountMinor' | 'goods' | 'state'> & {
  /** The leg above, where the caller is a side of that too. */
  readonly above: string | null;
  readonly payer: Side;
  readonly payee: Side;
  /** What the caller keeps of it, where it is paid to the caller. */
  readonly marginMinor: bigint | null;
};

/** An order as one of those who take part sees it: its own legs alone, so that nobody learns what others pay. */
export type ChainView = Omit<ChainOrder, 'buyer'> & {
  readonly isBuyer: boolean;
  readonly legs: readonly LegView[];
  /** What the caller pays of it itself, and what it has coming. */
  readonly payMinor: bigint;
  readonly getMinor: bigint;
  /** All that the caller’s own payees have agreed: for the buyer, whether it can be paid. */
  readonly isReady: boolean;
};

const side: z.ZodType<Side> = z.strictObject({
  number: z.string(),
  name: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
  isOwn: z.boolean(),
});

/** An order, as zod. */
export const chainSchema: z.ZodType<ChainView> = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(chainStates),
  payment: z.string().nullable(),
  madeAtMs: instantSchema,
  dueAtMs: instantSchema,
  paidAtMs: instantSchema.nullable(),
  isBuyer: z.boolean(),
  legs: z
    .array(
      z.strictObject({
        id: z.string(),
        tier: z.int(),
        amountMinor: fenOrZero,
        goods: z.string(),
        state: z.enum(legStates),
        above: z.string().nullable(),
        payer: side,
        payee: side,
        marginMinor: fenOrZero.nullable(),
      }),
    )
    .readonly(),
  payMinor: fenOrZero,
  getMinor: fenOrZero,
  isReady: z.boolean(),
});
