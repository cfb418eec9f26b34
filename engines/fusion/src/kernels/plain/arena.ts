import { type Arena, arenaOn, type Memory } from '../arena.ts';
import { blake3Kernels } from './blake3.ts';
import { codeKernels } from './code.ts';
import { columnKernels } from './columns.ts';
import { cuckooKernels } from './cuckoo.ts';
import { fieldKernels } from './field.ts';
import { listKernels } from './lists.ts';
import { okvsKernels } from './okvs.ts';
import { recordKernels } from './records.ts';
import { treeKernels } from './trees.ts';

/** An arena whose kernels are plain TypeScript: the oracle of the tests, and what runs where there is no WebAssembly with SIMD. */
export function plainArena(): Arena {
  const memory = new Growing();
  const kernels = {
    ...{ ...blake3Kernels(memory), ...fieldKernels(memory), ...treeKernels(memory) },
    ...{ ...codeKernels(memory), ...okvsKernels(memory), ...listKernels(memory) },
    ...{ ...columnKernels(memory), ...cuckooKernels(memory), ...recordKernels(memory) },
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
