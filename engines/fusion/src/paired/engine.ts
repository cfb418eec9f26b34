import type { Words } from '../ring/words.ts';
import { lowLanes, oneHotsPerBlock } from '../shares/dealt.ts';
import type { Engine, Masked, Private, Shared } from '../shares/engine.ts';
import { type PartySetting, partyEngine, shapeOf } from '../shares/party.ts';
import { oneHots, sharedBits, shiftedWorths, sumsOfBits } from './bits.ts';
import type { Making } from './material.ts';
import { type PairMaking, productsOfMasks, scaledMasks } from './matrices.ts';
import { wordWeights } from './products.ts';

/** What a party's half of the dealer works with. */
export type PairSetting = PairMaking & { readonly material: Making };

const nothing: Words = new BigUint64Array(0);

/**
 * One party's half of a dealer: walks a program's steps from public shapes like `dealerEngine`, and makes with the other half shares
 * of what the dealer would have computed of the masks.
 */
export function pairedEngine(setting: PairSetting): Engine {
  const { material, ring } = setting;
  const shape = (rows: number, cols: number): Shared => ({ rows, cols, words: nothing });
  return {
    self: undefined,
    parties: setting.parties,
    ring,
    local: (rows, cols) => shape(rows, cols),
    own: ({ rows, cols }) => shape(rows, cols),
    constant: (rows, cols) => shape(rows, cols),
    input: async (_label, input) => ({
      ...inputInPair(setting.parties[setting.place]!, input),
      open: nothing,
    }),
    async mask(_label, { rows, cols }): Promise<Masked> {
      return { rows, cols, open: nothing, mask: material.uniform(rows * cols) };
    },
    products: (_label, sums) => makeProducts(setting, sums),
    async entrywise(_label, x, y) {
      const flat = (z: Masked): Masked => ({ ...z, rows: z.rows * z.cols, cols: 1 });
      await material.put(await scaledMasks(setting, flat(x), flat(y)));
      return shape(x.rows, x.cols);
    },
    async truncate(_label, { rows, cols }, bits) {
      const drawn = await sharedBits(setting, setting.random, rows * cols * 64);
      for (const sum of sumsOfBits(setting, drawn, shiftedWorths(64, bits))) await material.put(sum);
      return shape(rows, cols);
    },
    async lift(_label, { rows, cols }) {
      const drawn = await sharedBits(setting, setting.random, rows * cols * 16);
      const [whole, kept, top] = sumsOfBits(setting, drawn, shiftedWorths(16, 0));
      await material.put(lowLanes(whole!));
      for (const part of [kept!, top!]) await material.put(part);
      return shape(rows, cols);
    },
    async lookup(_label, { index, size, tables }) {
      const count = index.rows * index.cols;
      await makeOneHots(setting, count, size);
      return shape(count, tables.length);
    },
    async histogram(_label, { index, size, groups }) {
      await makeOneHots(setting, index.rows * index.cols, size);
      return shape(groups, size);
    },
    reveal: async () => undefined,
  };
}

/** A party's engine where nobody deals. */
export function pairedParty(setting: PartySetting): Engine {
  return {
    ...partyEngine(setting),
    input: async (_label, input) => inputInPair(setting.self, input),
  };
}

/**
 * A private matrix where nobody deals: its owner takes the matrix itself for its mask, and nothing is opened. A product with it is then a
 * transfer for each bit that it has, not for each of the ring.
 */
function inputInPair(self: string, { owner, rows, cols, make, bits = 64 }: Private): Masked {
  const open = new BigUint64Array(rows * cols);
  return { rows, cols, open, mask: owner === self ? make() : nothing, owner, bits };
}

async function makeProducts(
  setting: PairSetting,
  sums: Parameters<Engine['products']>[1],
): Promise<Shared[]> {
  const parts = await productsOfMasks(setting, sums);
  const all = new BigUint64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  await setting.material.put(all);
  return sums.map(([first]) => ({ ...shapeOf(first!), words: nothing }));
}

async function makeOneHots(setting: PairSetting, count: number, size: number): Promise<void> {
  const bits = Math.log2(size);
  const drawn = await sharedBits(setting, setting.random, count * bits);
  const [index] = sumsOfBits(setting, drawn, [wordWeights.slice(0, bits)]);
  await setting.material.put(lowLanes(index!));
  const perBlock = oneHotsPerBlock(size);
  for (let from = 0; from < count; from += perBlock) {
    const own = drawn.own.subarray(from * bits, (from + perBlock) * bits);
    await setting.material.put(await oneHots(setting, own, bits));
  }
}
