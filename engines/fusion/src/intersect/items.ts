import { hash } from 'node:crypto';
import { fail, type Random } from '@finharbor/kernel';
import type { Arena } from '../kernels/arena.ts';
import { inTurns } from '../kernels/turns.ts';
import { normalIdentifier } from '../psi/identifiers.ts';

/** A party's identifiers in an arena, each once: 64-byte messages, later the items made of them. */
export type Messages = {
  readonly at: number;
  readonly lengths: number;
  readonly count: number;
  /** rows[k]: where the k-th distinct identifier stood first. */
  readonly rows: Uint32Array;
};

/** Bytes of an item, and of the message it is hashed from. */
export const itemBytes = 64;

/** Kernels take four items at a time, or sixteen; there is always room for the rest of a batch. */
export const batchItems = 16;

/**
 * Writes identifiers as messages, one block of BLAKE3 each: 0 and the UTF-8 text where it has at most 63 bytes, otherwise 1 and
 * its SHA-256. Identifiers are compared after NFKC; of equal ones the first row stays.
 * Errors: `fusion.bad_id`, `fusion.too_many_ids`.
 */
export async function distinctMessages(
  arena: Arena,
  ids: readonly string[],
  { random, maxIds }: { readonly random: Random; readonly maxIds: number },
): Promise<Messages> {
  const room = ids.length + batchItems;
  const at = arena.allocate(itemBytes * room);
  const lengths = arena.allocate(room);
  const rowsAt = arena.allocate(4 * room);
  const into = { messages: arena.bytes(at, itemBytes * room), lengths: arena.bytes(lengths, room) };
  await inTurns(ids.length, (first, count) => writeMessages(ids, { ...into, first, count }));
  const mark = arena.mark();
  const places = 2 ** Math.ceil(Math.log2(1.5 * Math.max(1, ids.length)));
  const table = arena.allocate(8 * places);
  const key = arena.allocate(8);
  arena.bytes(key, 8).set(random.bytes(8));
  let count = 0;
  await inTurns(ids.length, (...part) => {
    count = arena.kernels.distinct(at, lengths, ...part, count, rowsAt, table, places - 1, key);
  });
  const rows = arena.words(rowsAt, count).slice();
  arena.release(mark);
  if (count > maxIds)
    fail(
      'fusion.too_many_ids',
      `The list holds ${count} distinct identifiers; at most ${maxIds} are allowed.`,
    );
  return { at, lengths, count, rows };
}

type Target = {
  readonly messages: Uint8Array;
  readonly lengths: Uint8Array;
  readonly first: number;
  readonly count: number;
};

/** Writes some of the identifiers as messages, with their lengths. */
export function writeMessages(ids: readonly string[], to: Target): void {
  for (let row = to.first; row < to.first + to.count; row++) {
    const id = ids[row]!;
    const length = writeAscii(id, to.messages, itemBytes * row);
    to.lengths[row] = 1 + (length ?? writeAny(normalIdentifier(id, row), to.messages, itemBytes * row));
  }
}

const longest = itemBytes - 1;

/** Printable ASCII is its own NFKC and UTF-8: most identifiers are nothing else, and a million of them go through here. */
function writeAscii(id: string, messages: Uint8Array, at: number): number | undefined {
  if (id.length === 0 || id.length > longest) return undefined;
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    if (code <= 32 || code >= 127) return undefined;
    messages[at + 1 + i] = code;
  }
  return id.length;
}

const encoder = new TextEncoder();

function writeAny(id: string, messages: Uint8Array, at: number): number {
  const bytes = encoder.encode(id);
  const isLong = bytes.length > longest;
  const text = isLong ? hash('sha256', bytes, 'buffer') : bytes;
  messages.fill(0, at, at + itemBytes);
  messages[at] = isLong ? 1 : 0;
  messages.set(text, at + 1);
  return text.length;
}
