import { treePath, treeRoot } from '@finharbor/evidence';

const hashBytes = 32;
const traceBytes = 12;
const prefixBytes = 4;

/** Leaves of a block. */
export const blockLeaves = 256;

/** So many leaves of a tree, the last block perhaps fewer, as a row of `ledger_stretch_block`. */
export type Block = {
  readonly no: number;
  readonly since: bigint;
  readonly root: Uint8Array;
  readonly leaves: Uint8Array;
};

/** Grows the tree of a stretch, of which only the block at its end and the roots of those before are held. */
export class BlockBuilder {
  readonly #hashes: Uint8Array = new Uint8Array(blockLeaves * hashBytes);
  readonly #traces: Uint8Array = new Uint8Array(blockLeaves * traceBytes);
  readonly #roots: Uint8Array[] = [];
  #full: Block[] = [];
  #width = 0;

  /** Adds a leaf with the timestamp that its record begins with. */
  add(record: Uint8Array, leaf: Uint8Array): void {
    this.#hashes.set(leaf, this.#width * hashBytes);
    this.#traces.set(record.subarray(0, 8), this.#width * traceBytes);
    this.#traces.set(leaf.subarray(0, prefixBytes), this.#width * traceBytes + 8);
    this.#width += 1;
    if (this.#width === blockLeaves) this.#close();
  }

  /** The blocks that became full since the last call; with `all`, also the one at the end. */
  take(all: boolean): readonly Block[] {
    if (all && this.#width > 0) this.#close();
    const taken = this.#full;
    this.#full = [];
    return taken;
  }

  /** The root of all leaves, after the last block was taken. */
  root(): Uint8Array {
    return treeRoot(Buffer.concat(this.#roots));
  }

  #close(): void {
    const root = treeRoot(this.#hashes.subarray(0, this.#width * hashBytes));
    const leaves = this.#traces.slice(0, this.#width * traceBytes);
    this.#full.push({ no: this.#roots.length, since: traceOf(leaves, 0).timestamp, root, leaves });
    this.#roots.push(root);
    this.#width = 0;
  }
}

/** What a block remembers of a leaf: enough to tell which was changed, not to prove it. */
export type Trace = { readonly timestamp: bigint; readonly prefix: number };

/** The traces of a block's leaves. */
export function tracesOf(leaves: Uint8Array): readonly Trace[] {
  return Array.from({ length: leaves.length / traceBytes }, (_, k) => traceOf(leaves, k));
}

function traceOf(leaves: Uint8Array, k: number): Trace {
  const view = new DataView(leaves.buffer, leaves.byteOffset, leaves.byteLength);
  return { timestamp: view.getBigUint64(k * traceBytes), prefix: view.getUint32(k * traceBytes + 8) };
}

/** What a trace would remember of a leaf's hash. */
export function prefixOf(leaf: Uint8Array): number {
  return new DataView(leaf.buffer, leaf.byteOffset, leaf.byteLength).getUint32(0);
}

/** The path of leaf `index` in a tree of which the hashes of its own block and the roots of all blocks are at hand. */
export function pathIn(
  index: number,
  { hashes, roots }: { readonly hashes: Uint8Array; readonly roots: Uint8Array },
): readonly Uint8Array[] {
  // Blocks are perfect subtrees but for the last, so the tree over their roots is the upper part of the whole.
  return [...treePath(hashes, index % blockLeaves), ...treePath(roots, Math.floor(index / blockLeaves))];
}
