import type { Bilingual } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { type Purpose, purposeSchema } from '../purses/purpose.ts';
import { fen, fenOrZero, nameSchema, walletNumber } from '../schemas.ts';
import type { Prize } from './draw.ts';

/** How many packets people of a district can get. */
export type Quota = { readonly district: string; readonly name: Bilingual; readonly count: number };

/** What a person gets whose car costs so much or more. */
export type Band = { readonly fromMinor: bigint; readonly amountMinor: bigint };

type Packets = {
  readonly prizes: readonly Prize[];
  readonly quotas: readonly Quota[];
  /** Where packets can be spent; null where they are paid into wallets at once. */
  readonly purpose: Purpose | null;
};

/** What a campaign gives, to whom and by which rule. */
export type Terms =
  | ({
      readonly kind: 'lottery' /** For how long after the checkpoint both sides may reveal. */;
      readonly revealS: number;
    } & Packets)
  | ({ readonly kind: 'rush' } & Packets)
  | {
      /** At one merchant, once per wallet and day: the wallet pays exactly so much and the campaign the rest, up to a cap. */
      readonly kind: 'discount';
      readonly merchant: string;
      readonly ownMinor: bigint;
      readonly mostMinor: bigint;
      readonly budgetMinor: bigint;
    }
  | {
      /** The same amount to each wallet of a list, to be spent where the purpose says. One that is given by rush is a rush. */
      readonly kind: 'voucher';
      readonly wallets: readonly string[];
      readonly amountMinor: bigint;
      readonly purpose: Purpose;
    }
  | {
      /** For a car that was bought, on proof; each person and each invoice once. */
      readonly kind: 'subsidy';
      readonly bands: readonly Band[];
      readonly budgetMinor: bigint;
    };

/** What kinds there are. */
export const campaignKinds = ['lottery', 'rush', 'discount', 'voucher', 'subsidy'] as const;
/** One of them. */
export type CampaignKind = (typeof campaignKinds)[number];
/** Those in which people ask for packets. */
export type PacketTerms = Extract<Terms, { readonly prizes: unknown }>;

const mostPackets = 200_000;
const code = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'A district has a code of small letters');
const packets = {
  prizes: z
    .array(z.strictObject({ amountMinor: fen, count: z.int().min(1).max(mostPackets) }))
    .min(1)
    .max(20)
    .readonly(),
  quotas: z
    .array(z.strictObject({ district: code, name: nameSchema, count: z.int().min(0).max(mostPackets) }))
    .min(1)
    .max(60)
    .readonly()
    .refine(
      (all) => new Set(all.map(({ district }) => district)).size === all.length,
      'A district stands there twice',
    ),
  purpose: purposeSchema.nullable(),
};

/** Terms as they are kept and as they come over the wire, as zod. */
export const termsSchema: z.ZodType<Terms, unknown> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lottery'), revealS: z.int().min(1).max(2_592_000), ...packets }),
  z.strictObject({ kind: z.literal('rush'), ...packets }),
  z.strictObject({
    kind: z.literal('discount'),
    merchant: walletNumber,
    ownMinor: fenOrZero,
    mostMinor: fen,
    budgetMinor: fen,
  }),
  z.strictObject({
    kind: z.literal('voucher'),
    wallets: z
      .array(walletNumber)
      .max(5_000)
      .readonly()
      .refine((all) => new Set(all).size === all.length, 'A wallet stands there twice'),
    amountMinor: fen,
    purpose: purposeSchema,
  }),
  z.strictObject({
    kind: z.literal('subsidy'),
    bands: z
      .array(z.strictObject({ fromMinor: fen, amountMinor: fen }))
      .min(1)
      .max(20)
      .readonly(),
    budgetMinor: fen,
  }),
]);

/** What a campaign costs at most: so much goes into its pot. */
export function budgetOf(terms: Terms): bigint {
  if ('prizes' in terms)
    return terms.prizes.reduce((sum, { amountMinor, count }) => sum + amountMinor * BigInt(count), 0n);
  return terms.kind === 'voucher' ? terms.amountMinor * BigInt(terms.wallets.length) : terms.budgetMinor;
}

/** How many packets there are at most; null where that hangs on what each takes. */
export function packetsIn(terms: Terms): number | null {
  if ('prizes' in terms) return terms.prizes.reduce((sum, { count }) => sum + count, 0);
  return terms.kind === 'voucher' ? terms.wallets.length : null;
}

/** How many packets each district gets. */
export function placesIn({ quotas }: Pick<Packets, 'quotas'>): Readonly<Record<string, number>> {
  return Object.fromEntries(quotas.map(({ district, count }) => [district, count]));
}

/** The amount of the nth packet that a rush gives, from 1; undefined where there are no more. */
export function nthAmount(prizes: readonly Prize[], nth: number): bigint | undefined {
  let rest = nth;
  for (const { amountMinor, count } of prizes) {
    if (rest <= count) return amountMinor;
    rest -= count;
  }
  return undefined;
}

/** What somebody gets whose car costs so much: by the highest band it reaches. */
export function subsidyFor(bands: readonly Band[], priceMinor: bigint): bigint | undefined {
  return bands
    .filter(({ fromMinor }) => fromMinor <= priceMinor)
    .toSorted((a, b) => (a.fromMinor > b.fromMinor ? -1 : 1))[0]?.amountMinor;
}
