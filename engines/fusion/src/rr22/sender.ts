import { itemBytes } from '../intersect/items.ts';
import type { Met, Run } from '../intersect/session.ts';
import { placed } from '../kernels/arena.ts';
import { bytesOfElements } from '../kernels/gf128.ts';
import { inTurns } from '../kernels/turns.ts';
import { inconsistent, pieceBytes, receiveExactly, receiveVector, sendVector, takeInto } from '../ot/wire.ts';
import { type BinnedItems, type Decoding, decodeBin } from './okvs.ts';
import { denseColumns, okvsShape } from './okvs-shape.ts';
import { batched, hashItems, hashValues, type SortedTags, sortedTags } from './oprf.ts';
import { proofRecordBytes } from './receiver.ts';
import { hashKeys, tagWidth, voleBinding } from './session.ts';
import { sendVole, voleSize } from './silent-vole.ts';

/** The other party. Returns for each of its distinct identifiers whether both hold it, where the terms let it learn that. */
export async function runSender(run: Run, met: Met, coin: Uint8Array): Promise<Uint8Array | undefined> {
  const { channel, arena, random, terms, messages } = run;
  const isMalicious = terms.adversary === 'malicious';
  const shape = okvsShape(met.receiverSize);
  const keys = hashKeys(met, await receiveExactly(channel, 'rr22/seed', 32));
  const items = await hashItems(arena, messages, { key: keys.items, shape });
  run.step();
  const vole = await sendVole({
    ...{ channel, arena, random, malicious: isMalicious, ...voleBinding(met) },
    size: voleSize(shape.size),
  });
  run.step();
  const table = arena.allocate(16 * 512);
  arena.kernels.gfTable(table, placed(arena, bytesOfElements([vole.delta])));
  const values = items.at + 32;
  await inTurns(batched(messages.count), (first, count) => {
    const at = values + itemBytes * first;
    arena.kernels.gfScale(at, 4, at, 4, count, table, 0);
  });
  const mask = new Uint8Array(16);
  if (isMalicious) {
    const theirs = await receiveExactly(channel, 'rr22/coin', 16);
    mask.set(theirs.map((byte, k) => byte ^ coin[k]!));
  }
  const vector = { at: vole.shares, stride: 1 } as const;
  const decoding = { shape, vector, mask: placed(arena, mask), adding: true };
  await decodeArriving(run, items, { table, decoding, hash: hashValues(arena, items, keys.tags) });
  if (isMalicious) await channel.send('rr22/coin/open', coin);
  const tags = await sortedTags(arena, items, tagWidth(terms, met));
  run.step();
  await sendVector(channel, 'rr22/tags', arena.bytes(tags.at, tags.width * messages.count));
  const common = terms.learns === 'both' ? await told(run, items, tags) : undefined;
  run.step();
  return common;
}

type Arriving = {
  /** Of products with Δ. */
  readonly table: number;
  readonly decoding: Decoding;
  readonly hash: (first: number, count: number) => void;
};

/**
 * Adds Δ times the receiver's masked store to the own share, piece by piece as it comes; each bin that has become whole is decoded
 * and hashed at once, while the rest is on its way.
 */
async function decodeArriving(
  { channel, arena, messages }: Run,
  items: BinnedItems,
  { table, decoding, hash }: Arriving,
): Promise<void> {
  const { shape, vector } = decoding;
  const scratch = arena.allocate(pieceBytes);
  const binBytes = 16 * (shape.columns + denseColumns);
  let [bin, hashed] = [0, 0];
  for await (const { at, piece } of receiveVector(channel, 'rr22/store', 16 * shape.size)) {
    const { length } = piece;
    arena.bytes(scratch, pieceBytes).fill(0, length);
    takeInto(arena, scratch, piece);
    arena.kernels.gfScale(vector.at + at, 1, scratch, 1, Math.ceil(length / 256) * 16, table, 1);
    for (; (bin + 1) * binBytes <= at + length; bin++) decodeBin(arena, items, { ...decoding, bin });
    const decoded = items.starts[bin]!;
    const next = decoded === messages.count ? batched(decoded) : decoded - (decoded % 4);
    hash(hashed, next - hashed);
    hashed = next;
  }
}

/** Checks each claim of the receiver by the part of H^o that was kept back. Errors: `fusion.inconsistent`. */
async function told(
  { channel, arena, messages }: Run,
  items: BinnedItems,
  { order }: SortedTags,
): Promise<Uint8Array> {
  const said = await receiveExactly(channel, 'rr22/common/count', 4);
  const count = new DataView(said.buffer, said.byteOffset).getUint32(0, true);
  if (count > messages.count) inconsistent(channel, 'it claims more identifiers than were offered');
  const records = new Uint8Array(proofRecordBytes * count);
  for await (const { at, piece } of receiveVector(channel, 'rr22/common', records.length))
    records.set(piece, at);
  const common = new Uint8Array(messages.count);
  const view = new DataView(records.buffer);
  for (let next = 0; next < records.length; next += proofRecordBytes) {
    const item = order[view.getUint32(next, true)];
    const proof = item === undefined ? undefined : arena.bytes(items.at + itemBytes * item + 16, 16);
    if (!proof?.every((byte, k) => byte === records[next + 4 + k]))
      inconsistent(channel, 'it claims an identifier that it does not hold');
    common[items.order[item!]!] = 1;
  }
  return common;
}
