import { ringWasm } from './ring-wasm.ts';
import type { Matrix, Words } from './words.ts';

/**
 * Arithmetic of Z_2^64 in WebAssembly. Its time depends on sizes alone, never on the words. One instance belongs to one
 * session: its memory grows to the largest operands used and is freed with it.
 */
export type Ring = {
  /** a·b, or aᵀ·b when `transposeA`. */
  readonly multiply: (a: Matrix, b: Matrix, transposeA?: boolean) => Words;
  /** target += factor · source, in place; `factor` is public. */
  readonly addScaled: (target: Words, source: Words, factor: bigint) => void;
  /** The product word by word. */
  readonly hadamard: (a: Words, b: Words) => Words;
  /** (a & keep) >>> bits, word by word; `keep` and `bits` are public. */
  readonly shiftRight: (a: Words, keep: bigint, bits: number) => Words;
  /** Running sums. */
  readonly prefixSum: (a: Words) => Words;
};

type Exports = {
  readonly memory: Memory;
  readonly addScaled: (target: number, source: number, factor: bigint, count: number) => void;
  readonly hadamard: (target: number, source: number, count: number) => void;
  readonly shiftRight: (target: number, keep: bigint, bits: bigint, count: number) => void;
  readonly prefixSum: (target: number, count: number) => void;
  readonly multiply: Product;
  readonly multiplyTransposed: Product;
};
type Product = (a: number, b: number, out: number, ...shape: [m: number, k: number, n: number]) => void;

// The part of the WebAssembly API used here; TypeScript ships its types with the browser's only.
type Memory = { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;
const bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(Buffer.from(ringWasm, 'base64'));
const compiled: object = new WebAssembly.Module(bytes);

/** Makes a ring with a memory of its own. */
export function createRing(): Ring {
  const wasm = new WebAssembly.Instance(compiled).exports as Exports;
  return {
    multiply: (a, b, transposeA = false) => multiply(wasm, { a, b, transposeA }),
    addScaled(target, source, factor) {
      const out = place(wasm, [target, source]);
      wasm.addScaled(0, target.byteLength, factor, target.length);
      target.set(out.subarray(0, target.length));
    },
    hadamard(a, b) {
      const out = place(wasm, [a, b]);
      wasm.hadamard(0, a.byteLength, a.length);
      return out.slice(0, a.length);
    },
    shiftRight(a, keep, bits) {
      const out = place(wasm, [a]);
      wasm.shiftRight(0, keep, BigInt(bits), a.length);
      return out.slice(0, a.length);
    },
    prefixSum(a) {
      const out = place(wasm, [a]);
      wasm.prefixSum(0, a.length);
      return out.slice(0, a.length);
    },
  };
}

function multiply(wasm: Exports, of: { a: Matrix; b: Matrix; transposeA: boolean }): Words {
  const { a, b, transposeA } = of;
  const rows = transposeA ? a.cols : a.rows;
  if ((transposeA ? a.rows : a.cols) !== b.rows) throw new RangeError('matrix shapes do not fit');
  const zero = new BigUint64Array(rows * b.cols);
  const view = place(wasm, [zero, a.words, b.words]);
  const product = transposeA ? wasm.multiplyTransposed : wasm.multiply;
  product(zero.byteLength, zero.byteLength + a.words.byteLength, 0, a.rows, a.cols, b.cols);
  zero.set(view.subarray(0, zero.length));
  return zero;
}

// Operands are copied in one after the other from address 0: a copy costs far less than the arithmetic on it, and no
// view can dangle when the memory grows.
function place(wasm: Exports, operands: readonly Words[]): Words {
  const needed = operands.reduce((sum, operand) => sum + operand.byteLength, 0);
  const missing = needed - wasm.memory.buffer.byteLength;
  if (missing > 0) wasm.memory.grow(Math.ceil(missing / pageBytes));
  const view = new BigUint64Array(wasm.memory.buffer);
  let at = 0;
  for (const operand of operands) {
    view.set(operand, at);
    at += operand.length;
  }
  return view as Words;
}
