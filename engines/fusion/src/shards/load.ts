import { fail, type Random } from '@finharbor/kernel';
import { digestBytes } from './digests.ts';
import { readPartition, recordBytes, type Spilling } from './spill.ts';

/** One shard of a table, ready to be intersected. */
export type LoadedShard = {
  /** Each distinct digest in hexadecimal, then random ones of nobody up to the padded size. */
  readonly ids: readonly string[];
  /** How many of `ids` are the table's. */
  readonly distinct: number;
  /** Records left out of `ids` because an earlier one had the same digest. */
  readonly duplicates: number;
  /** The first row of each of the table's `ids`. */
  readonly firstRows: Uint32Array;
  /** Rows of the table whose digest is common, given which of `ids` are, ascending; and which of `ids` each one's is. */
  readonly rowsOf: (common: Uint32Array) => CommonRows;
};

/** Rows, and beside each the number of its digest. */
export type CommonRows = { readonly rows: Uint32Array<ArrayBuffer>; readonly ids: Uint32Array };

type Records = { readonly digests: Buffer; readonly rows: Uint32Array };

/**
 * Loads the partitions of a shard, takes each digest once, and pads. Errors: `fusion.job_damaged`, `fusion.shard_overfull` with
 * probability below 2^-40: the digests are then not spread as keyed hashes are.
 */
export async function loadShard(
  from: Pick<Spilling, 'folder' | 'key'> & { readonly counts: readonly number[] },
  { shard, shards, size, random }: { shard: number; shards: number; size: number; random: Random },
): Promise<LoadedShard> {
  const width = from.counts.length / shards;
  const { digests, rows } = await records(from, { first: shard * width, end: (shard + 1) * width });
  const { entries, distinct } = distinctOf(digests, rows.length);
  if (distinct > size)
    return fail(
      'fusion.shard_overfull',
      'A shard holds more keys than it can be padded to. Begin the job anew.',
    );
  const ids = new Array<string>(size);
  const text = digests.toString('hex');
  const digits = 2 * digestBytes;
  const firstRows = new Uint32Array(distinct);
  for (let k = rows.length - 1; k >= 0; k--) {
    ids[entries[k]!] = text.slice(digits * k, digits * (k + 1));
    firstRows[entries[k]!] = rows[k]!;
  }
  const padding = Buffer.from(random.bytes(digestBytes * (size - distinct))).toString('hex');
  for (let k = distinct; k < size; k++)
    ids[k] = padding.slice(digits * (k - distinct), digits * (k - distinct + 1));
  return {
    ids,
    distinct,
    duplicates: rows.length - distinct,
    firstRows,
    rowsOf(common) {
      const isCommon = new Uint8Array(size);
      for (const id of common) isCommon[id] = 1;
      const places = Uint32Array.from(rows.keys()).filter((k) => isCommon[entries[k]!] === 1);
      // A row and its digest's number in one, so that sorting needs no function of ours.
      const pairs = Float64Array.from(places, (k) => rows[k]! * size + entries[k]!).sort();
      return {
        rows: Uint32Array.from(pairs, (pair) => Math.floor(pair / size)),
        ids: Uint32Array.from(pairs, (pair) => pair % size),
      };
    },
  };
}

async function records(
  { folder, key, counts }: Parameters<typeof loadShard>[0],
  { first, end }: { first: number; end: number },
): Promise<Records> {
  const total = counts.slice(first, end).reduce((sum, count) => sum + count, 0);
  const digests = Buffer.alloc(digestBytes * total);
  const rows = new Uint32Array(total);
  let k = 0;
  for (let partition = first; partition < end; partition++)
    for await (const frame of readPartition({ folder, key }, partition, counts[partition]!)) {
      const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
      for (let at = 0; at < frame.length; at += recordBytes, k++) {
        digests.set(frame.subarray(at, at + digestBytes), digestBytes * k);
        rows[k] = view.getUint32(at + digestBytes, true);
      }
    }
  return { digests, rows };
}

/** Numbers the distinct digests in order of their first record. Digests are uniform, so their own bits are the hash of the table. */
function distinctOf(
  digests: Buffer,
  count: number,
): { readonly entries: Uint32Array; readonly distinct: number } {
  const words = new Uint32Array(digests.buffer, digests.byteOffset, 4 * count);
  const places = 2 ** Math.ceil(Math.log2(2 * count + 1));
  const table = new Int32Array(places).fill(-1);
  const entries = new Uint32Array(count);
  let distinct = 0;
  for (let k = 0; k < count; k++) {
    let place = words[4 * k + 2]! & (places - 1);
    while (table[place]! >= 0 && !equal(words, table[place]!, k)) place = (place + 1) & (places - 1);
    if (table[place]! < 0) {
      table[place] = k;
      entries[k] = distinct++;
    } else entries[k] = entries[table[place]!]!;
  }
  return { entries, distinct };
}

function equal(words: Uint32Array, a: number, b: number): boolean {
  for (let i = 0; i < 4; i++) if (words[4 * a + i] !== words[4 * b + i]) return false;
  return true;
}
