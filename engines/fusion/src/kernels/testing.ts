import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from '../intersect/testing-sets.ts';
import type { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { plainArena } from './plain/arena.ts';
import { newArena } from './wasm-arena.ts';

/** Random bytes that can be shrunk to a seed. */
export const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.nat().map((seed) => seededRandom(seed).bytes(length));

/** Runs the same on both arenas and compares what stands at the places it returns. */
export function agree(
  work: (arena: Arena, kernels: Kernels) => readonly (readonly [at: number, length: number])[],
): void {
  const [wasm, plain] = [newArena(), plainArena()].map((arena) =>
    work(arena, arena.kernels).map(([at, length]) => Buffer.from(arena.bytes(at, length)).toString('hex')),
  );
  assert.deepEqual(wasm, plain);
}

/** A property over a few dozen cases. */
export const check = <T>(given: fc.Arbitrary<T>, property: (given: T) => void): void =>
  fc.assert(fc.property(given, property), { numRuns: 30, verbose: 1 });
