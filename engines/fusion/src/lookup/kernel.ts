import { pointBytes, type Scalar } from '../psi/group.ts';
import { kernelsWasm } from './kernels-wasm.ts';

/** Bytes that map to an element. */
export const uniformBytes = 64;

/** Elements the kernel works on at once. */
const lanes = 4;

type At = number;
type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly __heap_base: { readonly value: number };
  readonly mapAndMultiply: (...to: [elements: At, uniform: At, count: number, scalar: At]) => void;
};

// The part of the WebAssembly API used here; TypeScript ships its types with the browser's only.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;
const bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(Buffer.from(kernelsWasm, 'base64'));
const compiled: object = new WebAssembly.Module(bytes);

/** For each 64 uniform bytes the element that they map to, times the scalar; the same elements as `raise(scalar, mapToPoint(…))`. */
export type MapAndMultiply = (uniform: Uint8Array) => Uint8Array;

/**
 * The kernel of `wasm-lookup/*.c` for one secret scalar, for up to `most` elements a call: four at a time, it takes a fraction
 * of the time of general arithmetic. Time and memory addresses depend on the number of elements alone.
 */
export function mapAndMultiplyBy(scalar: Scalar, most: number): MapAndMultiply {
  const exports = new WebAssembly.Instance(compiled).exports as Exports;
  const room = Math.ceil(most / lanes) * lanes;
  const scalarAt = exports.__heap_base.value;
  const elementsAt = scalarAt + scalar.length;
  const uniformAt = elementsAt + pointBytes * room;
  const missing = uniformAt + uniformBytes * room - exports.memory.buffer.byteLength;
  if (missing > 0) exports.memory.grow(Math.ceil(missing / pageBytes));
  const memory = new Uint8Array(exports.memory.buffer);
  memory.set(scalar, scalarAt);
  return (uniform) => {
    const count = uniform.length / uniformBytes;
    const whole = Math.ceil(count / lanes) * lanes;
    memory.set(uniform, uniformAt);
    memory.fill(0, uniformAt + uniform.length, uniformAt + uniformBytes * whole);
    exports.mapAndMultiply(elementsAt, uniformAt, whole, scalarAt);
    return memory.slice(elementsAt, elementsAt + pointBytes * count);
  };
}
