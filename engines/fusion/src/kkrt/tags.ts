import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import { binLoad } from '../intersect/bin-load.ts';
import type { Arena } from '../kernels/arena.ts';
import { type Duplex, growingVector, inconsistent, pieceBytes, receiveVector, takeInto } from '../ot/wire.ts';

/** What a tag and the item it belongs to take. */
const recordBytes = 16;

/** Tags in a bucket, about: the bucket and its sorted copy fit a core's cache. */
const bucketTags = 2 ** 14;

/** A bucket's tags are sorted by so many of the bits below the bucket's own, then among neighbours. */
const finerBits = 14;

/** Some bucket gets more tags than it has room for with probability below 2^-44. */
const overflowBits = 44;

/** A list of tags that is filled in any order and read in ascending order, which says nothing about how they came. */
export type Tags = {
  readonly arena: Arena;
  readonly count: number;
  /** Bytes that are compared. */
  readonly width: number;
  readonly bits: number;
  /** Tags that a bucket has room for. */
  readonly room: number;
  readonly records: number;
  readonly cursors: number;
  readonly ends: number;
};

/** Room for `count` tags of `width` bytes. */
export function newTags(
  arena: Arena,
  { count, width }: { readonly count: number; readonly width: number },
): Tags {
  const bits = Math.max(0, Math.ceil(Math.log2(count / bucketTags)));
  const buckets = 2 ** bits;
  const room = binLoad(count, buckets, overflowBits + bits);
  const records = arena.allocate(recordBytes * room * buckets);
  const [cursors, ends] = [arena.allocate(4 * buckets), arena.allocate(4 * buckets)] as const;
  arena.words(cursors, buckets).set(Uint32Array.from({ length: buckets }, (_, k) => room * k));
  arena.words(ends, buckets).set(Uint32Array.from({ length: buckets }, (_, k) => room * (k + 1)));
  return { arena, count, width, bits, room, records, cursors, ends };
}

/** Where rows that begin with tags stand, so many blocks each, and beside each the entry of its item or 0. */
export type TagRows = {
  readonly at: number;
  readonly blocks: number;
  readonly entries: number;
  readonly count: number;
};

/** Adds the tags of all rows that have an entry. Errors: `fusion.kkrt_failed`. */
export function dealTags({ arena, ...tags }: Tags, { at, blocks, entries, count }: TagRows): void {
  const { width, bits, cursors, ends, records } = tags;
  const fits = arena.kernels.dealTags(at, blocks, entries, count, width, bits, cursors, ends, records);
  if (fits === 0) fail('fusion.kkrt_failed', 'Tags gather in one place; run the session again.');
}

/** Sorts the tags where they are, `kept` bytes of each record, and says after each bucket how many are in their places. */
async function* sorted(tags: Tags, kept: number): AsyncGenerator<number, void> {
  const { arena, width, bits, room, records } = tags;
  const buckets = 2 ** bits;
  const mark = arena.mark();
  const counts = arena.allocate(4 * (2 ** finerBits + 1));
  const scratch = arena.allocate(recordBytes * room);
  const ends = arena.words(tags.cursors, buckets).slice();
  let done = 0;
  for (const [bucket, end] of ends.entries()) {
    const [from, count] = [records + recordBytes * room * bucket, end - room * bucket];
    const to = records + kept * done;
    arena.kernels.sortTags(from, count, width, bits, finerBits, counts, scratch, to, kept);
    done += count;
    yield done;
  }
  arena.release(mark);
}

/** Sends the tags in ascending order, as they are sorted. */
export async function sendTags(channel: Duplex, label: string, tags: Tags): Promise<void> {
  const send = growingVector(channel, label);
  const { arena, count, width, records } = tags;
  for await (const done of sorted(tags, width))
    await send(arena.bytes(records, width * done), done === count);
}

/**
 * Receives the peer's tags, which ascend, and marks each own item that has the tag of one of them: one byte an item.
 * Errors: `fusion.inconsistent`, `fusion.bad_message`.
 */
export async function receiveTags(
  channel: Duplex,
  label: string,
  { own, count, items }: { readonly own: Tags; readonly count: number; readonly items: number },
): Promise<Uint8Array> {
  const { arena, width, records } = own;
  for await (const _ of sorted(own, recordBytes)) await nextTurn();
  const state = arena.allocate(recordBytes);
  const marks = arena.allocate(items);
  const buffer = arena.allocate(pieceBytes + 2 * recordBytes);
  let rest = 0;
  for await (const { piece } of receiveVector(channel, label, width * count)) {
    const { length } = piece;
    takeInto(arena, buffer + rest, piece);
    const have = rest + length;
    const whole = Math.floor(have / width);
    const ascending = arena.kernels.matchTags(records, own.count, buffer, whole, width, state, marks);
    if (ascending === 0) inconsistent(channel, 'its tags do not ascend');
    rest = have - width * whole;
    arena.bytes(buffer, have).copyWithin(0, width * whole);
  }
  return arena.bytes(marks, items).slice();
}
