import { treePath, treeRoot } from '@finharbor/evidence';
import type { Client } from 'pg';
import type { Leaves } from './leaf.ts';
import { headRecord } from './record.ts';

/** Accounts on a page. A page is a perfect subtree of the tree over all accounts, but for the last one. */
const pageAccounts = 256;
const pagesAtOnce = 256;
const momentBytes = 8;
const hashBytes = 32;

/** Of every account the timestamp of its last entry, as a tree whose leaf k is the head of account k; kept in `ledger_head_page`. */
export class Heads {
  readonly #client: Client;
  readonly #leaves: Leaves;
  /** What has changed since, by page; 0 of those accounts that have not. */
  readonly #changed: Map<number, BigUint64Array> = new Map();

  constructor(client: Client, leaves: Leaves) {
    this.#client = client;
    this.#leaves = leaves;
  }

  /** Says that an account has an entry of this moment, later than those before. */
  moved(no: number, timestamp: bigint): void {
    this.#page(no)[no % pageAccounts] = timestamp;
  }

  /** Says that an account was opened. */
  opened(no: number): void {
    this.#page(no);
  }

  /** Keeps what has changed, and tells the root of the tree over so many accounts. */
  async keep(accounts: number): Promise<Uint8Array> {
    const pages = [...this.#changed.keys()].toSorted((a, b) => a - b);
    for (let k = 0; k < pages.length; k += pagesAtOnce)
      await this.#keepPages(pages.slice(k, k + pagesAtOnce), accounts);
    this.#changed.clear();
    return treeRoot(await readRoots(this.#client));
  }

  #page(no: number): BigUint64Array {
    const page = Math.floor(no / pageAccounts);
    const there = this.#changed.get(page);
    if (there) return there;
    const fresh = new BigUint64Array(pageAccounts);
    this.#changed.set(page, fresh);
    return fresh;
  }

  async #keepPages(pages: readonly number[], accounts: number): Promise<void> {
    const { rows } = await this.#client.query<{ page: number; lasts: Buffer }>(
      'select page, lasts from ledger_head_page where page = any($1)',
      [pages],
    );
    const kept = new Map(rows.map(({ page, lasts }) => [page, lasts]));
    const lasts = pages.map((page) => {
      const width = Math.min(pageAccounts, accounts - page * pageAccounts);
      const bytes = new Uint8Array(width * momentBytes);
      const before = kept.get(page);
      if (before) bytes.set(before);
      const view = new DataView(bytes.buffer);
      for (const [k, moment] of this.#changed.get(page)!.subarray(0, width).entries())
        if (moment > 0n) view.setBigUint64(k * momentBytes, moment);
      return bytes;
    });
    const roots = lasts.map((bytes, k) => treeRoot(hashesOf(this.#leaves, pages[k]!, bytes)));
    await this.#client.query(
      `insert into ledger_head_page (page, lasts, root) select * from unnest($1::int[], $2::bytea[], $3::bytea[])
        on conflict (page) do update set lasts = excluded.lasts, root = excluded.root`,
      [pages, lasts.map(buffered), roots.map(buffered)],
    );
  }
}

/** The same tree in memory, grown from nothing. */
export class HeadTree {
  readonly #leaves: Leaves;
  readonly #pages: Uint8Array[] = [];
  readonly #roots: Uint8Array[] = [];
  readonly #changed: Set<number> = new Set();

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  /** The timestamps of the last entries of a page's accounts, as `ledger_head_page` has them. */
  get pages(): readonly Uint8Array[] {
    return this.#pages;
  }

  /** The timestamp of an account's last entry; undefined where there is no such account. */
  last(no: number): bigint | undefined {
    const page = this.#pages[Math.floor(no / pageAccounts)];
    const k = no % pageAccounts;
    return page && k * momentBytes < page.length ? momentAt(page, k) : undefined;
  }

  moved(no: number, timestamp: bigint): void {
    const at = Math.floor(no / pageAccounts);
    const page = this.#pages[at]!;
    new DataView(page.buffer, page.byteOffset).setBigUint64((no % pageAccounts) * momentBytes, timestamp);
    this.#changed.add(at);
  }

  /** Adds an account, which has no entry yet. */
  open(no: number): void {
    const at = Math.floor(no / pageAccounts);
    while (this.#pages.length <= at)
      this.#widen(this.#pages.length, this.#pages.length < at ? pageAccounts : 0);
    this.#widen(at, (no % pageAccounts) + 1);
  }

  #widen(at: number, width: number): void {
    const page = this.#pages[at] ?? new Uint8Array(0);
    if (this.#pages[at] && page.length >= width * momentBytes) return;
    this.#pages[at] = new Uint8Array(width * momentBytes);
    this.#pages[at].set(page);
    this.#changed.add(at);
  }

  root(): Uint8Array {
    for (const page of this.#changed)
      this.#roots[page] = treeRoot(hashesOf(this.#leaves, page, this.#pages[page]!));
    this.#changed.clear();
    return treeRoot(Buffer.concat(this.#roots));
  }
}

/** The head of an account as the latest stretch has it, and its path in the tree of heads. */
export type ReadHead = { readonly last: bigint; readonly path: readonly Uint8Array[] };

/** Reads where an account's thread ends. */
export async function readHead(client: Client, no: number, leaves: Leaves): Promise<ReadHead> {
  const page = Math.floor(no / pageAccounts);
  const { rows } = await client.query<{ lasts: Buffer }>(
    'select lasts from ledger_head_page where page = $1',
    [page],
  );
  const { lasts } = rows[0]!;
  const within = treePath(hashesOf(leaves, page, lasts), no % pageAccounts);
  const above = treePath(await readRoots(client), page);
  return { last: momentAt(lasts, no % pageAccounts), path: [...within, ...above] };
}

/** So many pages of heads from one on, in order: the timestamps of its accounts. */
export async function readHeadPages(client: Client, from: number): Promise<readonly Uint8Array[]> {
  const { rows } = await client.query<{ lasts: Buffer }>(
    'select lasts from ledger_head_page where page >= $1 order by page limit $2',
    [from, pagesAtOnce],
  );
  return rows.map(({ lasts }) => lasts);
}

/** The leaf hashes of a page of heads. */
function hashesOf(leaves: Leaves, page: number, lasts: Uint8Array): Uint8Array {
  const hashes = new Uint8Array((lasts.length / momentBytes) * hashBytes);
  for (let k = 0; k * momentBytes < lasts.length; k++)
    hashes.set(leaves.hash(headRecord(page * pageAccounts + k, momentAt(lasts, k))), k * hashBytes);
  return hashes;
}

function momentAt(lasts: Uint8Array, k: number): bigint {
  return new DataView(lasts.buffer, lasts.byteOffset, lasts.byteLength).getBigUint64(k * momentBytes);
}

async function readRoots(client: Client): Promise<Uint8Array> {
  const { rows } = await client.query<{ roots: Buffer }>(
    "select coalesce(string_agg(root, ''::bytea order by page), '') as roots from ledger_head_page",
  );
  return rows[0]!.roots;
}

function buffered(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
