import { bigintSchema, instantSchema } from '@finharbor/kernel';
import { z } from 'zod';
import { nameSchema, type OnWire } from '../value/schema.ts';

type Happening = {
  /** Names what happened; sent again, it is the same event and not another one. */
  readonly id: string;
  /** When it happened, in milliseconds since 1970. Part of the event: a retry bears the same. */
  readonly atMs: number;
  /** Who it came from: a party's name, or another id of the caller's. */
  readonly by: string;
};

/** Somebody asks for money. What is stated here was checked by the caller; what is left out is unknown, and no condition holds by it. */
export type PaymentAsked = Happening & {
  readonly kind: 'pay';
  readonly release: string;
  /** To whom, if the release pays several, or the merchant's id. */
  readonly payee?: string;
  /** The account of an asker or a merchant whom the program does not name. */
  readonly account?: bigint;
  /** In smallest units, where the release pays what is asked for. */
  readonly amount?: bigint;
  /** In smallest units, where the release pays a share of it. */
  readonly price?: bigint;
  readonly groups?: readonly string[];
  readonly area?: string;
  readonly category?: string;
};

/** What can happen to a program. */
export type ProgramEvent =
  /** The owner sets the money aside. */
  | (Happening & { readonly kind: 'fund' })
  | PaymentAsked
  /** A milestone is reached, says `by`. */
  | (Happening & { readonly kind: 'confirm'; readonly milestone: string })
  /** `by` approves of a release, of the `refund` or of the `settlement`. */
  | (Happening & { readonly kind: 'approve'; readonly of: string })
  /** The rest is asked back before the end. */
  | (Happening & { readonly kind: 'refund'; readonly groups?: readonly string[] })
  /** The end is reached: what is left goes back. */
  | (Happening & { readonly kind: 'expire' })
  /** The payer of a leg of an exchange sets it aside. */
  | (Happening & { readonly kind: 'commit'; readonly leg: string })
  /** All legs are there: they are carried out. */
  | (Happening & { readonly kind: 'settle' })
  /** A payer takes its leg back before all are there: the exchange is off. */
  | (Happening & { readonly kind: 'withdraw'; readonly leg: string });

const happening = { id: nameSchema, atMs: instantSchema, by: nameSchema };
const groups = z.array(nameSchema).max(200).exactOptional();
const amount = bigintSchema.refine((value) => value >= 0n && value < 2n ** 127n, 'From 0 to below 2^127');
const account = bigintSchema.refine((value) => value > 0n && value < 2n ** 128n - 1n, 'The id of an account');

/** An event on the wire. */
export const eventSchema: z.ZodType<
  ProgramEvent,
  OnWire<Omit<ProgramEvent, 'atMs'>> & { readonly atMs: string }
> = z.discriminatedUnion('kind', [
  z.strictObject({ ...happening, kind: z.literal('fund') }),
  z.strictObject({
    ...happening,
    kind: z.literal('pay'),
    release: nameSchema,
    payee: nameSchema.exactOptional(),
    account: account.exactOptional(),
    amount: amount.exactOptional(),
    price: amount.exactOptional(),
    groups,
    area: nameSchema.exactOptional(),
    category: nameSchema.exactOptional(),
  }),
  z.strictObject({ ...happening, kind: z.literal('confirm'), milestone: nameSchema }),
  z.strictObject({ ...happening, kind: z.literal('approve'), of: nameSchema }),
  z.strictObject({ ...happening, kind: z.literal('refund'), groups }),
  z.strictObject({ ...happening, kind: z.literal('expire') }),
  z.strictObject({ ...happening, kind: z.literal('commit'), leg: nameSchema }),
  z.strictObject({ ...happening, kind: z.literal('settle') }),
  z.strictObject({ ...happening, kind: z.literal('withdraw'), leg: nameSchema }),
]);
