import type { Arena } from '../kernels/arena.ts';
import { chunkBins, codeBits } from './parameters.ts';

/** Bytes from one column to the next: columns a power of two apart would get into each other's way in the caches. */
export const columnStride: number = chunkBins / 8 + 64;

/** Bytes of a keystream's block, and the blocks that its kernel makes at a time. */
const blockBytes = 64;
const blocksAtOnce = 4;

/** A stretch of the matrix's rows, one a bin, that goes over the wire as one message. */
export type Chunk = {
  readonly first: number;
  readonly bins: number;
  readonly label: string;
  /** Bytes of each of its columns. */
  readonly bytes: number;
  /** Keystream that covers a column's bytes, from which block on. */
  readonly firstBlock: number;
  readonly blocks: number;
};

/** All stretches of so many bins, in order. The label carries the number, so none can take another's place. */
export function chunksOf(bins: number): readonly Chunk[] {
  return Array.from({ length: Math.ceil(bins / chunkBins) }, (_, number) => {
    const first = chunkBins * number;
    const bytes = Math.min(chunkBins, bins - first) / 8;
    return {
      first,
      bins: 8 * bytes,
      label: `kkrt/columns/${number}`,
      bytes,
      firstBlock: first / 8 / blockBytes,
      blocks: blocksAtOnce * Math.ceil(bytes / blockBytes / blocksAtOnce),
    };
  });
}

/** Room for a chunk's columns. */
export function allocateColumns(arena: Arena): number {
  return arena.allocate(columnStride * codeBits);
}
