import { FinharborError } from '@finharbor/kernel';
import { accountAt, entryAt, entryKind, historyAt } from '../machine/layout.ts';
import type { PageImage } from '../machine/pages.ts';
import { readU64, readU128 } from '../machine/u128.ts';
import { promised } from './breach.ts';
import { type EntryRow, fateOf, idOf, momentOf, type Rows, resolvesOf } from './rows.ts';

/** All months are of one length. */
const monthNs: bigint = 30n * 86_400n * 1_000_000_000n;
const mostRanges = 3;

/** A partition of the journal, in which ids are unique. */
export type Month = {
  readonly no: bigint;
  readonly until: bigint;
  readonly ids: Set<bigint>;
  readonly resolved: Set<bigint>;
  /** Of a month that is over: where its ids lie, once somebody has looked. */
  ranges: readonly { readonly first: bigint; readonly last: bigint }[] | undefined;
};

type Conflict = { readonly copy: number; readonly what: 'account' | 'id' | 'pending' | 'history' | 'page' };

/**
 * What the ledger's tables hold and refuse, as PostgreSQL would with their migration: a group of rows as a whole or not at all, ids
 * unique in their month alone, a fence against a writer that another has taken over from. What no writer may ever try is a breach.
 */
export class Database {
  epoch = 0;
  replayFrom = 0n;
  /** How many groups were refused for an id that was used before. */
  refused = 0;
  /** How many pages were saved. */
  saved = 0;
  readonly accounts: Uint32Array[] = [];
  readonly entries: EntryRow[] = [];
  readonly pages: Map<string, PageImage> = new Map();
  readonly months: Map<bigint, Month> = new Map();
  readonly #histories: Set<string> = new Set();
  readonly #accountIds: Set<bigint> = new Set();
  readonly #byId: Map<bigint, EntryRow> = new Map();
  readonly #byMoment: Map<bigint, EntryRow> = new Map();
  readonly #resolverOf: Map<bigint, EntryRow> = new Map();
  /** The last entry of each account, by its number. */
  readonly #lastOf: Map<number, bigint> = new Map();

  takeOver(): number {
    this.epoch += 1;
    return this.epoch;
  }

  /** One transaction. A row is looked at before the fence, which is a trigger at the end of each statement. Errors: `ledger.taken_over`. */
  append(rows: Rows, epoch: number): 'kept' | 'idUsed' {
    const isStale = epoch !== this.epoch;
    const [conflict] = this.#conflicts(rows);
    if (conflict && (!isStale || conflict.copy === 0)) {
      promised(isStale || conflict.what === 'id', () => `a row is there twice: ${conflict.what}`);
      this.refused += 1;
      return 'idUsed';
    }
    if (isStale) throw takenOver();
    for (const { no, words } of rows.accounts) this.#addAccount(no, words);
    for (const row of rows.entries) this.#addEntry(row);
    for (const history of rows.histories) this.#histories.add(historyKey(history));
    this.savePages(rows.images);
    if (rows.replayFrom !== undefined) this.#endRound(rows.replayFrom);
    return 'kept';
  }

  savePages(images: readonly PageImage[]): void {
    for (const image of images) this.pages.set(pageKey(image), image);
    this.saved += images.length;
  }

  /** Says of months that are over where their ids lie. */
  lookOver(nowNs: bigint): void {
    for (const month of this.months.values())
      if (month.until <= nowNs && !month.ranges) month.ranges = rangesOf([...month.ids]);
  }

  /** The latest of each page. */
  latestPages(): readonly PageImage[] {
    const latest = new Map<string, PageImage>();
    for (const image of this.pages.values()) {
      const key = `${image.kind}:${image.page}`;
      const other = latest.get(key);
      if (!other || other.asOf < image.asOf) latest.set(key, image);
    }
    return [...latest.values()];
  }

  /** The pending transfer that an entry resolves. */
  pendingOf(row: EntryRow): EntryRow | undefined {
    return this.#byMoment.get(resolvesOf(row));
  }

  /** Entries by id, with what became of those that were pending. */
  find(ids: readonly bigint[]): readonly { readonly row: EntryRow; readonly fate: number }[] {
    return ids.flatMap((id) => {
      const row = this.#byId.get(id);
      return row ? [{ row, fate: fateOf(row, this.#resolverOf.get(momentOf(row))) }] : [];
    });
  }

  /** When the entry with an id was made; undefined where there is none. */
  momentOf(id: bigint): bigint | undefined {
    const row = this.#byId.get(id);
    return row && momentOf(row);
  }

  #conflicts({ accounts, entries, histories, images }: Rows): readonly Conflict[] {
    const found: Conflict[] = [];
    let copy = -1;
    if (accounts.length > 0) copy += 1;
    for (const { no, words } of accounts)
      if (no < this.accounts.length || this.#accountIds.has(readU128(words, accountAt.id)))
        found.push({ copy, what: 'account' });
    let no = -1n;
    for (const row of entries) {
      if (monthNo(row) !== no) copy += 1;
      no = monthNo(row);
      const month = this.months.get(no);
      if (month?.ids.has(idOf(row))) found.push({ copy, what: 'id' });
      if (month?.resolved.has(resolvesOf(row))) found.push({ copy, what: 'pending' });
    }
    if (histories.length > 0) copy += 1;
    for (const history of histories)
      if (this.#histories.has(historyKey(history))) found.push({ copy, what: 'history' });
    if (images.length > 0) copy += 1;
    for (const image of images) if (this.pages.has(pageKey(image))) found.push({ copy, what: 'page' });
    return found;
  }

  #addAccount(no: number, words: Uint32Array): void {
    promised(no === this.accounts.length, () => `account ${no} comes after ${this.accounts.length - 1}`);
    const last = this.accounts.at(-1);
    const isLater = !last || readU64(last, accountAt.timestamp) < readU64(words, accountAt.timestamp);
    promised(isLater, () => `account ${no} is not later than the one before`);
    this.accounts.push(words);
    this.#accountIds.add(readU128(words, accountAt.id));
  }

  #addEntry(row: EntryRow): void {
    const [id, moment, resolves] = [idOf(row), momentOf(row), resolvesOf(row)];
    const last = this.entries.at(-1);
    promised(!last || momentOf(last) < moment, () => `entry ${moment} is not later than the one before`);
    promised(!this.#byId.has(id), () => `id ${id} is used twice`);
    promised(!this.#resolverOf.has(resolves), () => `pending transfer of ${resolves} is resolved twice`);
    const month = this.#monthOf(row);
    this.entries.push(row);
    this.#byMoment.set(moment, row);
    if (id !== 0n) {
      month.ids.add(id);
      this.#byId.set(id, row);
    }
    if (resolves !== 0n) {
      month.resolved.add(resolves);
      this.#resolverOf.set(resolves, row);
    }
    if (row[entryAt.kind] !== entryKind.refusal) this.#thread(row);
  }

  /** Each account's history is a chain: an entry names the one before it on both its accounts. */
  #thread(row: EntryRow): void {
    for (const [numberAt, previousAt] of [
      [entryAt.debitNo, entryAt.debitPrevious],
      [entryAt.creditNo, entryAt.creditPrevious],
    ] as const) {
      const no = row[numberAt]!;
      const last = this.#lastOf.get(no) ?? 0n;
      promised(
        readU64(row, previousAt) === last,
        () => `the history of account ${no} is broken after ${last}`,
      );
      this.#lastOf.set(no, momentOf(row));
    }
  }

  #monthOf(row: EntryRow): Month {
    const no = monthNo(row);
    const month = this.months.get(no) ?? {
      ...{ no, until: (no + 1n) * monthNs, ids: new Set<bigint>(), resolved: new Set<bigint>() },
      ranges: undefined,
    };
    this.months.set(no, month);
    return month;
  }

  #endRound(replayFrom: bigint): void {
    this.replayFrom = replayFrom;
    const latest = new Set(this.latestPages());
    for (const [key, image] of this.pages) if (!latest.has(image)) this.pages.delete(key);
  }
}

/** The end of the month in which a moment lies. */
export function monthEnd(ns: bigint): bigint {
  return (ns / monthNs + 1n) * monthNs;
}

export function monthNo(row: EntryRow): bigint {
  return momentOf(row) / monthNs;
}

function rangesOf(ids: bigint[]): NonNullable<Month['ranges']> {
  const sorted = ids.toSorted((a, b) => (a < b ? -1 : 1));
  const size = Math.ceil(sorted.length / mostRanges);
  return Array.from({ length: mostRanges }, (_, k) => sorted.slice(k * size, (k + 1) * size))
    .filter((part) => part.length > 0)
    .map((part) => ({ first: part[0]!, last: part.at(-1)! }));
}

function pageKey({ kind, page, asOf }: PageImage): string {
  return `${kind}:${page}:${asOf}`;
}

function historyKey(history: Uint32Array): string {
  return `${history[historyAt.accountNo]}:${readU64(history, historyAt.lastEntry)}`;
}

function takenOver(): FinharborError {
  const publicMessage = 'Another process writes this ledger now.';
  return new FinharborError({ code: 'ledger.taken_over', publicMessage });
}
