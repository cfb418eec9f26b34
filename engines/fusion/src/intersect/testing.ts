import { systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import { type ChosenIntersection, type IntersectInput, intersect } from './intersect.ts';

/** Both ends of an intersection within one process; `a` is the receiver. */
export function intersectBoth(
  lists: readonly [receiver: readonly string[], sender: readonly string[]],
  more: Partial<IntersectInput> = {},
  meshes: readonly Mesh[] = localMeshes(['a', 'b']),
): Promise<readonly ChosenIntersection[]> {
  return Promise.all(
    meshes.map((mesh, k) =>
      intersect(mesh, { ids: lists[k]!, receiver: 'a', random: systemRandom, ...more }),
    ),
  );
}

/** Identifiers numbered from one to before another. */
export const ids = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `91330106MA${from + i}`);

type ShortCase = readonly [receiver: readonly string[], sender: readonly string[], common: readonly number[]];

/** Lists that are empty, hold one element, or are much the shorter, with the receiver's rows in common. */
export const shortCases: readonly ShortCase[] = [
  [[], [], []],
  [[], ['x'], []],
  [['x'], [], []],
  [['x'], ['x'], [0]],
  [['x'], ['y'], []],
  [['b'], [...ids(0, 300), 'b'], [0]],
  [[...ids(0, 300), 'b'], ['b'], [300]],
];
