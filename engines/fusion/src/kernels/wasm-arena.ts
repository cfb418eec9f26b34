import { type Arena, arenaOn, type Memory } from './arena.ts';
import type { Kernels } from './kernels.ts';
import { kernelsWasm } from './kernels-wasm.ts';
import { plainArena } from './plain/arena.ts';

// The part of the WebAssembly API used here; TypeScript ships its types with the browser's only.
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};
type Exports = Kernels & { readonly memory: Memory; readonly __heap_base: { readonly value: number } };

const bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(Buffer.from(kernelsWasm, 'base64'));
const compiled: object | undefined = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;

/** An arena of one's own: up to 4 GiB, with WebAssembly's SIMD where the machine has it. It is freed with the session. */
export function newArena(): Arena {
  if (!compiled) return plainArena();
  const wasm = new WebAssembly.Instance(compiled).exports as Exports;
  return arenaOn(wasm.memory, wasm, wasm.__heap_base.value);
}
