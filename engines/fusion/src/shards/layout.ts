import { binLoad } from '../intersect/bin-load.ts';

/** Into as many a job is divided at most; each is a file that is open while a table is read. */
export const mostShards = 256;

/** Bits of security against a bucket that holds more than it is padded to. */
const failureBits = 40;

/** Into how many files a table is spilled before the number of its rows is known: a power of two, by the first bits of the digest. */
export function partitionsFor({ mostRows, shardRows }: { mostRows: number; shardRows: number }): number {
  return Math.min(mostShards, powerOfTwo(mostRows / shardRows));
}

/** Into how many shards both tables are divided: a power of two that divides the partitions. */
export function shardsFor(
  rows: readonly number[],
  { partitions, shardRows }: { partitions: number; shardRows: number },
): number {
  return Math.min(partitions, powerOfTwo(Math.max(...rows) / shardRows));
}

/**
 * To so many keys each shard of a table of `rows` is padded, so that its true number stays unknown. Keys fall into shards by a
 * keyed hash; some shard gets more with probability below 2^-40 (Chernoff's bound over all of them, as RR22's bins).
 */
export function paddedSize(rows: number, shards: number): number {
  return Math.max(1, binLoad(rows, shards, failureBits + Math.log2(shards)));
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(atLeast)));
}
