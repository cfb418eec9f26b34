import type { Client } from 'pg';
import { placeOf } from '../machine/books.ts';
import { balanceAt, entryAt, entryKind } from '../machine/layout.ts';
import type { State } from '../machine/state.ts';
import { readU128 } from '../machine/u128.ts';
import { accountFlags } from '../model/account.ts';
import type { Findings } from './findings.ts';
import type { ReadRow } from './read-rows.ts';

type HistoryRow = {
  readonly account_no: number;
  readonly timestamp: string;
  readonly sums: string;
};

const rowsAtOnce = 10_000;

/**
 * What is kept of how accounts stood, beside a replay: each row must be what the replay makes after its entry, and each entry of an
 * account with the flag `history` must have one.
 */
export class AuditHistory {
  readonly #client: Client;
  readonly #findings: Findings;
  readonly #made: Map<string, string> = new Map();

  constructor(client: Client, findings: Findings) {
    this.#client = client;
    this.#findings = findings;
  }

  /** Begins to read, in the transaction that is open. */
  async open(): Promise<void> {
    await this.#client.query(`declare ledger_history no scroll cursor for
      select account_no, "timestamp"::text as timestamp,
        trim_scale(debits_pending) || '/' || trim_scale(debits_posted) || '/' || trim_scale(credits_pending) || '/' || trim_scale(credits_posted) as sums
      from ledger_balance order by "timestamp", account_no`);
  }

  /** Remembers how the accounts of an entry stand after it. */
  entered({ words, timestamp }: ReadRow, { balances }: State): void {
    if (words[entryAt.kind] !== entryKind.transfer) return;
    for (const no of [words[entryAt.debitNo]!, words[entryAt.creditNo]!]) {
      const { words: stands, at } = placeOf(balances, no);
      if ((stands[at + balanceAt.flags]! & accountFlags.history) === 0) continue;
      const sums = [
        ...[balanceAt.debitsPending, balanceAt.debitsPosted],
        ...[balanceAt.creditsPending, balanceAt.creditsPosted],
      ].map((sum) => readU128(stands, at + sum));
      this.#made.set(`${timestamp}/${no}`, sums.join('/'));
    }
  }

  #waiting: HistoryRow | undefined;
  #rows: HistoryRow[] = [];
  #isOver = false;

  /** Compares all rows up to a moment with what was remembered. */
  async compare(until: bigint): Promise<void> {
    for (let row = await this.#next(); row; row = await this.#next()) {
      if (BigInt(row.timestamp) > until) {
        this.#waiting = row;
        break;
      }
      const key = `${row.timestamp}/${row.account_no}`;
      if (this.#made.get(key) !== row.sums) this.#add(row.timestamp, row.account_no);
      this.#made.delete(key);
    }
    for (const key of this.#made.keys()) {
      const [timestamp, no] = key.split('/');
      this.#add(timestamp!, Number(no));
    }
    this.#made.clear();
  }

  #add(timestamp: string, accountNo: number): void {
    this.#findings.add({ kind: 'history', timestamp: BigInt(timestamp), accountNo });
  }

  async #next(): Promise<HistoryRow | undefined> {
    if (this.#waiting) {
      const row = this.#waiting;
      this.#waiting = undefined;
      return row;
    }
    if (this.#rows.length === 0 && !this.#isOver) {
      const { rows } = await this.#client.query<HistoryRow>(`fetch ${rowsAtOnce} from ledger_history`);
      this.#rows = rows.reverse();
      this.#isOver = rows.length < rowsAtOnce;
    }
    return this.#rows.pop();
  }
}
