import type { Memory } from '../arena.ts';

/** A linear memory as the kernels see it; read anew in each call, since it may have grown. */
export type Cells = { readonly bytes: Uint8Array; readonly words: Uint32Array };

/** The memory's present views. */
export function cellsOf(memory: Memory): Cells {
  return { bytes: new Uint8Array(memory.buffer), words: new Uint32Array(memory.buffer) };
}

/** to += from, `blocks` blocks of 16 bytes. */
export function addBlocks(
  { words }: Cells,
  to: number,
  { from, blocks = 1 }: { from: number; blocks?: number },
): void {
  for (let k = 0; k < 4 * blocks; k++) words[to / 4 + k] = words[to / 4 + k]! ^ words[from / 4 + k]!;
}

/** to += from where `mask` is all ones. */
export function addBlockWhere(
  { words }: Cells,
  to: number,
  { from, mask }: { from: number; mask: number },
): void {
  for (let k = 0; k < 4; k++) words[to / 4 + k] = words[to / 4 + k]! ^ (words[from / 4 + k]! & mask);
}

/** All ones where a = b, else zero. */
export function whereEqual(a: number, b: number): number {
  const differ = a ^ b;
  return ((differ | -differ) >>> 31) - 1;
}

/** floor(word · below / 2^32). */
export function reduced(word: number, below: number): number {
  const high = Math.floor(word / 65_536) * below;
  return Math.floor((high + Math.floor(((word % 65_536) * below) / 65_536)) / 65_536);
}
