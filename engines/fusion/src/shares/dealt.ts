import type { Channel } from '@finharbor/link';
import { bytesOf, lanesOf, type Words, wordsOf } from '../ring/words.ts';
import { receiveBytes, sendBytes } from './network.ts';
import { expander } from './prg.ts';

/** 16-bit lanes: vectors over Z_2^16. */
export type Lanes = Uint16Array<ArrayBuffer>;

/**
 * A party's end of the dealt randomness. Both ends count their calls; the running number is the step at which a seed
 * is expanded, so no stretch of a seed serves twice.
 */
export type Correlations = {
  /** Own share of a uniform vector nobody knows. */
  readonly uniform: (count: number) => Words;
  readonly uniformLanes: (count: number) => Lanes;
  /** The same over Z_2^32. */
  readonly uniformAngles: (count: number) => Uint32Array<ArrayBuffer>;
  /** A uniform vector that its owner (and the dealer) knows; empty at the others. */
  readonly owned: (owner: string, count: number) => Words;
  /** Own share of a uniform vector whose parts (shifted, or as one-hot vectors) are derived next. */
  readonly composed: (count: number) => Promise<Words>;
  readonly composedLanes: (count: number) => Promise<Lanes>;
  /** Own share of a vector computed of the masks. */
  readonly derived: (count: number) => Promise<Words>;
  readonly derivedLanes: (count: number) => Promise<Lanes>;
};

/** Correlations expanded from `seed`; the last party of the roster takes the dealer's corrections from `channel`. */
export function takeDealt(of: {
  seed: Uint8Array;
  channel: Channel;
  self: string;
  last: boolean;
}): Correlations {
  let step = 0;
  const expand = expander(of.seed);
  const next = (bytes: number): Uint8Array<ArrayBuffer> => expand(step++, bytes);
  const derived = async (bytes: number): Promise<Uint8Array<ArrayBuffer>> => {
    if (!of.last) return next(bytes);
    step++;
    return receiveBytes(of.channel, 'deal', bytes);
  };
  return {
    uniform: (count) => wordsOf(next(count * 8)),
    uniformLanes: (count) => lanesOf(next(count * 2)),
    uniformAngles: (count) => new Uint32Array(next(count * 4).buffer),
    composed: async (count) => wordsOf(next(count * 8)),
    composedLanes: async (count) => lanesOf(next(count * 2)),
    owned(owner, count) {
      if (owner === of.self) return wordsOf(next(count * 8));
      step++;
      return new BigUint64Array(0);
    },
    derived: async (count) => wordsOf(await derived(count * 8)),
    derivedLanes: async (count) => lanesOf(await derived(count * 2)),
  };
}

/** The dealer's end: it knows every mask, and sends the last party what makes the shares of a derived vector add up. */
export type Dealing = {
  readonly uniform: (count: number) => Words;
  readonly uniformLanes: (count: number) => Lanes;
  readonly uniformAngles: (count: number) => Uint32Array<ArrayBuffer>;
  readonly owned: (owner: string, count: number) => Words;
  readonly derive: (value: Words) => Promise<void>;
  readonly deriveLanes: (value: Lanes) => Promise<void>;
};

/** Deals from one seed per party, in roster order; corrections go to `last`, the channel of the last party. */
export function deal(of: { seeds: ReadonlyMap<string, Uint8Array>; last: Channel; add: Adder }): Dealing {
  const byParty = new Map([...of.seeds].map(([party, seed]) => [party, expander(seed)]));
  const expanders = [...byParty.values()];
  let step = 0;
  return {
    uniform(count) {
      const sum = new BigUint64Array(count);
      for (const expand of expanders) of.add(sum, wordsOf(expand(step, count * 8)), 1n);
      step++;
      return sum;
    },
    uniformLanes(count) {
      const sum = new Uint16Array(count);
      for (const expand of expanders) addLanes(sum, lanesOf(expand(step, count * 2)), 1);
      step++;
      return sum;
    },
    uniformAngles(count) {
      const sum = new Uint32Array(count);
      for (const expand of expanders) {
        const part = new Uint32Array(expand(step, count * 4).buffer);
        for (let i = 0; i < count; i++) sum[i] = sum[i]! + part[i]!;
      }
      step++;
      return sum;
    },
    owned: (owner, count) => wordsOf(byParty.get(owner)!(step++, count * 8)),
    async derive(value) {
      for (const expand of expanders.slice(0, -1))
        of.add(value, wordsOf(expand(step, value.byteLength)), (1n << 64n) - 1n);
      step++;
      await sendBytes(of.last, 'deal', bytesOf(value));
    },
    async deriveLanes(value) {
      for (const expand of expanders.slice(0, -1))
        addLanes(value, lanesOf(expand(step, value.byteLength)), -1);
      step++;
      await sendBytes(of.last, 'deal', bytesOf(value));
    },
  };
}

type Adder = (target: Words, source: Words, factor: bigint) => void;

/** target += sign · source in Z_2^16; a typed array's lanes wrap by themselves. */
export function addLanes(target: Lanes, source: Lanes, sign: 1 | -1): void {
  for (let i = 0; i < target.length; i++) target[i] = target[i]! + sign * source[i]!;
}

/** The low 16 bits of each word, as lanes. */
export function lowLanes(words: Words): Lanes {
  const wide = new Uint16Array(words.buffer, words.byteOffset, words.length * 4);
  const out = new Uint16Array(words.length);
  for (let i = 0; i < out.length; i++) out[i] = wide[i * 4]!;
  return out;
}

/** Lanes as the low bits of words. */
export function wordsOfLanes(lanes: Lanes): Words {
  const words = new BigUint64Array(lanes.length);
  const wide = new Uint16Array(words.buffer);
  for (let i = 0; i < lanes.length; i++) wide[i * 4] = lanes[i]!;
  return words;
}

/** How many one-hot vectors of `size` lanes travel in one message of at most 1 MiB. */
export function oneHotsPerBlock(size: number): number {
  return Math.max(1, Math.floor(524_288 / size));
}
