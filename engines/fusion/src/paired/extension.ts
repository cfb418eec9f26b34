import type { Random } from '@finharbor/kernel';
import { type Arena, placed } from '../kernels/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { chooseSeeds, offerSeeds } from '../ot/base-ot.ts';
import { labelled, seedBytes, u32 } from '../ot/keystream.ts';
import { type Duplex, receiveExactly } from '../ot/wire.ts';

/*
 * IKNP (Ishai, Kilian, Nissim, Petrank, CRYPTO 2003) in the form of Asharov, Lindell, Schneider, Zohner (CCS 2013): 128 base
 * transfers once a session and direction, then as many correlated ones as are asked for. Adversary: semi-honest.
 */

const columns = 128;
const label = 'paired/choices';

/** The most transfers of one message. */
export const mostTransfers = 32_768;

const stride = mostTransfers / 8;
const streamBlockBytes = 64;

/** What both ends of an extension start from. */
export type ExtensionStart = {
  readonly channel: Duplex;
  readonly context: Uint8Array;
  readonly random: Random;
};

/** Rows of 16 bytes, and the number of their first transfer among all of the session. */
export type Rows = { readonly first: number; readonly rows: Uint8Array<ArrayBuffer> };

/** The end that learns both rows of a transfer: `rows` for choice 0, and those plus `offset` for choice 1. */
export type OfferingEnd = { readonly offset: Uint8Array; readonly next: (count: number) => Promise<Rows> };

/** The end that learns the row of its choice, at once; `sent` is when its message has left. */
export type ChoosingEnd = { readonly next: (bits: Uint8Array) => Rows & { readonly sent: Promise<void> } };

/** Makes the offering end; the other side makes the choosing one at the same time. */
export async function offeringEnd({ channel, context, random }: ExtensionStart): Promise<OfferingEnd> {
  const secret = random.bytes(columns).map((byte) => byte & 1);
  const seeds = await chooseSeeds(channel, secret, { context, random });
  const arena = newArena();
  const keys = columnKeys(arena, context, seeds);
  const masks = arena.allocate(16 * columns);
  arena.words(masks, 4 * columns).set(Int32Array.from({ length: 4 * columns }, (_, k) => -secret[k >> 2]!));
  const [own, theirs, rows] = rooms(arena);
  const stretch = stretches();
  return {
    offset: packBits(secret, columns / 8),
    async next(count) {
      const { bytes, ...from } = stretch(count);
      const message = await receiveExactly(channel, label, columns * bytes);
      arena.bytes(theirs, message.length).set(message);
      arena.kernels.keystreams(own, stride, columns, keys, from.block, from.blocks, 0);
      arena.kernels.foldColumns(own, stride, theirs, bytes, columns, masks);
      arena.kernels.transposeBits(own, stride, columns / 16, rows, 16, bytes);
      return { first: from.first, rows: arena.bytes(rows, 16 * count).slice() };
    },
  };
}

/** Makes the choosing end. */
export async function choosingEnd({ channel, context, random }: ExtensionStart): Promise<ChoosingEnd> {
  const pairs = await offerSeeds(channel, { count: columns, context, random });
  const arena = newArena();
  const [zeros, ones] = [columnKeys(arena, context, pairs.zeros), columnKeys(arena, context, pairs.ones)];
  const [own, changes, rows] = rooms(arena);
  const message = arena.allocate(columns * stride);
  const stretch = stretches();
  let sent = Promise.resolve();
  return {
    next(bits) {
      const { bytes, ...from } = stretch(bits.length);
      const packed = packBits(bits, bytes);
      const all = arena.bytes(changes, columns * stride);
      for (let j = 0; j < columns; j++) all.set(packed, j * stride);
      const streams = [stride, columns] as const;
      arena.kernels.keystreams(changes, ...streams, ones, from.block, from.blocks, 1);
      arena.kernels.keystreams(own, ...streams, zeros, from.block, from.blocks, 0);
      arena.kernels.addColumns(message, changes, own, stride, bytes, columns);
      arena.kernels.transposeBits(own, stride, columns / 16, rows, 16, bytes);
      const choices = arena.bytes(message, columns * bytes).slice();
      sent = sent.then(() => channel.send(label, choices));
      // Whoever takes the row awaits it; until then its failure is nobody's.
      sent.catch(() => undefined);
      return { first: from.first, rows: arena.bytes(rows, 16 * bits.length).slice(), sent };
    },
  };
}

function columnKeys(arena: Arena, context: Uint8Array, seeds: Uint8Array): number {
  const keys = Array.from({ length: columns }, (_, j) =>
    labelled('paired/column', context, u32(j), seeds.subarray(seedBytes * j, seedBytes * (j + 1))),
  );
  return placed(arena, new Uint8Array(Buffer.concat(keys)));
}

function rooms(arena: Arena): readonly [number, number, number] {
  const room = (): number => arena.allocate(columns * stride);
  return [room(), room(), room()];
}

type Stretch = {
  readonly first: number;
  readonly bytes: number;
  readonly block: number;
  readonly blocks: number;
};

/** The next part of every column's keystream; the kernel makes four blocks at a time, and none serves twice. */
function stretches(): (count: number) => Stretch {
  let [first, block] = [0, 0];
  return (count) => {
    const bytes = 16 * Math.ceil(count / 128);
    const blocks = 4 * Math.ceil(bytes / (4 * streamBlockBytes));
    const stretch = { first, bytes, block, blocks };
    first += count;
    block += blocks;
    return stretch;
  };
}

function packBits(bits: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(bytes);
  for (let i = 0; i < bits.length; i++) packed[i >> 3]! |= bits[i]! << (i & 7);
  return packed;
}
