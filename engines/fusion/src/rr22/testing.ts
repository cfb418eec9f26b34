import { createCipheriv } from 'node:crypto';
import { type Random, systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import { type IntersectInput, type Intersection, intersect } from './intersect.ts';

/** Bytes that are the same for the same seed: for tests whose failures must be repeatable. */
export function seededRandom(seed: number): Random {
  const key = new Uint8Array(16);
  new DataView(key.buffer).setUint32(0, seed);
  const cipher = createCipheriv('aes-128-ctr', key, new Uint8Array(16));
  return { bytes: (size) => new Uint8Array(cipher.update(new Uint8Array(size))) };
}

/** Both ends of an intersection within one process; `a` is the receiver. */
export function intersectBoth(
  lists: readonly [receiver: readonly string[], sender: readonly string[]],
  more: Partial<IntersectInput> = {},
  meshes: readonly Mesh[] = localMeshes(['a', 'b']),
): Promise<readonly Intersection[]> {
  return Promise.all(
    meshes.map((mesh, k) =>
      intersect(mesh, { ids: lists[k]!, receiver: 'a', random: systemRandom, ...more }),
    ),
  );
}
