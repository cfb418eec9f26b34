import {
  type CheckedStretch,
  checkStretch,
  type ProofPolicy,
  recordIn,
  type SignedBy,
  type StretchFault,
  treeOf,
} from './check.ts';
import { type AccountProof, accountProofSchema, type Placed } from './proof.ts';
import {
  type AccountFacts,
  type EntryFacts,
  readAccountRecord,
  readEntryRecord,
  readHeadRecord,
} from './read-record.ts';
import type { Stretch } from './stretch.ts';

/** Why a proof of an account's entries is not accepted; of which entry, where it is about one. */
export type AccountFault =
  | StretchFault
  | 'malformed'
  | 'stretch_repeated'
  | 'opening_wrong'
  | 'entry_not_included'
  | 'entry_of_others'
  | 'entry_out_of_time'
  | 'thread_broken'
  | 'end_wrong';

/** An account's entry: on which side it is, and what it says. */
export type ProvenEntry = EntryFacts & { readonly side: 'debit' | 'credit' };

/** What a good proof proves: these are the account's entries from `from` to `to`, all of them and no other. */
export type AccountStatement = {
  readonly account: AccountFacts;
  readonly from: bigint;
  readonly to: bigint;
  readonly entries: readonly ProvenEntry[];
  /** Whether the first of them, or if there is none the end of the thread, is the account's first ever. */
  readonly isFromOpening: boolean;
  /** Of the stretch in the largest tree of the log. */
  readonly signed: SignedBy;
};

/** The outcome of `verifyAccountProof`. */
export type AccountVerdict =
  | { readonly kind: 'proven'; readonly statement: AccountStatement }
  | { readonly kind: 'refused'; readonly reason: AccountFault; readonly timestamp?: bigint };

/** Whose entries the verifier wants to see. */
export type AccountPolicy = ProofPolicy & { readonly accountId: bigint };

/**
 * Says whether a proof shows all entries of an account from one moment to another and no other: each is in a stretch that the log has,
 * each names the one before it, the first names one from before that time or none, and after the last comes one from after that time or
 * none. Needs no network and no state; runs in a browser. `proofWords` says what that means, and what it does not.
 */
export async function verifyAccountProof(proof: unknown, policy: AccountPolicy): Promise<AccountVerdict> {
  const parsed = accountProofSchema.safeParse(proof);
  if (!parsed.success || BigInt(parsed.data.accountId) !== policy.accountId) return refused('malformed');
  const stretches = await readStretches(parsed.data, policy);
  if (typeof stretches === 'string') return refused(stretches);
  const account = await readOpening(parsed.data, stretches);
  if (account?.id !== policy.accountId) return refused('opening_wrong');
  return readThread(parsed.data, { stretches, account });
}

type Stretches = ReadonlyMap<number, CheckedStretch>;

async function readStretches(
  { stretches }: AccountProof,
  policy: ProofPolicy,
): Promise<Stretches | AccountFault> {
  const checked = new Map<number, CheckedStretch>();
  for (const logged of stretches) {
    const one = await checkStretch(logged, policy);
    if (typeof one === 'string') return one;
    if (checked.has(one.stretch.number)) return 'stretch_repeated';
    checked.set(one.stretch.number, one);
  }
  return checked;
}

async function readOpening(
  { opening }: AccountProof,
  stretches: Stretches,
): Promise<AccountFacts | undefined> {
  const stretch = stretches.get(opening.stretch)?.stretch;
  const record = stretch && (await recordIn(opening, treeOf(stretch)));
  const account = record && readAccountRecord(record);
  if (!account || !isWithin(account.timestamp, stretch)) return undefined;
  // Accounts stand after the entries, in the order of their numbers: each number is given once.
  const no = stretch.accounts - stretch.opened + opening.index - stretch.entries;
  return account.no === no ? account : undefined;
}

type Reading = { readonly stretches: Stretches; readonly account: AccountFacts };

async function readThread(proof: AccountProof, reading: Reading): Promise<AccountVerdict> {
  const from = BigInt(proof.from);
  const to = BigInt(proof.to);
  const entries: ProvenEntry[] = [];
  let isFromOpening = false;
  /** Whether an earlier entry of the thread is the one before: the last that was read, or any from before the time. */
  const follows = (previous: bigint): boolean => {
    const last = entries.at(-1);
    if (!last) isFromOpening = previous === 0n;
    return last ? previous === last.timestamp : isFromOpening || previous < from;
  };
  for (const placed of proof.entries) {
    const entry = await readEntry(placed, reading);
    if (typeof entry === 'string') return refused(entry);
    const { timestamp } = entry;
    if (timestamp < from || timestamp > to) return refused('entry_out_of_time', timestamp);
    if (!follows(previousOf(entry))) return refused('thread_broken', timestamp);
    entries.push(entry);
  }
  const end = await readEnd(proof, reading);
  if (typeof end === 'string') return refused(end);
  if (end.reaches < to || !follows(end.previous)) return refused('end_wrong');
  const signed = [...reading.stretches.values()]
    .map((checked) => checked.signed)
    .reduce((one, other) => (other.size > one.size ? other : one));
  return {
    kind: 'proven',
    statement: { account: reading.account, from, to, entries, isFromOpening, signed },
  };
}

async function readEntry(
  placed: Placed,
  { stretches, account }: Reading,
): Promise<ProvenEntry | AccountFault> {
  const stretch = stretches.get(placed.stretch)?.stretch;
  const record = stretch && placed.index < stretch.entries && (await recordIn(placed, treeOf(stretch)));
  const entry = record ? readEntryRecord(record) : undefined;
  if (!entry || !isWithin(entry.timestamp, stretch!)) return 'entry_not_included';
  if (entry.kind === 'refusal') return 'entry_of_others';
  if (entry.debitNo === account.no) return { ...entry, side: 'debit' };
  return entry.creditNo === account.no ? { ...entry, side: 'credit' } : 'entry_of_others';
}

/** What comes after the last entry names the one before; it speaks of all moments up to `reaches`. */
type End = { readonly previous: bigint; readonly reaches: bigint };

async function readEnd({ end, to }: AccountProof, reading: Reading): Promise<End | AccountFault> {
  if (end.kind === 'next') {
    const next = await readEntry(end.entry, reading);
    if (typeof next === 'string') return next;
    if (next.timestamp <= BigInt(to)) return 'end_wrong';
    return { previous: previousOf(next), reaches: next.timestamp };
  }
  const stretch = reading.stretches.get(end.head.stretch)?.stretch;
  const tree = stretch && { size: stretch.accounts, root: stretch.heads };
  const record = tree && (await recordIn(end.head, tree));
  const head = record && readHeadRecord(record);
  const { no } = reading.account;
  if (!head || head.no !== no || end.head.index !== no) return 'end_wrong';
  return { previous: head.last, reaches: stretch.until };
}

function previousOf({ side, debitPrevious, creditPrevious }: ProvenEntry): bigint {
  return side === 'debit' ? debitPrevious : creditPrevious;
}

function isWithin(timestamp: bigint, { after, until }: Stretch): boolean {
  return after < timestamp && timestamp <= until;
}

function refused(reason: AccountFault, timestamp?: bigint): AccountVerdict {
  return { kind: 'refused', reason, ...(timestamp !== undefined && { timestamp }) };
}
