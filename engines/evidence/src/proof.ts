import { type Bytes, concat, equalBytes } from './bytes.ts';

/** The leaves [start, end) of a tree. */
export type LeafRange = { readonly start: number; readonly end: number };

/** A perfect subtree: 2^level leaves, the `index`-th of its size from the left. */
export type Subtree = { readonly level: number; readonly index: number };

/** What an inclusion proof is checked against. Hashes are 32 bytes; `path` runs from the leaf's sibling to the root's child. */
export type InclusionClaim = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
  readonly root: Uint8Array;
};

/** What a consistency proof is checked against: the older tree, the newer tree, and the RFC 6962 PROOF between them. */
export type ConsistencyClaim = {
  readonly older: { readonly size: number; readonly root: Uint8Array };
  readonly newer: { readonly size: number; readonly root: Uint8Array };
  readonly path: readonly Uint8Array[];
};

/** RFC 6962 leaf hash: SHA-256(0x00 || entry), 32 bytes. Runs on WebCrypto, so in a browser too. */
export function leafHash(entry: Uint8Array): Promise<Bytes> {
  return digest(concat(new Uint8Array([0]), entry));
}

/** RFC 6962 interior hash: SHA-256(0x01 || left || right). */
function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Bytes> {
  return digest(concat(new Uint8Array([1]), left, right));
}

/** SHA-256 by WebCrypto. */
export async function digest(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** The ranges whose tree hashes make PATH(index, D[size]) of RFC 6962, section 2.1.1, leaf's sibling first. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose tree hashes make PROOF(older, D[newer]) of RFC 6962, section 2.1.2; empty where either size is 0 or they are equal. */
export function consistencyRanges(older: number, newer: number): readonly LeafRange[] {
  if (older === 0 || older >= newer) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = newer;
  while (end !== older) {
    const middle = start + largestPowerBelow(end - start);
    if (older <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // A subtree that begins at leaf 0 is the older tree itself, whose root the verifier has already.
  if (start > 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The perfect subtrees, largest first, that a range of an RFC 6962 tree falls into. */
export function perfectSubtrees(range: LeafRange): readonly Subtree[] {
  const subtrees: Subtree[] = [];
  let start = range.start;
  while (start < range.end) {
    const size = largestPowerBelow(range.end - start + 1);
    subtrees.push({ level: Math.log2(size), index: start / size });
    start += size;
  }
  return subtrees;
}

/** True where the path leads from the leaf to the root (RFC 9162, section 2.1.3.2). */
export async function verifyInclusion(claim: InclusionClaim): Promise<boolean> {
  if (!isSize(claim.index) || !isSize(claim.size) || claim.index >= claim.size) return false;
  let fn = claim.index;
  let sn = claim.size - 1;
  let r = claim.leaf;
  for (const p of claim.path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      r = await nodeHash(p, r);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      r = await nodeHash(r, p);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(r, claim.root);
}

/**
 * True where the newer tree only appends to the older one (RFC 9162, section 2.1.4.2).
 * An empty older tree is consistent with any; equal sizes need equal roots; both take an empty path.
 */
export async function verifyConsistency(claim: ConsistencyClaim): Promise<boolean> {
  const { older, newer } = claim;
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false;
  if (older.size === newer.size) return claim.path.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return claim.path.length === 0;
  if (claim.path.length === 0) return false;
  const path = isPowerOfTwo(older.size) ? [older.root, ...claim.path] : claim.path;
  const [first, ...rest] = path as readonly [Uint8Array, ...Uint8Array[]];
  let fn = older.size - 1;
  let sn = newer.size - 1;
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  let fr = first;
  let sr = first;
  for (const c of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      fr = await nodeHash(c, fr);
      sr = await nodeHash(c, sr);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      sr = await nodeHash(sr, c);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(fr, older.root) && equalBytes(sr, newer.root);
}

// Sizes reach past 2^32, where JavaScript's bit operators wrap.
const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;
const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isPowerOfTwo = (value: number): boolean => 2 ** Math.round(Math.log2(value)) === value;

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
