import type { Log } from '@finharbor/evidence';
import type { Client } from 'pg';
import { readHead } from './heads.ts';
import { Leaves } from './leaf.ts';
import { Placer } from './placer.ts';
import type { AccountProof, EntryProof, LoggedStretch } from './proof.ts';
import { headRecord } from './record.ts';
import { inSnapshot, openSession } from './session.ts';
import { type KeptStretch, latestLogged, latestStretch, readBegun } from './store.ts';
import { threadOf } from './thread.ts';

/** Where proofs are made from. */
export type ProofSource = {
  /** The ledger's database. */
  readonly url: string;
  readonly log: Pick<Log, 'receipt'>;
};

/** A proof, or why there is none (yet). `not_logged`: wait for the next checkpoint of journal and log. */
export type Proving<Proof> =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not_logged' };

/**
 * Proves that the entry of this moment is in the journal. Errors: `ledger.evidence_mismatch`, if the journal is no longer what the log
 * says.
 */
export async function proveEntry(source: ProofSource, timestamp: bigint): Promise<Proving<EntryProof>> {
  return proving<EntryProof>(source, async ({ client, placer, receipts }) => {
    const entry = await placer.entry(timestamp);
    if (!entry) return { kind: (await isBehind(client, timestamp)) ? 'not_logged' : 'unknown' };
    const stretch = await receipts.of(entry.kept);
    if (!stretch) return { kind: 'not_logged' };
    return {
      kind: 'proof',
      proof: { type: 'finharbor/ledger-entry-proof/v1', stretch, entry: entry.placed },
    };
  });
}

/** Whose entries of which time are to be proven; moments are inclusive, in nanoseconds since 1970. */
export type AccountTime = { readonly accountId: bigint; readonly from: bigint; readonly to: bigint };

/** As `Proving`; `too_many` entries are in the time, or after it: ask for a shorter or later one. */
export type AccountProving = Proving<AccountProof> | { readonly kind: 'too_many' };

/**
 * Proves which entries an account has from one moment to another: at most 1,000, about 1.5 kB each, and at most 100,000 from the latest
 * back to the first. What the log does not have yet is not proven: the proof's `to` then is the end of its latest stretch.
 * Errors: `ledger.evidence_mismatch`, if the journal is no longer what the log says.
 */
export async function proveAccount(source: ProofSource, time: AccountTime): Promise<AccountProving> {
  return proving<AccountProof, AccountProving>(source, (bench) => proveThread(bench, time));
}

async function proveThread(bench: Bench, { accountId, from, to }: AccountTime): Promise<AccountProving> {
  const { client, placer, receipts, leaves } = bench;
  const latest = await latestLogged(client);
  const opening = latest && (await placer.opening(accountId));
  if (!latest || !opening) return { kind: latest ? 'unknown' : 'not_logged' };
  if ((await latestStretch(client))?.stretch.number !== latest.stretch.number) return { kind: 'not_logged' };
  if (from > latest.stretch.until) return { kind: 'not_logged' };
  const { no } = opening;
  const head = await readHead(client, no, leaves);
  const until = to < latest.stretch.until ? to : latest.stretch.until;
  const thread = await threadOf(client, { no, last: head.last, from, to: until });
  if (thread.kind === 'too_many') return thread;
  const record = headRecord(no, head.last);
  const headPlace = {
    ...{ stretch: latest.stretch.number, index: no, record: record.toBase64() },
    ...{ salt: leaves.salt(record).toBase64(), path: head.path.map((hash) => hash.toBase64()) },
  };
  const entries = [];
  for (const timestamp of thread.entries) entries.push(await placer.known(timestamp));
  const next = thread.next === undefined ? undefined : await placer.known(thread.next);
  const named = [opening, ...entries, next ?? { kept: latest }];
  const stretches = await receipts.all(named.map(({ kept }) => kept));
  if (!stretches) return { kind: 'not_logged' };
  return {
    kind: 'proof',
    proof: {
      ...{ type: 'finharbor/ledger-account-proof/v1', accountId: accountId.toString() },
      ...{ from: from.toString(), to: until.toString(), stretches, opening: opening.placed },
      entries: entries.map(({ placed }) => placed),
      end: next ? { kind: 'next', entry: next.placed } : { kind: 'head', head: headPlace },
    },
  };
}

type Bench = {
  readonly client: Client;
  readonly leaves: Leaves;
  readonly placer: Placer;
  readonly receipts: Receipts;
};

async function proving<Proof, Outcome = Proving<Proof>>(
  { url, log }: ProofSource,
  work: (bench: Bench) => Promise<Outcome>,
): Promise<Outcome | { readonly kind: 'not_logged' }> {
  await using client = await openSession(url);
  return await inSnapshot(client, async () => {
    const begun = await readBegun(client);
    if (!begun) return { kind: 'not_logged' };
    const leaves = new Leaves(begun.seed);
    return await work({ client, leaves, placer: new Placer(client, leaves), receipts: new Receipts(log) });
  });
}

async function isBehind(client: Client, timestamp: bigint): Promise<boolean> {
  const latest = await latestStretch(client);
  return latest === undefined || latest.stretch.until < timestamp;
}

/** Receipts of stretches, each asked for once. */
class Receipts {
  readonly #log: Pick<Log, 'receipt'>;
  readonly #logged: Map<number, LoggedStretch> = new Map();

  constructor(log: Pick<Log, 'receipt'>) {
    this.#log = log;
  }

  /** A stretch with its receipt; undefined where the log's checkpoint does not reach it yet. */
  async of({ stretch, leaf, logIndex }: KeptStretch): Promise<LoggedStretch | undefined> {
    const there = this.#logged.get(stretch.number);
    if (there) return there;
    if (logIndex === undefined) return undefined;
    const receipt = await this.#log.receipt(logIndex);
    if (receipt.kind === 'not_published') return undefined;
    const logged = { leaf, receipt: receipt.proof };
    this.#logged.set(stretch.number, logged);
    return logged;
  }

  /** Each of these stretches once, with its receipt. */
  async all(kept: readonly KeptStretch[]): Promise<LoggedStretch[] | undefined> {
    const logged = new Set<LoggedStretch>();
    for (const one of kept) {
      const stretch = await this.of(one);
      if (!stretch) return undefined;
      logged.add(stretch);
    }
    return [...logged];
  }
}
