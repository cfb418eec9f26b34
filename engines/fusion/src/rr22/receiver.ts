import { setImmediate as nextTurn } from 'node:timers/promises';
import { itemBytes } from '../intersect/items.ts';
import type { Met, Run } from '../intersect/session.ts';
import { placed } from '../kernels/arena.ts';
import { inTurns } from '../kernels/turns.ts';
import { labelled } from '../ot/keystream.ts';
import {
  growingVector,
  inconsistent,
  receiveExactly,
  receiveVector,
  sendVector,
  takeInto,
} from '../ot/wire.ts';
import { type BinnedItems, decodeBin, encodeStore } from './okvs.ts';
import { okvsShape } from './okvs-shape.ts';
import { batched, hashItems, hashValues, type SortedTags, sortedTags } from './oprf.ts';
import { hashKeys, tagWidth, voleBinding } from './session.ts';
import { receiveVole, type VoleRun, voleSize } from './silent-vole.ts';

/**
 * The party that learns the intersection (Raghuraman, Rindal, CCS 2022, figure 11; against a malicious peer with the coin of
 * Rindal, Schoppmann, "VOLE-PSI", EUROCRYPT 2021). Returns for each of its distinct identifiers whether both hold it.
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
  run.step();
  const coin = random.bytes(16);
  const vole = {
    channel,
    arena,
    random,
    malicious: isMalicious,
    ...voleBinding(met),
    size: voleSize(shape.size),
  };
  const at = await sendStore(run, { vole, store: { at: store, count: shape.size }, coin });
  run.step();
  const mask = isMalicious ? await openCoin(run, met, coin) : new Uint8Array(16);
  const decoding = { shape, vector: { at, stride: 2 }, mask: placed(arena, mask), adding: false } as const;
  for (let bin = 0; bin < shape.bins; bin++) {
    decodeBin(arena, items, { ...decoding, bin });
    await nextTurn();
  }
  await inTurns(batched(messages.count), hashValues(arena, items, keys.tags));
  const tags = await sortedTags(arena, items, tagWidth(terms, met));
  run.step();
  return found(run, items, { tags, senderSize: met.senderSize });
}

type Masked = {
  readonly vole: VoleRun;
  readonly store: { readonly at: number; readonly count: number };
  readonly coin: Uint8Array;
};

/** Sends the store masked by c as the vector OLE comes to stand, so that the peer works meanwhile. Returns where the pairs are. */
async function sendStore({ channel, arena }: Run, { vole, store, coin }: Masked): Promise<number> {
  const send = growingVector(channel, 'rr22/store');
  let [at, masked] = [0, 0];
  await receiveVole(vole, async (pairs, count) => {
    if (masked === 0 && vole.malicious) await channel.send('rr22/coin', coin);
    at = pairs;
    const next = Math.min(count, store.count);
    arena.kernels.addSeconds(store.at + 16 * masked, pairs + 32 * masked, next - masked);
    masked = next;
    await send(arena.bytes(store.at, 16 * masked), masked === store.count);
  });
  return at;
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
    const whole = Math.floor((at + piece.length) / width);
    takeInto(arena, theirs + at, piece);
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
  run.step();
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
