import { createCipheriv } from 'node:crypto';
import type { Random } from '@finharbor/kernel';

/** Bytes that are the same for the same seed: for tests whose failures must be repeatable. */
export function seededRandom(seed: number): Random {
  const key = new Uint8Array(16);
  new DataView(key.buffer).setUint32(0, seed);
  const cipher = createCipheriv('aes-128-ctr', key, new Uint8Array(16));
  return { bytes: (size) => new Uint8Array(cipher.update(new Uint8Array(size))) };
}

/** Two lists, and what an exact count says of them. */
export type SetPair = {
  readonly lists: readonly [string[], string[]];
  /** For each list the first rows of the identifiers that both hold, ascending. */
  readonly common: readonly [number[], number[]];
  readonly duplicates: readonly [number, number];
};

/** Numbers from 0 up to below a limit, out of random bytes. */
export function sampler(random: Random): (limit: number) => number {
  return (limit) => new DataView(random.bytes(4).buffer).getUint32(0) % limit;
}

/** Writings of one identifier; those of one row of the table are the same after NFKC, whatever their bytes. */
const writings: readonly ((n: number) => string)[] = [
  (n) => `91330106MA${n}`,
  (n) => `９１３３０１０６MA${n}`,
  (n) => `91330106ＭＡ${n}`,
];

const kinds: readonly ((n: number, drawn: number) => string)[] = [
  (n, drawn) => writings[drawn % writings.length]!(n),
  (n) => `企业${n}号`,
  (n) => `${n}`,
  (n) => `${'x'.repeat(62)}${n}`,
  (n) => `a b\t${n}`,
];

/** Two lists of log-uniform sizes up to `largest`, empty ones among them, out of one pool, with repetitions and mixed writings. */
export function randomSets(random: Random, largest: number): SetPair {
  const below = sampler(random);
  const size = (): number => Math.floor(2 ** ((below(1001) / 1000) * (Math.log2(largest) + 1)) - 1);
  const sizes = [size(), size()] as const;
  const pool = Math.max(1, Math.floor((sizes[0] + sizes[1]) * (0.3 + below(100) / 100)));
  const keys = sizes.map((count) => Array.from({ length: count }, () => below(pool)));
  const lists = keys.map((list) => list.map((n) => kinds[n % kinds.length]!(n, below(writings.length))));
  return exactCount(lists as unknown as [string[], string[]]);
}

/** The oracle: sets of normalised strings. */
function exactCount(lists: readonly [string[], string[]]): SetPair {
  const normal = lists.map((list) => list.map((id) => id.normalize('NFKC')));
  const sets = normal.map((list) => new Set(list));
  const first = normal.map((list) => new Map(list.map((id, row) => [id, row] as const).reverse()));
  const common = normal.map((list, k) =>
    [...list.keys()].filter((row) => first[k]!.get(list[row]!) === row && sets[1 - k]!.has(list[row]!)),
  );
  const duplicates = normal.map((list, k) => list.length - sets[k]!.size);
  return { lists, common, duplicates } as unknown as SetPair;
}
