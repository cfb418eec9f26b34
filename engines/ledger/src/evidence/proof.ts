import { z } from 'zod';

/** Entries of an account that one proof has at most. */
export const mostProven = 1_000;

/**
 * A record and its place in a tree of a stretch: the stretch's number, the leaf's, what the record says (`record.ts`), what opens its
 * commitment, and its path to the root, the leaf's sibling first. Bytes are in base64.
 */
export type Placed = {
  readonly stretch: number;
  readonly index: number;
  readonly record: string;
  readonly salt: string;
  readonly path: readonly string[];
};

/** A stretch as the log has it: the log's entry, and the receipt of it (`c2sp.org/tlog-proof`). */
export type LoggedStretch = { readonly leaf: string; readonly receipt: string };

/** That one entry is in the journal, as JSON. */
export type EntryProof = {
  readonly type: 'finharbor/ledger-entry-proof/v1';
  readonly stretch: LoggedStretch;
  readonly entry: Placed;
};

/** All entries of an account from one moment to another, and nothing else, as JSON. */
export type AccountProof = {
  readonly type: 'finharbor/ledger-account-proof/v1';
  readonly accountId: string;
  /** Both inclusive, in nanoseconds since 1970. */
  readonly from: string;
  readonly to: string;
  readonly stretches: readonly LoggedStretch[];
  readonly opening: Placed;
  /** The earliest first. */
  readonly entries: readonly Placed[];
  /** Why nothing comes after the last of them: the account's next entry, which is later than `to`, or where its thread ends. */
  readonly end:
    | { readonly kind: 'next'; readonly entry: Placed }
    | { readonly kind: 'head'; readonly head: Placed };
};

const bytes = z.base64().max(400);
const decimal = z.string().regex(/^(0|[1-9][0-9]{0,38})$/);
const moment = z.string().regex(/^(0|[1-9][0-9]{0,18})$/);
/** No tree of fewer than 2^53 leaves has a longer path. */
const longestPath = 53;
const mostLeafCharacters = 0xffff;
const mostReceiptCharacters = 20_000;

const placed: z.ZodType<Placed> = z.strictObject({
  stretch: z.int().min(0),
  index: z.int().min(0),
  record: bytes,
  salt: bytes,
  path: z.array(bytes).max(longestPath),
});

const logged: z.ZodType<LoggedStretch> = z.strictObject({
  leaf: z.string().max(mostLeafCharacters),
  receipt: z.string().max(mostReceiptCharacters),
});

/** Reads a proof of an entry. */
export const entryProofSchema: z.ZodType<EntryProof> = z.strictObject({
  type: z.literal('finharbor/ledger-entry-proof/v1'),
  stretch: logged,
  entry: placed,
});

/** Reads a proof of an account's entries. */
export const accountProofSchema: z.ZodType<AccountProof> = z.strictObject({
  type: z.literal('finharbor/ledger-account-proof/v1'),
  accountId: decimal,
  from: moment,
  to: moment,
  // Those of the entries, of the opening and of the end.
  stretches: z
    .array(logged)
    .min(1)
    .max(mostProven + 2),
  opening: placed,
  entries: z.array(placed).max(mostProven),
  end: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('next'), entry: placed }),
    z.strictObject({ kind: z.literal('head'), head: placed }),
  ]),
});
