import { fail } from '@finharbor/kernel';
import type { Client } from 'pg';
import { accountOf } from '../machine/account-of.ts';
import { placeOf } from '../machine/books.ts';
import { accountAt } from '../machine/layout.ts';
import { readU128 } from '../machine/u128.ts';
import type { Account } from '../model/account.ts';
import { mostEvents } from '../model/query.ts';
import { AuditHistory } from './audit-history.ts';
import { compareKept, type ReadLog, readLog } from './audit-log.ts';
import { AuditReplay } from './audit-replay.ts';
import { BlockBuilder } from './blocks.ts';
import { Findings, type JournalFinding } from './findings.ts';
import { HeadTree, readHeadPages } from './heads.ts';
import { Leaves } from './leaf.ts';
import { locate } from './locate.ts';
import { type Range, type ReadAccount, type ReadRow, readAccounts, readEntries } from './read-rows.ts';
import { inSnapshot, openSession, type Session } from './session.ts';
import { latestStretch, readBegun } from './store.ts';
import type { Stretch } from './stretch.ts';
import { postedIn } from './sums.ts';

/** What a journal is audited with. */
export type JournalAuditOptions = {
  /** The ledger's database. */
  readonly url: string;
  readonly log: ReadLog;
  /** How the accounts with these ids stand, as the writer says (`Ledger.lookupAccounts`); left out, nobody is asked. */
  readonly writer?: (ids: readonly bigint[]) => Promise<readonly Account[]>;
  /** Findings that are told at most, 1,000 if left out. */
  readonly mostFindings?: number;
};

/** What an audit has looked at and found. No finding: the journal is what the log says, and makes what is kept and said of accounts. */
export type JournalAudit = {
  readonly stretches: number;
  readonly entries: number;
  readonly accounts: number;
  /** The end of the latest stretch: what comes later was replayed, and cannot be compared with the log yet. */
  readonly loggedUntil: bigint;
  /** Accounts of which nobody was asked, as they had new entries meanwhile. */
  readonly moved: number;
  readonly findings: readonly JournalFinding[];
  /** Findings beyond those. */
  readonly more: number;
};

/** After every moment that a ledger gives. */
const end = 2n ** 63n - 1n;
/** Numbers of accounts may be missing, if somebody took them out; an account of a number that is far too high is not believed. */
const widestGap = 1_000;
const noLeaf = new Uint8Array(32);

/**
 * Reads a journal as a whole: makes every stretch anew and compares it with the log, follows all threads, and replays all entries by the
 * ledger's rules to compare what they make with what is kept and with what the writer says. Changes nothing; the writer goes on
 * meanwhile. Takes as much memory as the writer. Errors: `ledger.evidence_missing` where no evidence was ever made.
 */
export async function auditJournal(options: JournalAuditOptions): Promise<JournalAudit> {
  const { url, writer, mostFindings = 1_000 } = options;
  await using client = await openSession(url);
  const findings = new Findings(mostFindings);
  const { audit, ...counts } = await inSnapshot(client, () => auditRows(client, options, findings));
  const moved = writer ? await compareWriter({ client, writer, findings }, audit) : 0;
  return { ...counts, moved, findings: findings.list, more: findings.more };
}

async function auditRows(client: Client, { log }: JournalAuditOptions, findings: Findings) {
  const begun = await readBegun(client);
  if (!begun) fail('ledger.evidence_missing', 'No evidence was ever made of this journal.');
  const logged = await readLog(log, begun.journal, findings);
  await compareKept(client, logged, findings);
  const audit = new RowAudit(client, new Leaves(begun.seed), findings);
  const accounts = await audit.begin();
  for (const { stretch } of logged) await audit.stretch(stretch);
  const loggedUntil = logged.at(-1)?.stretch.until ?? 0n;
  if ((await latestStretch(client))?.stretch.until === loggedUntil) await audit.headPages();
  await audit.rest(loggedUntil);
  return { audit, stretches: logged.length, entries: audit.replay.entries, accounts, loggedUntil };
}

/** Goes through all rows once, stretch by stretch. */
class RowAudit {
  readonly #client: Client;
  readonly #leaves: Leaves;
  readonly #findings: Findings;
  readonly #heads: HeadTree;
  readonly #history: AuditHistory;
  readonly replay: AuditReplay;
  #lastNs = 0n;
  #opening = 0;

  constructor(client: Client, leaves: Leaves, findings: Findings) {
    this.#client = client;
    this.#leaves = leaves;
    this.#findings = findings;
    this.#heads = new HeadTree(leaves);
    this.#history = new AuditHistory(client, findings);
    this.replay = new AuditReplay(this.#heads, findings);
  }

  /** The last moment there is an entry of. */
  get lastNs(): bigint {
    return this.#lastNs;
  }

  /** Reads all accounts; tells how many there are. */
  async begin(): Promise<number> {
    let accounts = 0;
    await this.#history.open();
    await readAccounts(
      this.#client,
      { after: 0n, until: end },
      {
        take: (account) => {
          if (!account.record)
            this.#findings.add({ kind: 'malformed', what: 'account', timestamp: account.timestamp });
          this.replay.account(account);
          accounts += 1;
        },
      },
    );
    this.replay.index();
    return accounts;
  }

  /** Makes a stretch anew. */
  async stretch(stretch: Stretch): Promise<void> {
    const differs = (why: 'rows' | 'heads' | 'posted'): void =>
      this.#findings.add({ kind: 'stretch', why, stretch: stretch.number });
    const builder = new BlockBuilder();
    const add = ({ record }: ReadRow): void => {
      if (record) builder.add(record, this.#leaves.hash(record));
      else builder.add(noLeaf, noLeaf);
    };
    // Accounts are opened before they have entries, in the tree of heads as in time.
    await readAccounts(this.#client, stretch, { take: (account) => this.#opened(account) });
    await this.#entries(stretch, add);
    await readAccounts(this.#client, stretch, { take: add });
    builder.take(true);
    const options = { leaves: this.#leaves, findings: this.#findings };
    const isSame = builder.root().toHex() === stretch.root;
    if (!isSame && !(await locate(this.#client, stretch, options))) differs('rows');
    if (this.#heads.root().toHex() !== stretch.heads) differs('heads');
    const posted = await postedIn(this.#client, stretch);
    if (JSON.stringify(posted) !== JSON.stringify(stretch.posted)) differs('posted');
  }

  /** Reads what came after the latest stretch. */
  async rest(after: bigint): Promise<void> {
    const range = { after, until: end };
    await readAccounts(this.#client, range, { take: (account) => this.#opened(account) });
    await this.#entries(range, () => {});
    await this.#history.compare(end);
  }

  /** Compares what proofs are made from with the tree of heads as it is now. */
  async headPages(): Promise<void> {
    const { pages } = this.#heads;
    for (let from = 0; from < pages.length; ) {
      const kept = await readHeadPages(this.#client, from);
      for (const [k, lasts] of kept.entries())
        if (Buffer.compare(lasts, pages[from + k] ?? noLeaf) !== 0)
          this.#findings.add({ kind: 'head_page', page: from + k });
      if (kept.length === 0) this.#findings.add({ kind: 'head_page', page: from });
      from += kept.length || pages.length;
    }
  }

  #opened({ no }: ReadAccount): void {
    if (no <= this.#opening++ + widestGap) this.#heads.open(no);
  }

  async #entries(range: Range, add: (row: ReadRow) => void): Promise<void> {
    await readEntries(this.#client, range, {
      take: (row) => {
        add(row);
        this.#lastNs = row.timestamp;
        if (!row.record) this.#findings.add({ kind: 'malformed', what: 'entry', timestamp: row.timestamp });
        if (this.replay.entry(row)) this.#history.entered(row, this.replay.machine.books.state);
      },
      between: () => this.#history.compare(this.#lastNs),
    });
  }
}

type Asking = {
  readonly client: Session;
  readonly writer: NonNullable<JournalAuditOptions['writer']>;
  readonly findings: Findings;
};

/** Compares how accounts stand after the replay with what the writer says; tells how many had new entries meanwhile. */
async function compareWriter({ client, writer, findings }: Asking, audit: RowAudit): Promise<number> {
  const { state } = audit.replay.machine.books;
  const differing: bigint[] = [];
  for (let from = 0; from < state.accountCount; from += mostEvents) {
    const count = Math.min(mostEvents, state.accountCount - from);
    const ids = Array.from({ length: count }, (_, k) => idOf(from + k));
    const said = new Map((await writer(ids)).map((account) => [account.id, account]));
    for (const id of ids) if (!isSame(said.get(id), accountOf(state, id))) differing.push(id);
  }
  const moved = await movedAfter(client, audit.lastNs);
  let skipped = 0;
  for (const accountId of differing)
    if (moved.has(accountId)) skipped += 1;
    else findings.add({ kind: 'balance', accountId });
  return skipped;

  function idOf(no: number): bigint {
    const { words, at } = placeOf(state.accounts, no);
    return readU128(words, at + accountAt.id);
  }
}

function isSame(said: Account | undefined, made: Account | undefined): boolean {
  if (!said || !made) return said === made;
  return (Object.keys(made) as (keyof Account)[]).every((field) => said[field] === made[field]);
}

/** The accounts that have entries later than a moment. */
async function movedAfter(client: Client, after: bigint): Promise<ReadonlySet<bigint>> {
  const { rows } = await client.query<{ id: string }>(
    `select a.id from ledger_account a where a.no in (
      select debit_no from ledger_entry where "timestamp" > $1 union select credit_no from ledger_entry where "timestamp" > $1)`,
    [after],
  );
  return new Set(rows.map(({ id }) => BigInt(`0x${id.replaceAll('-', '')}`)));
}
