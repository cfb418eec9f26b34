import { fail } from '@finharbor/kernel';
import type { Client } from 'pg';
import { blockLeaves, pathIn, tracesOf } from './blocks.ts';
import type { Leaves } from './leaf.ts';
import type { Placed } from './proof.ts';
import { readAccounts, readEntries } from './read-rows.ts';
import { blockAt, type KeptStretch, readBlock, readBlockRoots, stretchAt } from './store.ts';

const hashBytes = 32;

/** A record in the tree of a stretch. */
export type InStretch = { readonly kept: KeptStretch; readonly placed: Placed };

type ReadBlock = { readonly records: readonly Uint8Array[]; readonly hashes: Uint8Array };

/** Finds records in the trees of their stretches, and their paths: of each block that is needed the rows are read and hashed once. */
export class Placer {
  readonly #client: Client;
  readonly #leaves: Leaves;
  readonly #blocks: Map<string, Promise<ReadBlock>> = new Map();
  readonly #roots: Map<number, Promise<Uint8Array>> = new Map();

  constructor(client: Client, leaves: Leaves) {
    this.#client = client;
    this.#leaves = leaves;
  }

  /** The entry of a moment; undefined where no stretch has one. */
  async entry(timestamp: bigint): Promise<InStretch | undefined> {
    const kept = await stretchAt(this.#client, timestamp);
    if (!kept) return undefined;
    const { number: stretch, entries } = kept.stretch;
    const blocks = Math.ceil(entries / blockLeaves);
    const block = await blockAt(this.#client, { stretch, timestamp, blocks });
    if (block === undefined) return undefined;
    const { leaves } = (await readBlock(this.#client, stretch, block))!;
    const place = tracesOf(leaves).findIndex((trace) => trace.timestamp === timestamp);
    const index = block * blockLeaves + place;
    if (place < 0 || index >= entries) return undefined;
    return { kept, placed: await this.#place(kept, index) };
  }

  /** The entry of a moment at which there must be one. Errors: `ledger.evidence_mismatch`. */
  async known(timestamp: bigint): Promise<InStretch> {
    return (await this.entry(timestamp)) ?? mismatch(timestamp);
  }

  /** The opening of an account, and its number; undefined where no stretch has it. */
  async opening(id: bigint): Promise<(InStretch & { readonly no: number }) | undefined> {
    const { rows } = await this.#client.query<{ no: number; timestamp: string }>(
      'select no, "timestamp"::text as timestamp from ledger_account where id = $1',
      [id.toString(16).padStart(32, '0')],
    );
    const [row] = rows;
    const kept = row && (await stretchAt(this.#client, BigInt(row.timestamp)));
    if (!kept) return undefined;
    const { entries, accounts, opened } = kept.stretch;
    const index = entries + row.no - (accounts - opened);
    if (index < entries || index >= entries + opened) mismatch(BigInt(row.timestamp));
    return { kept, no: row.no, placed: await this.#place(kept, index) };
  }

  async #place(kept: KeptStretch, index: number): Promise<Placed> {
    const { number: stretch } = kept.stretch;
    const no = Math.floor(index / blockLeaves);
    const { records, hashes } = await cached(this.#blocks, `${stretch}/${no}`, () => this.#block(kept, no));
    const roots = await cached(this.#roots, stretch, () => readBlockRoots(this.#client, stretch));
    const record = records[index % blockLeaves]!;
    return {
      ...{ stretch, index, record: record.toBase64(), salt: this.#leaves.salt(record).toBase64() },
      path: pathIn(index, { hashes, roots }).map((hash) => hash.toBase64()),
    };
  }

  /** Reads the rows of a block. What can no longer be proven by them is not. */
  async #block({ stretch }: KeptStretch, no: number): Promise<ReadBlock> {
    const block = (await readBlock(this.#client, stretch.number, no))!;
    const traces = tracesOf(block.leaves);
    const records: Uint8Array[] = [];
    const take = ({ timestamp, record }: { timestamp: bigint; record: Uint8Array | undefined }): void => {
      records.push(record ?? mismatch(timestamp));
    };
    const entries = traces.slice(0, Math.max(0, stretch.entries - no * blockLeaves));
    const accounts = traces.slice(entries.length);
    for (const [part, read] of [
      [entries, readEntries],
      [accounts, readAccounts],
    ] as const)
      if (part.length > 0)
        await read(this.#client, { after: part[0]!.timestamp - 1n, until: part.at(-1)!.timestamp }, { take });
    if (records.length !== traces.length) mismatch(block.since);
    const hashes = new Uint8Array(records.length * hashBytes);
    for (const [k, record] of records.entries()) hashes.set(this.#leaves.hash(record), k * hashBytes);
    return { records, hashes };
  }
}

async function cached<Key, Value>(
  cache: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const made = cache.get(key) ?? make();
  cache.set(key, made);
  return made;
}

function mismatch(timestamp: bigint): never {
  fail(
    'ledger.evidence_mismatch',
    `The journal at ${timestamp} is not what the log says of it. Audit the journal.`,
  );
}
