import { placed } from './arena.ts';
import { itemBytes } from './items.ts';
import { labelled } from './keystream.ts';
import { type BinnedItems, decodeStore, encodeStore } from './okvs.ts';
import { okvsShape } from './okvs-shape.ts';
import { hashItems, type SortedTags, sortedTags } from './oprf.ts';
import { hashKeys, type Met, type Run, tagWidth, voleBinding } from './session.ts';
import { receiveVole, voleSize } from './silent-vole.ts';
import { inTurns } from './turns.ts';
import { inconsistent, receiveExactly, receiveVector, sendVector } from './wire.ts';

/**
 * The party that learns the intersection (Raghuraman, Rindal, CCS 2022, figure 11; against a malicious peer with the coin of
 * Rindal, Schoppmann, "VOLE-PSI", EUROCRYPT 2021, figure 4). Returns for each of its distinct identifiers whether both hold it.
 */
export async function runReceiver(run: Run, met: Met): Promise<Uint8Array> {
  const { channel, arena, random, terms, messages } = run;
  const isMalicious = terms.adversary === 'malicious';
  const shape = okvsShape(met.receiverSize);
  const seed = random.bytes(32);
  await channel.send('rr22/seed', seed);
  const keys = hashKeys(met, seed);
  const items = await hashItems(arena, messages, { key: keys.items, shape });
  const store = arena.allocate(16 * shape.size);
  await encodeStore(arena, items, { shape, to: store });
  const pairs = await receiveVole({
    ...{ channel, arena, random, malicious: isMalicious, ...voleBinding(met) },
    size: voleSize(shape.size),
  });
  await inTurns(shape.size, (first, count) =>
    arena.kernels.addSeconds(store + 16 * first, pairs + 32 * first, count),
  );
  const coin = random.bytes(16);
  if (isMalicious) await channel.send('rr22/coin', coin);
  await sendVector(channel, 'rr22/store', arena.bytes(store, 16 * shape.size));
  const mask = isMalicious ? await openCoin(run, met, coin) : new Uint8Array(16);
  const at = placed(arena, mask);
  await decodeStore(arena, items, { shape, vector: { at: pairs, stride: 2 }, mask: at, adding: false });
  const tags = await sortedTags(arena, items, { key: keys.tags, width: tagWidth(terms, met) });
  return found(run, items, { tags, senderSize: met.senderSize });
}

/** The sum of both halves of the coin; the sender was bound to its own by its hello. */
async function openCoin({ channel }: Run, { commitment }: Met, own: Uint8Array): Promise<Uint8Array> {
  const theirs = await receiveExactly(channel, 'rr22/coin/open', 32);
  if (!commitmentTo(theirs).every((byte, k) => byte === commitment[k]))
    inconsistent(channel, 'it opened another coin than it had committed to');
  return own.map((byte, k) => byte ^ theirs[k]!);
}

/** What a sender says beforehand of its half of the coin: 16 bytes that count and 16 that hide them. */
export function commitmentTo(coin: Uint8Array): Uint8Array {
  return labelled('coin', coin);
}

type Own = { readonly tags: SortedTags; readonly senderSize: number };

async function found(run: Run, items: BinnedItems, { tags, senderSize }: Own): Promise<Uint8Array> {
  const { channel, arena, messages, terms } = run;
  const { width, order } = tags;
  const theirs = arena.allocate(width * senderSize);
  const cursor = arena.allocate(4);
  const hits = arena.allocate(4 * order.length);
  let merged = 0;
  for await (const { at, piece } of receiveVector(channel, 'rr22/tags', width * senderSize)) {
    arena.bytes(theirs + at, piece.length).set(piece);
    const whole = Math.floor((at + piece.length) / width);
    const ascending = arena.kernels.mergeTags(
      tags.at,
      order.length,
      theirs,
      merged,
      whole - merged,
      width,
      cursor,
      hits,
    );
    if (!ascending) inconsistent(channel, 'its tags do not ascend');
    merged = whole;
  }
  const common = new Uint8Array(messages.count);
  const places = arena.words(hits, order.length);
  for (let k = 0; k < places.length; k++) if (places[k]! > 0) common[items.order[order[k]!]!] = 1;
  if (terms.learns === 'both') await tellSender(run, { at: items.at, tags, places: places.slice() });
  return common;
}

/** One record a common item: its place among the sender's tags and the part of H^o that only a holder of the item knows. */
export const proofRecordBytes = 20;

async function tellSender(
  { channel, arena }: Run,
  { at, tags, places }: { readonly at: number; readonly tags: SortedTags; readonly places: Uint32Array },
): Promise<void> {
  const records = new Uint8Array(
    proofRecordBytes * places.reduce((count, place) => count + Number(place > 0), 0),
  );
  const view = new DataView(records.buffer);
  let next = 0;
  for (const [k, place] of places.entries()) {
    if (place === 0) continue;
    view.setUint32(next, place - 1, true);
    records.set(arena.bytes(at + itemBytes * tags.order[k]! + 16, 16), next + 4);
    next += proofRecordBytes;
  }
  const count = new Uint8Array(4);
  new DataView(count.buffer).setUint32(0, records.length / proofRecordBytes, true);
  await channel.send('rr22/common/count', count);
  await sendVector(channel, 'rr22/common', records);
}
