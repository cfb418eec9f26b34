import type { Ring } from '../ring/ring.ts';
import type { Matrix, Words } from '../ring/words.ts';

/**
 * A matrix under additive shares: the parties' `words` sum to it in Z_2^64 (or in Z_2^16 where an operation says so).
 * At the dealer, who holds no share, `words` is empty.
 */
export type Shared = Matrix;

/**
 * A matrix X with X = open + mask: `open` is known to every party, `mask` is under additive shares. One value, one
 * mask, reused in every product. The dealer holds the whole mask and nothing of `open`.
 */
export type Masked = {
  readonly rows: number;
  readonly cols: number;
  readonly open: Words;
  readonly mask: Words;
  /** Set when the mask is one party's own: the others' mask shares are zero and left out. */
  readonly owner?: string;
  /** Where two parties work without a dealer, and the mask is an owner's value itself: how many bits it has, the sign's among them. */
  readonly bits?: number;
};

/** One product in a sum of products: x·y, or xᵀ·y. */
export type Term = { readonly x: Masked; readonly y: Masked; readonly transpose?: boolean };

/** A matrix that one party holds in the clear; `make` is called at that party only. */
export type Private = {
  readonly owner: string;
  readonly rows: number;
  readonly cols: number;
  readonly make: () => Words;
  /** How many bits its integers have, the sign's among them; 64 if left out. */
  readonly bits?: number;
  /** Who is sent the masked form, where not all need it: the first of the roster, and whoever's masks meet it in a product. */
  readonly readers?: readonly string[];
};

/** Shared integers in [0, size) looked up in public tables; `size` is a power of two of at most 2^16. */
export type Lookup = {
  readonly index: Shared;
  readonly size: number;
  readonly tables: readonly Uint16Array[];
};

/** Shared integers in [0, size) to be counted by group; `size` as in a look-up. */
export type Histogram = {
  readonly index: Shared;
  readonly size: number;
  /** For each index, its group in [0, groups). */
  readonly group: Int32Array;
  readonly groups: number;
};

/**
 * The vocabulary in which protocols are written once and run by two kinds of engine: a party's, which computes on shares
 * with the others, and the dealer's, which walks the same steps from public shapes and deals the correlated randomness.
 * Another source of correlated randomness is another implementation of this type.
 * Labels name openings and must be declared; an undeclared one is refused (`fusion.undeclared_opening`).
 */
export type Engine = {
  /** The party's name, or undefined at the dealer. */
  readonly self: string | undefined;
  readonly parties: readonly string[];
  readonly ring: Ring;
  /** A share computed locally; the dealer keeps the shape only. `make` may look at own shares, never branch on them. */
  readonly local: (rows: number, cols: number, make: () => Words) => Shared;
  /** A private matrix taken as a sharing: its owner's share is the matrix, the others' are zero. */
  readonly own: (input: Private) => Shared;
  /** A public matrix taken as a sharing. */
  readonly constant: (rows: number, cols: number, make: () => Words) => Shared;
  /** Masks a private matrix and sends the masked form to everyone. */
  readonly input: (label: string, input: Private) => Promise<Masked>;
  /** Opens x under a fresh mask. */
  readonly mask: (label: string, x: Shared) => Promise<Masked>;
  /** For each entry, the sum of its products. No message between parties. */
  readonly products: (label: string, sums: readonly (readonly Term[])[]) => Promise<Shared[]>;
  /** The product word by word; no message between parties. */
  readonly entrywise: (label: string, x: Masked, y: Masked) => Promise<Shared>;
  /** x >> bits for |x| < 2^62, rounded down or up by one unit in the last place. */
  readonly truncate: (label: string, x: Shared, bits: number) => Promise<Shared>;
  /** Lifts sharings over Z_2^16 of integers in [0, 2^15) to Z_2^64. */
  readonly lift: (label: string, x: Shared) => Promise<Shared>;
  /** One row per index, one column per table, over Z_2^16. */
  readonly lookup: (label: string, lookup: Lookup) => Promise<Shared>;
  /** How often each group has each value: groups × size, over Z_2^16. */
  readonly histogram: (label: string, of: Histogram) => Promise<Shared>;
  /** Opens x to one party; undefined everywhere else. `bits` is 64 or 16, the ring x lives in. */
  readonly reveal: (label: string, x: Shared, to: Recipient) => Promise<Words | undefined>;
};

/** Who an opened value goes to and in which ring it lives. */
export type Recipient = { readonly party: string; readonly bits: 64 | 16 };
