import { type Bilingual, idSchema, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

// Far above anything in circulation, far below what a column of the database holds.
const mostFen = 10n ** 15n;

function fenFrom(least: bigint): z.ZodType<bigint, string> {
  const text = z.string().regex(/^(0|[1-9][0-9]{0,15})$/, 'An amount is a whole number of fen');
  return z
    .codec(text, z.bigint().min(least).max(mostFen), { decode: BigInt, encode: String })
    .meta({ description: `Fen, from ${least} to ${mostFen}, in decimal digits` });
}

/** An amount that moves, in fen: above zero. */
export const fen: z.ZodType<bigint, string> = fenFrom(1n);
/** How much something stands at, in fen. */
export const fenOrZero: z.ZodType<bigint, string> = fenFrom(0n);

/** A wallet's number. */
export const walletNumber: z.ZodType<string, string> = z
  .string()
  .regex(/^[0-9]{16}$/, 'A wallet has a number of 16 digits');

/** The number its sender gives a movement: the same number is the same movement, however often and late it comes. */
export const movementId: z.ZodType<string, string> = idSchema<'movement'>();

/** A name in both languages. */
export const nameSchema: z.ZodType<Bilingual> = z.strictObject({
  en: z.string().trim().pipe(textSchema(80, 1)),
  zh: z.string().trim().pipe(textSchema(80, 1)),
});

/** A line that somebody wrote. */
export const line: z.ZodType<string, string> = z.string().trim().pipe(textSchema(80, 1));

/** Tiers of personal wallets. */
export const tierSchema: z.ZodType<1 | 2 | 3 | 4, number> = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
]);
