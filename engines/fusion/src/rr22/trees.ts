import { createCipheriv } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Arena } from '../kernels/arena.ts';
import { wordsOf } from '../kernels/gf128.ts';
import { takeInto } from '../ot/wire.ts';
import { codeSlack } from './code.ts';

/*
 * Punctured pseudo-random functions: many Goldreich-Goldwasser-Micali trees of equal width (Boyle et al., CCS 2019),
 * level by level. The generator is x -> (AES(k0, x) + x, AES(k1, x) + x) under two keys of the session (Guo, Katz, Wang, Yu,
 * "Efficient and secure multiparty computation from fixed-key block ciphers", S&P 2020).
 */

/** So many trees, each with so many leaves, two or more. */
export type Forest = { readonly trees: number; readonly leaves: number };

/** The generator's two keys, 16 bytes each. */
export type TreeKeys = readonly [left: Uint8Array, right: Uint8Array];

const chunkNodes = 4096;

/** The number of levels below the roots. */
export function depthOf({ leaves }: Forest): number {
  return Math.ceil(Math.log2(leaves));
}

/** Nodes of a tree at each level: as many as the leaves need. */
function widths(forest: Forest): readonly number[] {
  const depth = depthOf(forest);
  return Array.from({ length: depth + 1 }, (_, level) => Math.ceil(forest.leaves / 2 ** (depth - level)));
}

/** Called when a level's children stand at `children`; `sums` holds per tree the sum of the left ones and of the right ones. */
type AtLevel = (
  level: { readonly level: number; readonly width: number; readonly children: number },
  sums: Uint32Array,
) => void;

/** Two areas that take turns in holding a level, of which the last holds the leaves. */
async function descend(
  arena: Arena,
  from: Forest & { readonly roots: Uint8Array; readonly keys: TreeKeys },
  atLevel: AtLevel,
): Promise<number> {
  const { trees, roots, keys } = from;
  const wide = widths(from);
  const depth = wide.length - 1;
  const areas = [wide.at(-1)!, wide.at(-2)!].map((width) => arena.allocate(16 * (trees * width + codeSlack)));
  const areaOf = (level: number): number => areas[(depth - level) % 2]!;
  const sums = arena.allocate(32 * trees);
  const scratch = [arena.allocate(16 * chunkNodes), arena.allocate(16 * chunkNodes)] as const;
  const ciphers = keys.map((key) => createCipheriv('aes-128-ecb', key, null).setAutoPadding(false));
  arena.bytes(areaOf(0), roots.length).set(roots);
  for (let level = 0; level < depth; level++) {
    const [width, next] = [wide[level]!, wide[level + 1]!];
    arena.bytes(sums, 32 * trees).fill(0);
    for (let first = 0; first < trees * width; first += chunkNodes) {
      const count = Math.min(chunkNodes, trees * width - first);
      const parents = arena.bytes(areaOf(level) + 16 * first, 16 * count);
      for (const [side, cipher] of ciphers.entries()) takeInto(arena, scratch[side]!, cipher.update(parents));
      arena.kernels.ggmChildren(
        areaOf(level),
        ...scratch,
        areaOf(level + 1),
        first,
        count,
        width,
        next,
        sums,
      );
    }
    atLevel({ level, width: next, children: areaOf(level + 1) }, arena.words(sums, 8 * trees));
    await nextTurn();
  }
  return areas[0]!;
}

/** Whole trees: where the leaves are, tree by tree, and for each level the sums of left and right children per tree, 32 bytes a tree. */
export type GrownTrees = { readonly leaves: number; readonly sums: readonly Uint8Array[] };

/** Grows trees from random roots, 16 bytes each. */
export async function growTrees(
  arena: Arena,
  from: Forest & { readonly roots: Uint8Array; readonly keys: TreeKeys },
): Promise<GrownTrees> {
  const sums: Uint8Array[] = [];
  const leaves = await descend(arena, from, (_, level) => {
    sums.push(new Uint8Array(level.slice().buffer));
  });
  return { leaves, sums };
}

/** What one who lacks each tree's leaf at `paths` was told of it. */
export type Puncture = Forest & {
  readonly keys: TreeKeys;
  readonly paths: Uint32Array;
  /** For each level, per tree, the sum of the children on the side off the path, 16 bytes. */
  readonly siblings: readonly Uint8Array[];
  /** Per tree what the missing leaf is to be, apart from the sum of all others. */
  readonly ends: Uint32Array;
  /** Per tree what stands beside that leaf. */
  readonly noise: Uint8Array;
};

/**
 * Grows the same trees without the leaf at each path, whose place gets the sum of the others plus `ends`. Returns where pairs
 * are: each leaf, then `noise` at a path's end and zero elsewhere. Every node is visited whatever the paths are.
 */
export async function growPunctured(arena: Arena, puncture: Puncture): Promise<number> {
  const { trees, leaves, keys, paths, siblings, ends, noise } = puncture;
  const pairs = arena.allocate(32 * (trees * leaves + codeSlack));
  const mark = arena.mark();
  const path = arena.allocate(4 * trees);
  const values = arena.allocate(32 * trees);
  const noiseAt = arena.allocate(noise.length);
  arena.bytes(noiseAt, noise.length).set(noise);
  const unknown = keys.map((key) =>
    wordsOf(createCipheriv('aes-128-ecb', key, null).update(new Uint8Array(16))),
  );
  const depth = depthOf(puncture);
  const unrooted = { trees, leaves, keys, roots: new Uint8Array(16 * trees) };
  await descend(arena, unrooted, ({ level, width, children }, sums) => {
    const nodes = paths.map((leaf) => leaf >>> (depth - 1 - level));
    arena.words(path, trees).set(nodes);
    const isLast = level === depth - 1;
    const told = wordsOf(siblings[level]!);
    arena
      .words(values, 8 * trees)
      .set(corrections({ nodes, sums, told, unknown, ends: isLast ? ends : undefined }));
    if (!isLast) arena.kernels.ggmCorrect(children, trees, width, path, values);
    else
      for (let tree = 0; tree < trees; tree++) {
        const [from, to] = [children + 16 * width * tree, pairs + 32 * width * tree];
        arena.kernels.ggmLeaves(from, to, 1, width, path + 4 * tree, values + 32 * tree, noiseAt + 16 * tree);
      }
  });
  arena.bytes(path, 4 * trees).fill(0);
  arena.release(mark);
  return pairs;
}

type Level = {
  readonly nodes: Uint32Array;
  readonly sums: Uint32Array;
  readonly told: Uint32Array;
  readonly unknown: readonly Uint32Array[];
  readonly ends: Uint32Array | undefined;
};

/**
 * Per tree what to add to the node on the path and to its sibling. The path's node was grown from zero and is a constant; what is
 * added makes it zero again, or at the last level the sum of all other leaves plus the end. The side is chosen by masks.
 */
function corrections({ nodes, sums, told, unknown, ends }: Level): Uint32Array {
  const values = new Uint32Array(8 * nodes.length);
  for (const [tree, node] of nodes.entries())
    for (let k = 0; k < 4; k++) {
      const right = -(node & 1);
      const [left, other] = [sums[8 * tree + k]!, sums[8 * tree + 4 + k]!];
      const onPath = left ^ ((left ^ other) & right);
      const offPath = other ^ ((left ^ other) & right);
      const constant = unknown[0]![k]! ^ ((unknown[0]![k]! ^ unknown[1]![k]!) & right);
      const rest = onPath ^ constant ^ told[4 * tree + k]!;
      values[8 * tree + k] = constant ^ (ends ? rest ^ ends[4 * tree + k]! : 0);
      values[8 * tree + 4 + k] = offPath ^ told[4 * tree + k]!;
    }
  return values;
}
