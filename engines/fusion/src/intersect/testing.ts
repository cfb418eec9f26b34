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
