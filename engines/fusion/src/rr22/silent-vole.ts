import type { Random } from '@finharbor/kernel';
import type { Arena } from '../kernels/arena.ts';
import {
  addTo,
  bytesOfElements,
  type Element,
  elementsOf,
  evaluate,
  multiply,
  secretPower,
  squarings,
  wordsOf,
} from '../kernels/gf128.ts';
import { inTurns } from '../kernels/turns.ts';
import { chooseSeeds, offerSeeds, type SeedPairs } from '../ot/base-ot.ts';
import { labelled } from '../ot/keystream.ts';
import {
  checkRows,
  keysOf,
  type Offsets,
  receiveChoices,
  rowPairs,
  sendChoices,
  sendProof,
} from '../ot/ot-extension.ts';
import { type Duplex, inconsistent, receiveExactly } from '../ot/wire.ts';
import { checkCombination, receiveShares, sendCombination, shareValues } from './base-vole.ts';
import { compress } from './code.ts';
import { depthOf, type Forest, growPunctured, growTrees, type TreeKeys } from './trees.ts';

/*
 * Silent vector OLE: a = b + Δ · c with c and a at one party, b and Δ at the other, all pseudo-random under dual LPN with regular
 * noise (Boyle et al., CCS 2019). One punctured tree for each noisy position, as in Wolverine (Weng, Yang, Katz, Wang, S&P 2021), whose check
 * finds an owner of trees that deviates; then an Expand-Convolute code takes the sparse vectors to dense ones.
 */

/** Weight of the noise: with (1 - 2d/N)^t <= 2^-128 for regular noise and d/N = 1/4, the relative pseudo-distance libOTe takes for this code. */
const trees = 128;

/** Below it the noise would have too few places; a longer vector costs little. */
const leastSize = 4096;

/** Beside the noise: one correlation hides the check of the trees, one the check of the values. */
const checks = 2;

const labels = {
  challenge: 'rr22/challenge',
  trees: 'rr22/trees',
  point: 'rr22/trees/point',
  digest: 'rr22/trees/digest',
} as const;

/** One party's end of a correlation. */
export type VoleRun = {
  readonly channel: Duplex;
  readonly arena: Arena;
  readonly random: Random;
  /** Of this session and no other. */
  readonly context: Uint8Array;
  readonly treeKeys: TreeKeys;
  readonly malicious: boolean;
  /** From `voleSize`. */
  readonly size: number;
};

/** How long the vectors are that give `count` correlations: halves of whole trees. */
export function voleSize(count: number): number {
  return Math.max(leastSize, Math.ceil(count / (trees / 2)) * (trees / 2));
}

/**
 * The side that learns c and a. `done` hears where the pairs (a, c) are and how many of them stand, more each time. A deviating
 * peer is noticed, but can try a guess at where noise lies: with probability 2^-k it learns k bits (the leakage of regular LPN
 * that Wolverine and Ferret allow). Errors: `fusion.bad_message`, `fusion.inconsistent`.
 */
export async function receiveVole(
  run: VoleRun,
  done: (pairs: number, count: number) => Promise<void>,
): Promise<void> {
  const { channel, arena, random, context, malicious, size } = run;
  const forest = forestOf(size);
  const base = halves(await offerSeeds(channel, { count: 256, context, random }));
  const paths = Uint32Array.from({ length: trees }, () => below(forest.leaves, random));
  const choices = offPath(paths, depthOf(forest));
  const chosen = await sendChoices(channel, choices, { pairs: base[0], fresh: random.bytes(16) });
  const values = elementsOf(random.bytes(16 * (trees + checks)));
  const shares = await shareValues(channel, values, base[1]);
  if (malicious) {
    const [challenge] = elementsOf(await receiveExactly(channel, labels.challenge, 16));
    await sendProof(channel, chosen, challenge!);
    await sendCombination(channel, { values, shares }, challenge!);
  }
  const told = await receiveTrees(run, { choices, keys: keysOf(context, chosen.rows) });
  const noise = values.slice(0, trees);
  const point = malicious ? await sendPoint(run, { paths, noise, cover: values[trees]! }) : undefined;
  const ends = wordsOf(bytesOfElements(shares.slice(0, trees)));
  addTo(ends, told.ends);
  const pairs = await growPunctured(arena, {
    ...{ ...forest, keys: run.treeKeys, paths, siblings: told.siblings, ends },
    noise: bytesOfElements(noise),
  });
  if (point) await checkTrees(run, { pairs, point, cover: shares[trees]! });
  await compress(arena, { at: pairs, size, width: 2 }, (rows) => done(pairs, rows));
}

/** What the side with Δ ends with: where b is. */
export type SentVole = { readonly delta: Element; readonly shares: number };

/**
 * The side that learns b and draws Δ; its trees grow while the base transfers are on their way. A deviating peer can try a guess
 * at k bits of Δ and is noticed unless right. Errors as `receiveVole`.
 */
export async function sendVole(run: VoleRun): Promise<SentVole> {
  const { channel, arena, random, context, malicious, size } = run;
  const forest = forestOf(size);
  const bits = bitsOf(random.bytes(32));
  const [growing, seeds] = await Promise.all([
    growTrees(arena, { ...forest, roots: random.bytes(16 * trees), keys: run.treeKeys }),
    chooseSeeds(channel, bits, { context, random }),
  ]);
  const [own, vole] = [0, 128].map(
    (at): Offsets => ({ bits: bits.subarray(at, at + 128), seeds: seeds.subarray(16 * at, 16 * (at + 128)) }),
  ) as [Offsets, Offsets];
  const delta = packed(vole.bits);
  const transfers = trees * depthOf(forest);
  const rows = await receiveChoices(channel, transfers, own);
  const shares = await receiveShares(channel, trees + checks, vole);
  if (malicious) {
    const challengeBytes = random.bytes(16);
    const [challenge] = elementsOf(challengeBytes);
    await channel.send(labels.challenge, challengeBytes);
    await checkRows(channel, rows, { bits: own.bits, challenge: challenge! });
    await checkCombination(channel, shares, { delta, challenge: challenge! });
  }
  const pairs = rowPairs(rows, own.bits, transfers);
  const keys = { zeros: keysOf(context, pairs.zeros), ones: keysOf(context, pairs.ones) };
  await channel.send(labels.trees, sealedTrees(growing.sums, { keys, shares }));
  if (malicious) await answerPoint(run, { leaves: growing.leaves, share: shares[trees]!, delta });
  await compress(arena, { at: growing.leaves, size, width: 1 });
  bits.fill(0);
  seeds.fill(0);
  return { delta, shares: growing.leaves };
}

function forestOf(size: number): Forest {
  return { trees, leaves: (2 * size) / trees };
}

function halves({ zeros, ones }: SeedPairs): readonly [SeedPairs, SeedPairs] {
  const middle = zeros.length / 2;
  return [
    { zeros: zeros.subarray(0, middle), ones: ones.subarray(0, middle) },
    { zeros: zeros.subarray(middle), ones: ones.subarray(middle) },
  ];
}

/** For each tree and level the side that is not on the path: 0 left, 1 right. */
function offPath(paths: Uint32Array, depth: number): Uint8Array {
  return Uint8Array.from({ length: trees * depth }, (_, i) => {
    const level = i % depth;
    return ((paths[(i - level) / depth]! >>> (depth - 1 - level)) & 1) ^ 1;
  });
}

/** Per level and tree both sums under the transfers' keys, then per tree the sum of all leaves plus the base share. */
function sealedTrees(
  sums: readonly Uint8Array[],
  { keys, shares }: { readonly keys: SeedPairs; readonly shares: readonly Element[] },
): Uint8Array {
  const depth = sums.length;
  const message = new Uint8Array(trees * (32 * depth + 16));
  for (let tree = 0; tree < trees; tree++) {
    for (let level = 0; level < depth; level++) {
      const i = tree * depth + level;
      const both = sums[level]!.subarray(32 * tree, 32 * (tree + 1));
      message.set(
        both.map((byte, k) => byte ^ (k < 16 ? keys.zeros : keys.ones)[16 * i + (k & 15)]!),
        32 * i,
      );
    }
    const [left, right] = elementsOf(sums[depth - 1]!.subarray(32 * tree, 32 * (tree + 1)));
    addTo(left!, right!);
    addTo(left!, shares[tree]!);
    message.set(bytesOfElements([left!]), 32 * trees * depth + 16 * tree);
  }
  return message;
}

/** Opens the sums on the sides chosen; both ciphertexts are read and one kept by masks. */
async function receiveTrees(
  { channel, size }: VoleRun,
  { choices, keys }: { readonly choices: Uint8Array; readonly keys: Uint8Array },
): Promise<{ readonly siblings: readonly Uint8Array[]; readonly ends: Uint32Array }> {
  const depth = depthOf(forestOf(size));
  const message = await receiveExactly(channel, labels.trees, trees * (32 * depth + 16));
  const siblings = Array.from({ length: depth }, (_, level) => {
    const sums = new Uint8Array(16 * trees);
    for (let tree = 0; tree < trees; tree++) {
      const i = tree * depth + level;
      const mask = -choices[i]!;
      for (let k = 0; k < 16; k++) {
        const [zero, one] = [message[32 * i + k]!, message[32 * i + 16 + k]!];
        sums[16 * tree + k] = zero ^ ((zero ^ one) & mask) ^ keys[16 * i + k]!;
      }
    }
    return sums;
  });
  return { siblings, ends: wordsOf(message.subarray(32 * trees * depth)) };
}

/** Draws the point of the trees' check and says it, with the noise's share of the sum under cover. */
async function sendPoint(
  { channel, random, size }: VoleRun,
  {
    paths,
    noise,
    cover,
  }: { readonly paths: Uint32Array; readonly noise: readonly Element[]; readonly cover: Element },
): Promise<Element> {
  const [point] = elementsOf(random.bytes(16));
  const squares = squarings(point!, Math.ceil(Math.log2(2 * size)) + 1);
  const sum = cover.slice();
  for (const [tree, value] of noise.entries()) {
    const place = tree * forestOf(size).leaves + paths[tree]!;
    addTo(sum, multiply(value, secretPower(squares, 2 * size - 1 - place)));
  }
  await channel.send(labels.point, bytesOfElements([point!, sum]));
  return point!;
}

async function checkTrees(
  run: VoleRun,
  { pairs, point, cover }: { readonly pairs: number; readonly point: Element; readonly cover: Element },
): Promise<void> {
  const sum = await sumAt(run, { at: pairs, stride: 2, point });
  addTo(sum, cover);
  const told = await receiveExactly(run.channel, labels.digest, 32);
  const expected = labelled('trees/digest', run.context, bytesOfElements([sum]));
  if (!expected.every((byte, k) => byte === told[k]))
    inconsistent(run.channel, 'its trees contradict the transfers');
}

async function answerPoint(
  run: VoleRun,
  { leaves, share, delta }: { readonly leaves: number; readonly share: Element; readonly delta: Element },
): Promise<void> {
  const [point, covered] = elementsOf(await receiveExactly(run.channel, labels.point, 32));
  const sum = await sumAt(run, { at: leaves, stride: 1, point: point! });
  addTo(sum, share);
  addTo(sum, multiply(delta, covered!));
  await run.channel.send(labels.digest, labelled('trees/digest', run.context, bytesOfElements([sum])));
}

/** The vector's first elements as a polynomial's coefficients, highest first, at a point. */
async function sumAt(
  { arena, size }: VoleRun,
  of: { at: number; stride: number; point: Element },
): Promise<Element> {
  const mark = arena.mark();
  const [table, constant, sums] = [16 * 512, 16, 256].map((bytes) => arena.allocate(bytes)) as [
    number,
    number,
    number,
  ];
  arena.words(constant, 4).set(squarings(of.point, 5)[4]!);
  arena.kernels.gfTable(table, constant);
  await inTurns(2 * size, (first, count) =>
    arena.kernels.gfHorner(sums, of.at + 16 * of.stride * first, of.stride, count, table),
  );
  const sum = evaluate(elementsOf(arena.bytes(sums, 256)), of.point);
  arena.release(mark);
  return sum;
}

function bitsOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 8 * bytes.length }, (_, i) => (bytes[i >> 3]! >> (i & 7)) & 1);
}

function packed(bits: Uint8Array): Element {
  const element = new Uint32Array(4);
  for (const [i, bit] of bits.entries()) element[i >> 5]! |= bit << (i & 31);
  return element;
}

/** A uniform number below `limit`; draws that would favour small ones are thrown away. */
function below(limit: number, random: Random): number {
  const fair = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const drawn = new DataView(random.bytes(4).buffer).getUint32(0);
    if (drawn < fair) return drawn % limit;
  }
}
