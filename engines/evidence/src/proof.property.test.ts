import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { consistencyRanges, inclusionRanges, leafHash, verifyConsistency, verifyInclusion } from './proof.ts';
import {
  emptyFrontier,
  frontierRoot,
  leafHashNow,
  rangeHash,
  TreeBuilder,
  treePath,
  treeRoot,
} from './tree.ts';

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const reported = { seed, verbose: 1 } as const;

// The leaves and roots that Certificate Transparency's reference implementations share.
const referenceLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('the tree hashes of 0 to 8 reference leaves', async () => {
  for (const [size, root] of referenceRoots.entries()) {
    const builder = new TreeBuilder(emptyFrontier, () => {});
    for (const leaf of referenceLeaves.slice(0, size)) builder.push(leafHashNow(Buffer.from(leaf, 'hex')));
    assert.equal(Buffer.from(frontierRoot(builder.frontier())).toString('hex'), root);
  }
  assert.equal((await leafHash(new Uint8Array(0))).toHex(), referenceRoots[1]);
});

test('the proofs of the reference tree are its published ones', async () => {
  const tree = growTree(8, (at) => Buffer.from(referenceLeaves[at]!, 'hex'));
  const path = await Promise.all(inclusionRanges(5, 8).map(tree.range));
  assert.deepEqual(path.map(hex), [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  const between = await Promise.all(consistencyRanges(6, 8).map(tree.range));
  assert.deepEqual(between.map(hex), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('every inclusion proof of every tree up to 70 leaves holds, and for no other index', async () => {
  const tree = growTree(70, numbered);
  for (let size = 1; size <= 70; size++) {
    const root = await tree.range({ start: 0, end: size });
    assert.equal(hex(root), hex(recursiveRoot(tree.leaves.slice(0, size))));
    for (let index = 0; index < size; index++) {
      const path = await Promise.all(inclusionRanges(index, size).map(tree.range));
      const claim = { index, size, leaf: tree.leaves[index]!, path, root };
      assert.ok(await verifyInclusion(claim));
      assert.ok(!(await verifyInclusion({ ...claim, index: (index + 1) % (size + 1) })));
    }
  }
});

test('every consistency proof between trees up to 70 leaves holds, and from no other root', async () => {
  const tree = growTree(70, numbered);
  const roots = await Promise.all(
    Array.from({ length: 71 }, (_, size) => tree.range({ start: 0, end: size })),
  );
  for (let size = 0; size <= 70; size++) {
    for (let olderSize = 0; olderSize <= size; olderSize++) {
      const path = await Promise.all(consistencyRanges(olderSize, size).map(tree.range));
      const older = { size: olderSize, root: roots[olderSize]! };
      const newer = { size, root: roots[size]! };
      assert.ok(await verifyConsistency({ older, newer, path }), `${olderSize} to ${size}`);
      if (olderSize === 0) continue;
      const other = { size: olderSize, root: roots[olderSize - 1]! };
      assert.ok(!(await verifyConsistency({ older: other, newer, path })));
    }
  }
});

test('proofs between random sizes up to 70,000 hold, and fail with any one bit changed', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const tree = growTree(70_000, numbered);
  assert.equal(hex(await tree.range({ start: 0, end: 70_000 })), hex(recursiveRoot(tree.leaves)));
  const sizes = fc.tuple(fc.integer({ min: 1, max: 70_000 }), fc.nat(), fc.nat(), fc.nat());
  const property = fc.asyncProperty(sizes, async ([size, pick, hashAt, bit]) => {
    const at = pick % size;
    const newer = { size, root: await tree.range({ start: 0, end: size }) };
    const older = { size: at, root: await tree.range({ start: 0, end: at }) };
    const between = await Promise.all(consistencyRanges(at, size).map(tree.range));
    assert.ok(await verifyConsistency({ older, newer, path: between }));
    assert.ok(!(await verifyConsistency({ older, newer, path: [...between, newer.root] })));
    if (between.length > 0)
      assert.ok(!(await verifyConsistency({ older, newer, path: flip(between, hashAt, bit) })));
    const path = await Promise.all(inclusionRanges(at, size).map(tree.range));
    const claim = { index: at, size, leaf: tree.leaves[at]!, path, root: newer.root };
    assert.ok(await verifyInclusion(claim));
    assert.ok(!(await verifyInclusion({ ...claim, path: [...path, newer.root] })));
    if (path.length > 0) assert.ok(!(await verifyInclusion({ ...claim, path: flip(path, hashAt, bit) })));
  });
  await fc.assert(property, { ...reported, numRuns: 150 });
});

test('claims about impossible sizes are refused, not computed', async () => {
  const root = new Uint8Array(32);
  for (const size of [-1, 0, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])
    assert.ok(
      !(await verifyInclusion({ index: 0, size, leaf: root, path: [], root: new Uint8Array(32).fill(1) })),
    );
  const path = [root];
  assert.ok(!(await verifyConsistency({ older: { size: 3, root }, newer: { size: 2, root }, path })));
  assert.ok(!(await verifyConsistency({ older: { size: 3, root }, newer: { size: 5, root }, path: [] })));
});

type Tree = {
  readonly leaves: readonly Uint8Array[];
  readonly range: (range: { start: number; end: number }) => Promise<Uint8Array>;
};

/** A tree held in memory as tiles. */
function growTree(size: number, entry: (at: number) => Uint8Array): Tree {
  const tiles = new Map<string, Uint8Array>();
  const builder = new TreeBuilder(emptyFrontier, (tile) =>
    tiles.set(`${tile.level}/${tile.index}`, tile.bytes),
  );
  const leaves = Array.from({ length: size }, (_, at) => leafHashNow(entry(at)));
  for (const leaf of leaves) builder.push(leaf);
  const { partials } = builder.frontier();
  return {
    leaves,
    range: (range) =>
      rangeHash(range, async ({ level, index }) => tiles.get(`${level}/${index}`) ?? partials[level]!),
  };
}

/** MTH of RFC 6962, section 2.1, word for word. */
function recursiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return createHash('sha256')
    .update(new Uint8Array([1]))
    .update(recursiveRoot(leaves.slice(0, k)))
    .update(recursiveRoot(leaves.slice(k)))
    .digest();
}

function flip(path: readonly Uint8Array[], hashAt: number, bit: number): Uint8Array[] {
  const copy = path.map((hash) => Uint8Array.from(hash));
  const target = copy[hashAt % copy.length]!;
  target[Math.floor(bit / 8) % 32]! ^= 1 << (bit % 8);
  return copy;
}

const numbered = (at: number): Uint8Array => Buffer.from(`entry ${at}`);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('a tree at hand has the root and the paths of the same tree grown leaf by leaf', async () => {
  for (const size of [1, 2, 3, 7, 255, 256, 257, 700]) {
    const leaves = Array.from({ length: size }, (_, k) => leafHashNow(Buffer.from(`leaf ${k}`)));
    const builder = new TreeBuilder(emptyFrontier, () => {});
    for (const leaf of leaves) builder.push(leaf);
    const hashes = Buffer.concat(leaves);
    const root = treeRoot(hashes);
    assert.deepEqual(Buffer.from(root), Buffer.from(frontierRoot(builder.frontier())));
    for (const index of [0, size >> 1, size - 1])
      assert.ok(
        await verifyInclusion({ index, size, leaf: leaves[index]!, path: treePath(hashes, index), root }),
      );
  }
  assert.equal(Buffer.from(treeRoot(new Uint8Array(0))).toString('hex'), referenceRoots[0]);
});
