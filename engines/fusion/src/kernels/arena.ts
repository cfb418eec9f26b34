import type { Kernels } from './kernels.ts';

/** A linear memory with the kernels that work on it. It only grows; whoever is done with a part gives it back by its mark. */
export type Arena<K = Kernels> = {
  readonly kernels: K;
  /** Room for so many zero bytes, at a multiple of 64. */
  readonly allocate: (bytes: number) => number;
  /** Where the next allocation goes; `release` gives back everything from there on. */
  readonly mark: () => number;
  readonly release: (mark: number) => void;
  /** Overwrites all that was written and gives it back. Returns how many bytes were ever in use: so much the system has provided. */
  readonly wipe: () => number;
  /** The bytes at a place. A view: it is void once anything has been allocated. */
  readonly bytes: (at: number, length: number) => Uint8Array<ArrayBuffer>;
  readonly words: (at: number, count: number) => Uint32Array<ArrayBuffer>;
};

/** A memory as WebAssembly has it: `buffer` changes when it grows. */
export type Memory = { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => unknown };

const pageBytes = 65_536;

const leastGrowthBytes = 64 * 1_048_576;
const mostBytes = 2 ** 32;

/** Twice the memory each time: pages cost nothing until they are written, but each growth has the garbage collector look at everything. */
function growth(missing: number, size: number): number {
  return Math.max(missing, Math.min(Math.max(size, leastGrowthBytes), mostBytes - size));
}

/** Hands out memory from `base` on, one piece after the other. */
export function arenaOn<K>(memory: Memory, kernels: K, base: number): Arena<K> {
  let next = aligned(base);
  let touched = next;
  let held = 0;
  return {
    kernels,
    allocate(bytes) {
      const at = next;
      next = aligned(at + bytes);
      const missing = next - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(growth(missing, memory.buffer.byteLength) / pageBytes));
      // What nobody has had before is zero; to write it again would cost as much as the protocol's hashing.
      if (at < touched) new Uint8Array(memory.buffer, at, Math.min(bytes, touched - at)).fill(0);
      touched = Math.max(touched, next);
      return at;
    },
    mark: () => next,
    release(mark) {
      next = mark;
    },
    wipe() {
      const start = aligned(base);
      new Uint8Array(memory.buffer, start, touched - start).fill(0);
      next = start;
      held = Math.max(held, touched);
      touched = start;
      return held;
    },
    bytes: (at, length) => new Uint8Array(memory.buffer, at, length),
    words: (at, count) => new Uint32Array(memory.buffer, at, count),
  };
}

/** Puts bytes into the arena. */
export function placed(arena: Arena, bytes: Uint8Array): number {
  const at = arena.allocate(bytes.length);
  arena.bytes(at, bytes.length).set(bytes);
  return at;
}

function aligned(at: number): number {
  return Math.ceil(at / 64) * 64;
}
