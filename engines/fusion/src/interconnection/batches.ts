import { fail } from '@finharbor/kernel';
import type { P2pChannel } from './connection.ts';
import { cipherBatch } from './messages.ts';

/** Ciphertexts on their way: own ones (`enc`), or the other side's under both keys (`dual.enc`). */
export type Stage = 'enc' | 'dual.enc';

/** As many as the reference implementation puts into a batch. */
export const batchItems = 4096;

/** Sends lists of ciphertexts as batches, and the empty one that ends them. */
export async function sendBatches(
  channel: P2pChannel,
  type: Stage,
  lists: AsyncIterable<readonly Uint8Array[]>,
): Promise<void> {
  let batchIndex = 0;
  const send = (list: readonly Uint8Array[], isLastBatch: boolean): Promise<void> => {
    const ciphertext = Buffer.concat(list);
    const batch = { type, batchIndex, isLastBatch, count: list.length, ciphertext };
    batchIndex += 1;
    return channel.send(cipherBatch.encode(batch));
  };
  for await (const list of lists) await send(list, false);
  // The reference implementation reads on until a batch is empty, whatever the flag says.
  await send([], true);
}

/** What is known of a list before it comes. */
export type Expected = {
  readonly peer: string;
  readonly type: Stage;
  readonly itemBytes: number;
  readonly maxItems: number;
};

/** The other side's lists, in order. Errors: `fusion.bad_message`, `fusion.too_many_ids`, those of the channel. */
export async function* receiveBatches(
  channel: P2pChannel,
  { peer, type, itemBytes, maxItems }: Expected,
): AsyncGenerator<readonly Uint8Array<ArrayBuffer>[], void> {
  let items = 0;
  for (let index = 0; ; index++) {
    const batch = cipherBatch.decode(await channel.receive());
    const { count, ciphertext, isLastBatch } = batch;
    const isDue = batch.type === type && batch.batchIndex === index;
    if (!isDue) fail('fusion.bad_message', `${peer} sent another batch than ${type} ${index}.`);
    const isWhole = count >= 0 && ciphertext.length === count * itemBytes && (count > 0 || isLastBatch);
    if (!isWhole)
      fail('fusion.bad_message', `${peer} sent ${ciphertext.length} bytes as ${count} of ${itemBytes}.`);
    items += count;
    if (items > maxItems)
      fail('fusion.too_many_ids', `${peer} sends more ciphertexts than the ${maxItems} that are due.`);
    if (count > 0) yield split(ciphertext, itemBytes);
    if (isLastBatch) return;
  }
}

function split(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: bytes.length / width }, (_, k) => bytes.slice(k * width, (k + 1) * width));
}
