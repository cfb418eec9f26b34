import type { Random } from '@finharbor/kernel';
import { type Arena, placed } from '../kernels/arena.ts';
import { wordsOf } from '../kernels/gf128.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { type Duplex, receiveExactly } from '../ot/wire.ts';
import { depth, leaves, receiveSeeds, sendSeeds, trees } from './seeds.ts';

/*
 * SoftSpokenOT (Roy, CRYPTO 2022) over fields of 2^4, semi-honest: from 128 base transfers once a session and direction as many correlated
 * ones as are asked for, 32 bits each. Of 32 trees of 16 seeds one side has all, the other all but one; they are the columns that IKNP
 * (Ishai, Kilian, Nissim, Petrank, CRYPTO 2003) would send 128 bits a transfer for.
 */

const columns = 128;
const label = 'paired/choices';

/** The most transfers of one message. */
export const mostTransfers = 32_768;

const stride = mostTransfers / 8;

// Streams of a tree are read side by side: a power of two apart, they would push each other out of the processor's cache.
const streamStride = stride + 64;
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
export async function offeringEnd(start: ExtensionStart): Promise<OfferingEnd> {
  const { channel, random } = start;
  const secret = random.bytes(columns).map((byte) => byte & 1);
  const arena = newArena();
  const keys = placed(arena, await receiveSeeds(start, arena, secret));
  const [streams, own, rows] = rooms(arena);
  const stretch = stretches();
  return {
    offset: packBits(secret, columns / 8),
    async next(count) {
      const { bytes, ...from } = stretch(count);
      const changes = wordsOf(await receiveExactly(channel, label, trees * bytes));
      arena.kernels.keystreams(streams, streamStride, trees * leaves, keys, from.block, from.blocks, 0);
      for (let tree = 0; tree < trees; tree++)
        foldStreams(viewOf(arena, { streams, own }), { tree, count: bytes / 4 }, { changes, secret });
      arena.kernels.transposeBits(own, stride, columns / 16, rows, 16, bytes);
      return { first: from.first, rows: arena.bytes(rows, 16 * count).slice() };
    },
  };
}

/** Makes the choosing end. */
export async function choosingEnd(start: ExtensionStart): Promise<ChoosingEnd> {
  const { channel } = start;
  const arena = newArena();
  const keys = placed(arena, await sendSeeds(start, arena));
  const [streams, own, rows] = rooms(arena);
  const stretch = stretches();
  let sent = Promise.resolve();
  return {
    next(bits) {
      const { bytes, ...from } = stretch(bits.length);
      const packed = wordsOf(packBits(bits, bytes));
      const changes = new Uint32Array((trees * bytes) / 4);
      arena.kernels.keystreams(streams, streamStride, trees * leaves, keys, from.block, from.blocks, 0);
      for (let tree = 0; tree < trees; tree++)
        foldStreams(viewOf(arena, { streams, own }), { tree, count: bytes / 4 }, { changes, packed });
      arena.kernels.transposeBits(own, stride, columns / 16, rows, 16, bytes);
      const choices = new Uint8Array(changes.buffer);
      sent = sent.then(() => channel.send(label, choices));
      // Whoever takes the row awaits it; until then its failure is nobody's.
      sent.catch(() => undefined);
      return { first: from.first, rows: arena.bytes(rows, 16 * bits.length).slice(), sent };
    },
  };
}

type View = { readonly streams: Uint32Array; readonly own: Uint32Array };

function viewOf(arena: Arena, at: { streams: number; own: number }): View {
  return {
    streams: arena.words(at.streams, (trees * leaves * streamStride) / 4),
    own: arena.words(at.own, (columns * stride) / 4),
  };
}

type Stretched = { readonly tree: number; readonly count: number };
type Choosing = { readonly changes: Uint32Array; readonly packed: Uint32Array };
type Offering = { readonly changes: Uint32Array; readonly secret: Uint8Array };

/**
 * Four columns of a tree: for each bit of a leaf's number the sum of the streams of all leaves that have it. The choosing side sends its
 * choices plus the sum of all streams; the other side, whose numbers are told from the leaf it lacks, adds that where its secret bits are 1.
 */
export function foldStreams(
  { streams, own }: View,
  { tree, count }: Stretched,
  of: Choosing | Offering,
): void {
  const [step, column] = [streamStride / 4, stride / 4];
  const [from, to] = [tree * leaves * step, tree * depth * column];
  const masks =
    'secret' in of ? Array.from({ length: depth }, (_, l) => 0 - of.secret[tree * depth + l]!) : [0, 0, 0, 0];
  const [m0, m1, m2, m3] = masks as [number, number, number, number];
  for (let w = 0; w < count; w++) {
    const at = from + w;
    const leaf = (x: number): number => streams[at + x * step]!;
    const ones = leaf(1) ^ leaf(3) ^ leaf(5) ^ leaf(7) ^ leaf(9) ^ leaf(11) ^ leaf(13) ^ leaf(15);
    const p1 = leaf(2) ^ leaf(3);
    const p3 = leaf(6) ^ leaf(7);
    const p5 = leaf(10) ^ leaf(11);
    const p7 = leaf(14) ^ leaf(15);
    const q1 = leaf(4) ^ leaf(5) ^ p3;
    const q3 = leaf(12) ^ leaf(13) ^ p7;
    const high = leaf(8) ^ leaf(9) ^ p5 ^ q3;
    const place = tree * count + w;
    const change = 'packed' in of ? of.packed[w]! ^ leaf(0) ^ leaf(1) ^ p1 ^ q1 ^ high : of.changes[place]!;
    of.changes[place] = change;
    own[to + w] = high ^ (change & m0);
    own[to + column + w] = q1 ^ q3 ^ (change & m1);
    own[to + 2 * column + w] = p1 ^ p3 ^ p5 ^ p7 ^ (change & m2);
    own[to + 3 * column + w] = ones ^ (change & m3);
  }
}

function rooms(arena: Arena): readonly [streams: number, own: number, rows: number] {
  const room = (): number => arena.allocate(columns * stride);
  return [arena.allocate(trees * leaves * streamStride), room(), room()];
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
