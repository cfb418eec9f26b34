import type { NewPayment } from '@finharbor/yuan/contract';
import { z } from 'zod';

/** A payment that was asked for and has no answer yet, with what its payer was shown. */
export type Kept = {
  readonly payment: NewPayment;
  /** Who is paid. */
  readonly to: { readonly en: string; readonly zh: string };
};

const digits = z.string().regex(/^[0-9]{1,16}$/);
const fen = z.codec(digits, z.bigint(), { decode: BigInt, encode: String });
const schema: z.ZodType<Kept, unknown> = z.strictObject({
  payment: z.strictObject({
    id: z.uuid(),
    wallet: z.string(),
    code: z.string(),
    amountMinor: fen,
    purses: z.array(z.strictObject({ purse: z.string(), amountMinor: fen })).readonly(),
  }),
  to: z.strictObject({ en: z.string(), zh: z.string() }),
});

const keyOf = (wallet: string): string => `finharbor.yuan.payment.${wallet}`;

/** Keeps a payment on this device until it is answered: whoever comes back sends the same one, under the same number. */
export function keepPayment(kept: Kept): void {
  localStorage.setItem(keyOf(kept.payment.wallet), JSON.stringify(z.encode(schema, kept)));
}

/** The payment of a wallet that has no answer yet. */
export function keptPayment(wallet: string): Kept | undefined {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(keyOf(wallet)) ?? ''));
  } catch {
    return undefined;
  }
}

/** Forgets a payment that was answered. */
export function forgetPayment(wallet: string): void {
  localStorage.removeItem(keyOf(wallet));
}
