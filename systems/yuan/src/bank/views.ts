import { type Bilingual, instantSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { fen, fenOrZero, walletNumber } from '../schemas.ts';
import { isAccountNumber } from './account-number.ts';
import { type BankAccount, type Exchange, exchangeStates } from './domain.ts';
import type { Message } from './mail.ts';
import { messageKinds } from './messages/kinds.ts';
import type { Difference, Holdings, Reconciliation } from './reconcile.ts';
import type { Sweep } from './sweep.ts';

/** An account at the simulated bank as its holder sees it. */
export type BankAccountView = Pick<BankAccount, 'number' | 'state' | 'openedAtMs'> & {
  readonly balanceMinor: bigint;
};

/** An account that a wallet is linked with. */
export type LinkedAccount = {
  readonly number: string;
  readonly state: BankAccount['state'];
  readonly linkedAtMs: number;
  readonly balanceMinor: bigint;
  /** False where a wallet of tier 4 was never topped up from it. */
  readonly mayRedeem: boolean;
};

/** Money between a bank account and a wallet, as whoever asked for it sees it. */
export type ExchangeView = Omit<Exchange, 'operator' | 'refusal' | 'returnTry' | 'waitsFor'> & {
  /** Why it has not come about. */
  readonly reason: { readonly code: string; readonly text: Bilingual } | null;
  /** Of money that goes back: why it is not back yet. */
  readonly waiting: { readonly code: string; readonly text: Bilingual } | null;
};

/** A message between an operator and the bank. */
export type MessageView = Omit<Message, 'xml' | 'operator'>;

/** The same with what it says. */
export type MessageText = MessageView & { readonly xml: string };

/** An operator's day as its tellers see it. */
export type Desk = {
  readonly operator: string;
  readonly operatorName: Bilingual;
  readonly settlementAccount: string;
  readonly day: string;
  readonly holdings: Holdings;
  readonly reconciliation: Reconciliation;
};

/** The number of an account, with its check digit. */
export const accountNumber: z.ZodType<string, string> = z
  .string()
  .regex(/^[0-9]{19}$/, 'A bank account has a number of 19 digits')
  .refine(isAccountNumber, 'The last digit of the number does not fit the others: look at it again');

/** A hub's number of a message. */
export const messageNo: z.ZodType<string, string> = z.string().regex(/^[1-9][0-9]{0,17}$/);

const stateSchema = z.enum(['open', 'closed']);
const bilingual: z.ZodType<Bilingual> = z.strictObject({ en: z.string(), zh: z.string() });
const signedFen: z.ZodType<bigint, string> = z.codec(z.string().regex(/^-?[0-9]{1,20}$/), z.bigint(), {
  decode: BigInt,
  encode: String,
});

export const bankAccountSchema: z.ZodType<BankAccountView> = z.strictObject({
  number: z.string(),
  state: stateSchema,
  openedAtMs: instantSchema,
  balanceMinor: fenOrZero,
});

export const linkedSchema: z.ZodType<LinkedAccount> = z.strictObject({
  number: z.string(),
  state: stateSchema,
  linkedAtMs: instantSchema,
  balanceMinor: fenOrZero,
  mayRedeem: z.boolean(),
});

export const exchangeSchema: z.ZodType<ExchangeView> = z.strictObject({
  id: z.string(),
  kind: z.enum(['top_up', 'redemption']),
  wallet: walletNumber,
  account: z.string(),
  amountMinor: fen,
  cause: z.enum(['asked', 'sweep']),
  state: z.enum(exchangeStates),
  reason: z.strictObject({ code: z.string(), text: bilingual }).nullable(),
  waiting: z.strictObject({ code: z.string(), text: bilingual }).nullable(),
  askedAtMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
});

export const sweepSchema: z.ZodType<Sweep> = z
  .strictObject({
    account: accountNumber,
    atHour: z.int().min(0).max(23).nullable(),
    aboveMinor: fen.nullable(),
  })
  .refine(({ atHour, aboveMinor }) => (atHour === null) !== (aboveMinor === null), 'An hour or an amount');

const messageFields = {
  no: z.string(),
  direction: z.enum(['to_bank', 'from_bank']),
  messageId: z.string(),
  kind: z.enum(messageKinds),
  exchange: z.string().nullable(),
  answers: z.string().nullable(),
  isOwn: z.boolean(),
  state: z.enum(['sent', 'acted', 'refused']),
  arrivals: z.int(),
  sentAtMs: instantSchema,
  actedAtMs: instantSchema.nullable(),
};
export const messageSchema: z.ZodType<MessageView> = z.strictObject(messageFields);
export const messageTextSchema: z.ZodType<MessageText> = z.strictObject({
  ...messageFields,
  xml: z.string(),
});

const sumSchema = z.strictObject({ count: z.int(), amountMinor: signedFen });
const differenceSchema: z.ZodType<Difference> = z.strictObject({
  kind: z.enum([
    'wallet_without_bank',
    'bank_without_wallet',
    'redeemed_without_bank',
    'bank_without_redemption',
    'returned_and_kept',
    'amounts_differ',
  ]),
  movement: z.string(),
  walletMinor: signedFen,
  bankMinor: signedFen,
});
const holdingsSchema: z.ZodType<Holdings> = z.strictObject({
  issuedMinor: signedFen,
  vaultsMinor: signedFen,
  vaultMinor: signedFen,
  walletsMinor: signedFen,
  pursesMinor: signedFen,
  differenceMinor: signedFen,
  settlementMinor: signedFen,
  tiers: z
    .array(z.strictObject({ tier: z.int().nullable(), wallets: z.int(), amountMinor: signedFen }))
    .readonly(),
});

export const deskSchema: z.ZodType<Desk> = z.strictObject({
  operator: z.string(),
  operatorName: bilingual,
  settlementAccount: z.string(),
  day: z.string(),
  holdings: holdingsSchema,
  reconciliation: z.strictObject({
    topUps: sumSchema,
    redemptions: sumSchema,
    returns: sumSchema,
    underWay: sumSchema,
    differences: z.array(differenceSchema).readonly(),
  }),
});
