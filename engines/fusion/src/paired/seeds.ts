import type { Arena } from '../kernels/arena.ts';
import { chooseSeeds, offerSeeds } from '../ot/base-ot.ts';
import { labelled, seedBytes, u32 } from '../ot/keystream.ts';
import { receiveExactly } from '../ot/wire.ts';
import { type Forest, growPunctured, growTrees, type TreeKeys } from '../rr22/trees.ts';
import type { ExtensionStart } from './extension.ts';

/*
 * Trees of seeds of which one side lacks a leaf each: Goldreich, Goldwasser, Micali trees, of whose levels a base transfer gives the sum
 * on one side (Boyle et al., CCS 2019; SoftSpokenOT, Roy, CRYPTO 2022, section 6.2).
 */

/** Levels and seeds of a tree, and how many trees there are: a level for each base transfer. */
export const depth = 4;
export const leaves = 16;
export const trees = 32;

const forest: Forest = { trees, leaves };
const label = 'paired/trees';
const levelBytes = 2 * seedBytes;

/** Grows the trees and lets the other side have all of each but a leaf of its choice. Gives a key for each leaf, tree by tree. */
export async function sendSeeds(
  { channel, context, random }: ExtensionStart,
  arena: Arena,
): Promise<Uint8Array> {
  const pairs = await offerSeeds(channel, { count: trees * depth, context, random });
  const mark = arena.mark();
  const keys = treeKeys(context);
  const grown = await growTrees(arena, { ...forest, roots: random.bytes(seedBytes * trees), keys });
  const message = new Uint8Array(trees * depth * levelBytes);
  for (let j = 0; j < trees * depth; j++) {
    const [tree, level] = [Math.floor(j / depth), j % depth];
    const sums = grown.sums[level]!.subarray(levelBytes * tree, levelBytes * (tree + 1));
    message.set(added(sums.subarray(0, seedBytes), keyOf(context, j, pairs.zeros)), levelBytes * j);
    message.set(added(sums.subarray(seedBytes), keyOf(context, j, pairs.ones)), levelBytes * j + seedBytes);
  }
  await channel.send(label, message);
  const seeds = arena.bytes(grown.leaves, seedBytes * trees * leaves).slice();
  arena.release(mark);
  return leafKeys(context, seeds);
}

/**
 * Receives the trees without the leaf whose number has the tree's secret bits, highest first. Gives a key for each leaf by its number plus
 * the missing one's: the first of each tree is of no use.
 */
export async function receiveSeeds(
  { channel, context, random }: ExtensionStart,
  arena: Arena,
  secret: Uint8Array,
): Promise<Uint8Array> {
  const sides = secret.map((bit) => bit ^ 1);
  const chosen = await chooseSeeds(channel, sides, { context, random });
  const message = await receiveExactly(channel, label, trees * depth * levelBytes);
  const siblings = Array.from({ length: depth }, () => new Uint8Array(seedBytes * trees));
  for (let j = 0; j < trees * depth; j++) {
    const [left, right] = [levelBytes * j, levelBytes * j + seedBytes];
    const mask = 0 - sides[j]!;
    const sum = Uint8Array.from({ length: seedBytes }, (_, k) => {
      const one = message[left + k]!;
      return one ^ ((one ^ message[right + k]!) & mask);
    });
    siblings[j % depth]!.set(added(sum, keyOf(context, j, chosen)), seedBytes * Math.floor(j / depth));
  }
  const mark = arena.mark();
  const missing = Uint32Array.from({ length: trees }, (_, tree) =>
    secret.subarray(tree * depth, (tree + 1) * depth).reduce((path, bit) => 2 * path + bit, 0),
  );
  const pairs = await growPunctured(arena, {
    ...{ ...forest, keys: treeKeys(context), paths: missing, siblings },
    ...{ ends: new Uint32Array(4 * trees), noise: new Uint8Array(seedBytes * trees) },
  });
  const seeds = turned(arena.bytes(pairs, levelBytes * trees * leaves), missing);
  arena.release(mark);
  return leafKeys(context, seeds);
}

/** Each tree's leaves in the order of their number plus the missing one's; all are read for each. */
function turned(pairs: Uint8Array, missing: Uint32Array): Uint8Array {
  const out = new Uint8Array(seedBytes * trees * leaves);
  for (let at = 0; at < trees * leaves; at++)
    for (let x = 0; x < leaves; x++) {
      const tree = Math.floor(at / leaves);
      const mask = ((x ^ missing[tree]! ^ (at % leaves)) - 1) >> 31;
      for (let k = 0; k < seedBytes; k++)
        out[seedBytes * at + k]! |= pairs[levelBytes * (tree * leaves + x) + k]! & mask;
    }
  return out;
}

function treeKeys(context: Uint8Array): TreeKeys {
  const keys = labelled('paired/tree', context);
  return [keys.subarray(0, seedBytes), keys.subarray(seedBytes)];
}

function keyOf(context: Uint8Array, j: number, seeds: Uint8Array): Uint8Array {
  const seed = seeds.subarray(seedBytes * j, seedBytes * (j + 1));
  return labelled('paired/level', context, u32(j), seed).subarray(0, seedBytes);
}

function leafKeys(context: Uint8Array, seeds: Uint8Array): Uint8Array {
  const keys = Array.from({ length: trees * leaves }, (_, at) =>
    labelled(
      'paired/column',
      context,
      u32(Math.floor(at / leaves)),
      seeds.subarray(seedBytes * at, seedBytes * (at + 1)),
    ),
  );
  return new Uint8Array(Buffer.concat(keys));
}

function added(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, k) => byte ^ b[k]!);
}
