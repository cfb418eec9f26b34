import { systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes } from '../psi/testing.ts';
import type { EcdhInput } from './session.ts';

/** Both ends of a protocol of two within one process; `a` is the receiver. */
export function both<T, Input extends EcdhInput>(
  protocol: (mesh: Mesh, input: Input) => Promise<T>,
  inputs: readonly [receiver: Omit<Input, 'receiver' | 'random'>, sender: Omit<Input, 'receiver' | 'random'>],
  meshes: readonly Mesh[] = localMeshes(['a', 'b']),
): Promise<T[]> {
  return Promise.all(
    meshes.map((mesh, k) =>
      protocol(mesh, { ...inputs[k]!, receiver: 'a', random: systemRandom } as unknown as Input),
    ),
  );
}
