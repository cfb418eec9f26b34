import { batchItems, itemBytes, writeMessages } from '../intersect/items.ts';
import { placed } from '../kernels/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { batched } from '../rr22/oprf.ts';

/** Bytes that stand for a key within one job. */
export const digestBytes = 16;

/** So many keys are hashed in one call at most. */
export const mostAtOnce = 16_384;

/**
 * Keys as they enter the protocol and the disk: the first 128 bits of keyed BLAKE3. `key` is the job's, so digests of one job say
 * nothing in another; whoever has it can try keys. The result is overwritten by the next call.
 */
export function keyDigests(key: Uint8Array): (keys: readonly string[]) => Uint8Array {
  const arena = newArena();
  const room = mostAtOnce + batchItems;
  const keyAt = placed(arena, key);
  const at = arena.allocate(itemBytes * room);
  const lengthsAt = arena.allocate(room);
  const digests = new Uint8Array(digestBytes * mostAtOnce);
  return (keys) => {
    const messages = arena.bytes(at, itemBytes * room);
    messages.fill(0, 0, itemBytes * batched(keys.length));
    writeMessages(keys, { messages, lengths: arena.bytes(lengthsAt, room), first: 0, count: keys.length });
    arena.kernels.blake3(at, batched(keys.length), lengthsAt, 0, keyAt);
    for (let k = 0; k < keys.length; k++)
      digests.set(messages.subarray(itemBytes * k, itemBytes * k + digestBytes), digestBytes * k);
    return digests.subarray(0, digestBytes * keys.length);
  };
}
