import { entryAt, entryKind } from '../machine/layout.ts';
import { Machine } from '../machine/machine.ts';
import type { Place } from '../machine/place.ts';
import { Replay } from '../machine/replay.ts';
import { readU64 } from '../machine/u128.ts';
import { transferFlags } from '../model/transfer.ts';
import type { Findings } from './findings.ts';
import type { HeadTree } from './heads.ts';
import type { ReadAccount, ReadRow } from './read-rows.ts';

const entriesAStep = 20_000;

/**
 * Brings a machine up to the end of a journal from nothing but its rows, and looks at how they hang together: that each entry names the
 * one before it on both of its accounts, and that what it resolves is pending.
 */
export class AuditReplay {
  readonly machine: Machine = new Machine(0);
  readonly #replay: Replay = new Replay(this.machine.books);
  readonly #heads: HeadTree;
  readonly #findings: Findings;
  /** By timestamp. */
  readonly #pending: Map<bigint, Place> = new Map();
  #step = this.machine.begin();
  #entries = 0;

  constructor(heads: HeadTree, findings: Findings) {
    this.#heads = heads;
    this.#findings = findings;
  }

  get entries(): number {
    return this.#entries;
  }

  /** Takes an account. All of them come before entries. */
  account({ no, words }: ReadAccount): void {
    this.#replay.account(no, { words, at: 0 });
  }

  /** Says that entries come now. */
  index(): void {
    this.#replay.index();
  }

  /** Takes an entry; whether it could be carried out. */
  entry({ timestamp, words, record }: ReadRow): boolean {
    const resolved = record && this.#founded(timestamp, words);
    if (!resolved) return false;
    this.#replay.entry({ words, at: 0 }, resolved === 'nothing' ? undefined : resolved);
    if (++this.#entries % entriesAStep === 0) {
      this.machine.confirm(this.#step);
      this.#step = this.machine.begin();
    }
    return true;
  }

  /** What an entry resolves; undefined where it cannot be carried out. */
  #founded(timestamp: bigint, words: Uint32Array): Place | 'nothing' | undefined {
    if (words[entryAt.kind] === entryKind.refusal) return 'nothing';
    if (!this.#thread(timestamp, words)) {
      this.#findings.add({ kind: 'unfounded', what: 'account', timestamp });
      return undefined;
    }
    const pendingTimestamp = readU64(words, entryAt.pendingTimestamp);
    if (pendingTimestamp === 0n) {
      if (((words[entryAt.codeAndFlags]! >>> 16) & transferFlags.pending) !== 0)
        this.#pending.set(timestamp, { words: words.slice(), at: 0 });
      return 'nothing';
    }
    const resolved = this.#pending.get(pendingTimestamp);
    if (resolved) this.#pending.delete(pendingTimestamp);
    else this.#findings.add({ kind: 'unfounded', what: 'pending', timestamp });
    return resolved;
  }

  /** Goes on with the threads of both accounts; whether there are such accounts. */
  #thread(timestamp: bigint, words: Uint32Array): boolean {
    const sides = [
      [words[entryAt.debitNo]!, readU64(words, entryAt.debitPrevious)],
      [words[entryAt.creditNo]!, readU64(words, entryAt.creditPrevious)],
    ] as const;
    if (sides.some(([no]) => this.#heads.last(no) === undefined)) return false;
    for (const [accountNo, previous] of sides) {
      if (this.#heads.last(accountNo) !== previous)
        this.#findings.add({ kind: 'thread', timestamp, accountNo });
      this.#heads.moved(accountNo, timestamp);
    }
    return true;
  }
}
