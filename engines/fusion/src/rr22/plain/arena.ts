import { type Arena, arenaOn, type Memory } from '../arena.ts';
import { blake3Kernel } from './blake3.ts';
import { codeKernels } from './code.ts';
import { fieldKernels } from './field.ts';
import { listKernels } from './lists.ts';
import { okvsKernels } from './okvs.ts';
import { treeKernels } from './trees.ts';

/** An arena whose kernels are plain TypeScript: the oracle of the tests, and what runs where there is no WebAssembly with SIMD. */
export function plainArena(): Arena {
  const memory = new Growing();
  const kernels = {
    ...{ ...blake3Kernel(memory), ...fieldKernels(memory), ...treeKernels(memory) },
    ...{ ...codeKernels(memory), ...okvsKernels(memory), ...listKernels(memory) },
  };
  return arenaOn(memory, kernels, 64);
}

class Growing implements Memory {
  buffer: ArrayBuffer = new ArrayBuffer(65_536);

  grow(pages: number): void {
    const before = new Uint8Array(this.buffer);
    this.buffer = new ArrayBuffer(before.length + 65_536 * pages);
    new Uint8Array(this.buffer).set(before);
  }
}
