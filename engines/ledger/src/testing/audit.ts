import assert from 'node:assert/strict';
import pg from 'pg';
import { placeOf } from '../machine/books.ts';
import { Chain } from '../machine/chain.ts';
import { flagsOf } from '../machine/check.ts';
import { createTransfer } from '../machine/judge.ts';
import { nothingKnown } from '../machine/known.ts';
import { entryAt, entryKind, entryWords, transferWords } from '../machine/layout.ts';
import { Machine } from '../machine/machine.ts';
import type { Place } from '../machine/place.ts';
import { readU64, readU128 } from '../machine/u128.ts';
import { encodeAccounts, encodeTransfers } from '../model/records.ts';
import { transientStatuses } from '../model/status.ts';
import { type NewTransfer, transferFlags } from '../model/transfer.ts';
import { CopyDecoder } from '../postgres/copy-decoder.ts';
import { runCopying } from '../postgres/copying.ts';
import { EntryReader, entrySelect, entryTables } from '../postgres/entry-reader.ts';
import type { ModelAccount } from './model.ts';
import { accountsOf } from './read.ts';

/** What was sent under an id: its linked chain, or it alone, and where it stands there. */
export type Sent = { readonly chain: readonly NewTransfer[]; readonly place: number };

/** An entry that the rules agree with. An expiry has id 0; `status` is that of the transfer. */
export type AuditedEntry = { readonly id: bigint; readonly status: number; readonly timestamp: bigint };

/**
 * Carries the whole journal out once more, in its order, from what was sent: every entry has to be word for word the one that the rules
 * make at its moment. Returns how the accounts then stand. That no id comes twice is left to `each`. Throws on the first difference.
 */
export async function judgeAgain(
  url: string,
  sent: (id: bigint) => Sent,
  each: (entry: AuditedEntry) => void,
): Promise<readonly ModelAccount[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('set enable_seqscan = off');
    const court = new Court(sent);
    for (const account of await readAccounts(client)) court.open(account);
    const row = new CopyDecoder();
    const reader = new EntryReader(court.machine.books.state);
    const select = `${entrySelect} ${entryTables} order by e."timestamp"`;
    await runCopying(client, [`copy (${select}) to stdout (format binary)`], {
      take(message) {
        if (row.row(message)) each(court.hear(reader.read(row).entry));
      },
    });
    court.close();
    return accountsOf(court.machine);
  } finally {
    await client.end();
  }
}

/** How the accounts stand by the journal, in their order, as plain SQL adds it up: nothing of the rules or of the writer's memory. */
export async function sumUp(url: string): Promise<readonly ModelAccount[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Readonly<Record<string, string>>>(accountSums, [
      transferFlags.pending,
      transferFlags.voidPendingTransfer,
      entryKind.transfer,
    ]);
    return rows.map(({ id, ledger, flags, ...sums }) => ({
      id: BigInt(`0x${id}`),
      ledger: Number(ledger),
      flags: Number(flags),
      debitsPending: BigInt(sums.debits_pending!),
      debitsPosted: BigInt(sums.debits_posted!),
      creditsPending: BigInt(sums.credits_pending!),
      creditsPosted: BigInt(sums.credits_posted!),
    }));
  } finally {
    await client.end();
  }
}

const accountSums = `
  with moved as (
    select e.debit_no, e.credit_no, e.amount, e.flags & $1 <> 0 as is_pending
    from ledger_entry e left join ledger_entry r on r.pending_timestamp = e."timestamp" and e.flags & $1 <> 0
    where e.kind = $3 and e.flags & $2 = 0 and r.kind is null
  ), side as (
    select debit_no as no, is_pending, true as is_debit, amount from moved
    union all select credit_no, is_pending, false, amount from moved
  ), sums as (
    select no,
      sum(amount) filter (where is_pending and is_debit) as debits_pending,
      sum(amount) filter (where not is_pending and is_debit) as debits_posted,
      sum(amount) filter (where is_pending and not is_debit) as credits_pending,
      sum(amount) filter (where not is_pending and not is_debit) as credits_posted
    from side group by no
  )
  select replace(id::text, '-', '') as id, ledger::text, flags::text,
    coalesce(debits_pending, 0)::text as debits_pending, coalesce(debits_posted, 0)::text as debits_posted,
    coalesce(credits_pending, 0)::text as credits_pending, coalesce(credits_posted, 0)::text as credits_posted
  from ledger_account left join sums using (no) order by no`;

/** A step of its own for each would cost more than all else. */
const entriesAStep = 4_096;

type Opened = {
  readonly id: string;
  readonly ledger: string;
  readonly code: number;
  readonly flags: number;
  readonly at: string;
};

async function readAccounts(client: pg.Client): Promise<readonly Opened[]> {
  const { rows } = await client.query<Opened>(
    `select replace(id::text, '-', '') as id, ledger::text, code, flags, "timestamp"::text as at from ledger_account order by no`,
  );
  return rows;
}

/** Judges what was sent whenever the journal says that something came of it. */
class Court {
  readonly machine: Machine = new Machine(0);
  readonly #sent: (id: bigint) => Sent;
  /** The next entry that the rules made and the journal has not told yet. */
  #heard = 0;
  #step = this.machine.begin();

  constructor(sent: (id: bigint) => Sent) {
    this.#sent = sent;
  }

  open({ id, ledger, code, flags, at }: Opened): void {
    const account = { id: BigInt(`0x${id}`), ledger: Number(ledger), code, flags };
    const { statuses, timestamps } = this.machine.createAccounts(encodeAccounts([account]), BigInt(at) - 1n);
    assert.deepEqual([statuses[0], timestamps[0]], [0, BigInt(at)], `account ${account.id}`);
  }

  hear(entry: Place): AuditedEntry {
    const { state } = this.machine.books;
    const id = readU128(entry.words, entry.at + entryAt.id);
    const timestamp = readU64(entry.words, entry.at + entryAt.timestamp);
    const kind = entry.words[entry.at + entryAt.kind]!;
    if (this.#heard === state.entryCount) {
      if (state.entryCount - this.#step.from.entryCount >= entriesAStep) {
        this.machine.confirm(this.#step);
        this.#step = this.machine.begin();
      }
      if (kind === entryKind.expiry) this.#expireOne(timestamp);
      else this.#judge(this.#sent(id), timestamp);
    }
    assert.ok(this.#heard < state.entryCount, `nothing came of ${id} at ${timestamp}`);
    const made = placeOf(state.entries, state.entryNo(this.#heard++));
    for (let k = 0; k < entryWords; k++)
      if (k !== entryAt.state && made.words[made.at + k] !== entry.words[entry.at + k])
        assert.fail(`word ${k} of ${id} at ${timestamp} is not as the rules have it`);
    return {
      id,
      status: kind === entryKind.refusal ? entry.words[entry.at + entryAt.codeAndFlags]! : 0,
      timestamp,
    };
  }

  /** How many at once is the writer's business: after a standstill there may be more than one of its groups takes. */
  #expireOne(timestamp: bigint): void {
    const { books } = this.machine;
    books.clockwork.resetTo(timestamp - 1n);
    books.expire(books.state.entryCount - this.#step.from.entryCount + 1);
  }

  close(): void {
    assert.equal(this.#heard, this.machine.books.state.entryCount, 'the journal ends within a chain');
  }

  /** Unlike a writer, whose caller's clock decides it, no pending transfer expires here before the journal says so. */
  #judge({ chain, place }: Sent, timestamp: bigint): void {
    const { books } = this.machine;
    const words = encodeTransfers(chain);
    const statuses = new Uint8Array(chain.length);
    const times = new Uint32Array(2);
    const linked = new Chain(books, statuses);
    books.clockwork.resetTo(timestamp - BigInt(place) - 1n);
    for (let k = 0; k < chain.length; k++) {
      const event = { words, at: k * transferWords };
      books.clockwork.tick();
      const isLinked = (flagsOf(words, event.at) & transferFlags.linked) !== 0;
      const court = { books, known: nothingKnown, time: { words: times, at: 0 } };
      const result = linked.after(k, isLinked, linked.before(k, isLinked) || createTransfer(event, court));
      if (transientStatuses.has(result)) books.refuse(event, result);
    }
  }
}
