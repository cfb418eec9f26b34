import { type Bilingual, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type {
  AccountEntry,
  AccountFlag,
  Code,
  FoundTransfer,
  LedgerAccount,
  LedgerTransfer,
  SentTransfer,
  Sums,
  TransferFlag,
  TrialRow,
  Unit,
} from './domain.ts';
import { transferStatuses } from './status-words.ts';

/** A whole number from `least` to below 2^`bits`: decimal text on the wire, bigint inside. */
function wide(bits: number, { least = 0n, most = 2n ** BigInt(bits) - 1n } = {}): z.ZodType<bigint, string> {
  const text = z.string().regex(/^(0|[1-9][0-9]{0,38})$/, 'A whole number in decimal digits');
  return z
    .codec(text, z.bigint().min(least).max(most), { decode: BigInt, encode: String })
    .meta({ description: `A whole number from ${least} to ${most}, in decimal digits` });
}

/** An id of the ledger: 128 bits, never 0 nor the largest. */
export const ledgerId: z.ZodType<bigint, string> = wide(128, { least: 1n, most: 2n ** 128n - 2n });
const amount: z.ZodType<bigint, string> = wide(128);
/** An amount of which something is moved. */
export const someAmount: z.ZodType<bigint, string> = wide(128, { least: 1n });
/** Nanoseconds since 1970. */
export const moment: z.ZodType<bigint, string> = wide(63);
/** A reference of a caller's own, of 128 and 64 bits. */
export const userData128: z.ZodType<bigint, string> = wide(128);
/** The same with 64 bits. */
export const userData64: z.ZodType<bigint, string> = wide(64);
/** A ledger's number. */
export const ledgerNumber: z.ZodType<number, number> = z.int().min(1).max(4_294_967_295);
/** A code of accounts or transfers. */
export const codeNumber: z.ZodType<number, number> = z.int().min(1).max(65_535);
/** A number of 32 bits. */
export const word: z.ZodType<number, number> = z.int().min(0).max(4_294_967_295);

/** A name in both languages. */
export const nameSchema: z.ZodType<Bilingual> = z.strictObject({
  en: z.string().trim().pipe(textSchema(120, 1)),
  zh: z.string().trim().pipe(textSchema(120, 1)),
});
const said = z.strictObject({ en: z.string(), zh: z.string() });

const accountFlagNames = [
  'linked',
  'debitsMustNotExceedCredits',
  'creditsMustNotExceedDebits',
  'history',
  'imported',
  'closed',
] as const satisfies readonly AccountFlag[];
const transferFlagNames = [
  'linked',
  'pending',
  'postPendingTransfer',
  'voidPendingTransfer',
  'balancingDebit',
  'balancingCredit',
  'closingDebit',
  'closingCredit',
  'imported',
] as const satisfies readonly TransferFlag[];

/** A unit, as zod. */
export const unitSchema: z.ZodType<Unit> = z.strictObject({
  ledger: ledgerNumber,
  code: z.string(),
  name: said,
  decimals: z.int(),
});

/** A code's meaning, as zod. */
export const codeSchema: z.ZodType<Code> = z.strictObject({
  kind: z.enum(['account', 'transfer']),
  code: codeNumber,
  name: said,
});

const sums = {
  debitsPending: amount,
  debitsPosted: amount,
  creditsPending: amount,
  creditsPosted: amount,
};
/** Four sums, as zod. */
export const sumsSchema: z.ZodType<Sums> = z.strictObject(sums);
const userData = { userData128, userData64, userData32: word };

/** An account, as zod. */
export const accountSchema: z.ZodType<LedgerAccount> = z.strictObject({
  id: ledgerId,
  ledger: ledgerNumber,
  code: codeNumber,
  name: said.nullable(),
  owner: z.string().nullable(),
  ...userData,
  timestamp: moment,
  ...sums,
  flags: z.array(z.enum(accountFlagNames)).readonly(),
});

const side = z.strictObject({ id: ledgerId, name: said.nullable() });
/** A transfer, as zod. */
export const transferSchema: z.ZodType<LedgerTransfer> = z.strictObject({
  id: ledgerId,
  timestamp: moment,
  ledger: ledgerNumber,
  code: codeNumber,
  debit: side,
  credit: side,
  amount,
  flags: z.array(z.enum(transferFlagNames)).readonly(),
  state: z.enum(['done', 'pending', 'posted', 'voided', 'expired']),
  pendingId: ledgerId.nullable(),
  timeoutS: word,
  ...userData,
});

const change: z.ZodType<bigint, string> = z.codec(
  z.string().regex(/^(0|-?[1-9][0-9]{0,38})$/, 'A whole number in decimal digits'),
  z.bigint(),
  { decode: BigInt, encode: String },
);
/** An entry of an account, as zod. */
export const entrySchema: z.ZodType<AccountEntry> = z.strictObject({
  kind: z.enum(['transfer', 'expiry']),
  timestamp: moment,
  transfer: transferSchema,
  side: z.enum(['debit', 'credit']),
  posted: change,
  pending: change,
  after: sumsSchema.nullable(),
});

const statusSchema: z.ZodType<SentTransfer['status']> = z.enum(transferStatuses);

/** What there is under a transfer's id, as zod. */
export const foundTransferSchema: z.ZodType<FoundTransfer> = z.union([
  z.strictObject({
    kind: z.literal('made'),
    transfer: transferSchema,
    resolution: z.strictObject({ id: ledgerId.nullable(), timestamp: moment, amount }).nullable(),
    pending: transferSchema.nullable(),
    chain: z.array(transferSchema).readonly(),
  }),
  z.strictObject({ kind: z.literal('refused'), id: ledgerId, timestamp: moment, status: statusSchema }),
]);

/** The outcome of a transfer, as zod. */
export const sentSchema: z.ZodType<SentTransfer> = z.strictObject({
  id: ledgerId,
  kind: z.enum(['created', 'exists', 'refused']),
  status: statusSchema,
});

/** A line of the trial balance, as zod. */
export const trialRowSchema: z.ZodType<TrialRow> = z.strictObject({
  ledger: ledgerNumber,
  code: codeNumber,
  ...sums,
});
