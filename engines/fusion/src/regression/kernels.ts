import { sha256 } from '@finharbor/kernel';
import type { Matrix, Words } from '../ring/words.ts';
import { kernelsWasm } from './kernels-wasm.ts';
import type { Series } from './waves.ts';

/** 32-bit angles: 2^32 is a full turn. */
export type Angles = Uint32Array<ArrayBuffer>;

/**
 * The inner loops of a regression. Two implementations with the same bits: WebAssembly (`wasm-regression/*.c`, which
 * documents each) and plain TypeScript (`plain-kernels.ts`).
 */
export type Kernels = {
  /** cos x, sin x, cos 2x, sin 2x, … of each angle, `terms` of them, times `scale` and rounded. */
  readonly waves: (angles: Angles, of: { terms: number; scale: number }) => Words;
  /** Shares of Σ f_m cos m(x + r) + g_m sin m(x + r), times `scale`, from shares of the waves of r; without the constant. */
  readonly series: (angles: Angles, shares: Words, of: { series: Series; scale: number }) => Words;
  /** a·b, or aᵀ·b when `transposeA`. */
  readonly multiply: (a: Matrix, b: Matrix, transposeA?: boolean) => Words;
  /** target += each row of `a` times its entry of `factors`, in place. */
  readonly addScaledRows: (target: Words, a: Matrix, factors: Words) => void;
};

type At = number;
type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly __heap_base: { readonly value: number };
  readonly waves: (...to: [out: At, x: At, count: number, terms: number, scale: number, table: At]) => void;
  readonly series: (
    ...to: [out: At, x: At, shares: At, count: number, terms: number, series: At, table: At]
  ) => void;
  readonly gram: Product;
  readonly product: Product;
  readonly addScaledRows: (...to: [out: At, a: At, factors: At, rows: number, cols: number]) => void;
};
type Product = (...to: [out: At, a: At, b: At, m: number, k: number, n: number]) => void;

// The part of the WebAssembly API used here; TypeScript ships its types with the browser's only.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pageBytes = 65_536;
const tableSteps = 4_096;
const bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(Buffer.from(kernelsWasm, 'base64'));
const compiled: object = new WebAssembly.Module(bytes);

/** Turns in steps of 2^-12 and of 2^-24 of a circle, as pairs of cosine and sine. */
export function turnTable(): Float64Array<ArrayBuffer> {
  const table = new Float64Array(tableSteps * 4);
  for (let i = 0; i < tableSteps * 2; i++) {
    const angle = (2 * Math.PI * (i % tableSteps)) / (i < tableSteps ? 2 ** 12 : 2 ** 24);
    table[2 * i] = Math.cos(angle);
    table[2 * i + 1] = Math.sin(angle);
  }
  return table;
}

/** What all participants compare first: shares of waves only add up when all compute with the same bits. */
export function turnsDigest(): string {
  return Buffer.from(sha256(new Uint8Array(turnTable().buffer))).toString('hex');
}

/** Kernels with a memory of their own; it grows to the largest operands used and is freed with them. */
export function createKernels(): Kernels {
  const wasm = new WebAssembly.Instance(compiled).exports as Exports;
  const table = wasm.__heap_base.value;
  const turns = turnTable();
  const base = table + turns.byteLength;
  reserve(wasm, base);
  new Float64Array(wasm.memory.buffer, table, turns.length).set(turns);
  return {
    waves(angles, { terms, scale }) {
      const count = angles.length * terms * 2;
      const [out, x] = place(wasm, base, [count * 8, angles]);
      wasm.waves(out!, x!, angles.length, terms, scale, table);
      return read(wasm, out!, count);
    },
    series(angles, shares, { series, scale }) {
      const scaled = series.pairs.map((value) => value * scale);
      const [out, x, waves, pairs] = place(wasm, base, [angles.length * 8, angles, shares, scaled]);
      wasm.series(out!, x!, waves!, angles.length, scaled.length / 2, pairs!, table);
      return read(wasm, out!, angles.length);
    },
    multiply(a, b, transposeA = false) {
      if ((transposeA ? a.rows : a.cols) !== b.rows) throw new RangeError('matrix shapes do not fit');
      const count = (transposeA ? a.cols : a.rows) * b.cols;
      const sum = transposeA ? new BigUint64Array(count) : count * 8;
      const [out, left, right] = place(wasm, base, [sum, a.words, b.words]);
      (transposeA ? wasm.gram : wasm.product)(out!, left!, right!, a.rows, a.cols, b.cols);
      return read(wasm, out!, count);
    },
    addScaledRows(target, a, factors) {
      const [out, left, right] = place(wasm, base, [target, a.words, factors]);
      wasm.addScaledRows(out!, left!, right!, a.rows, a.cols);
      target.set(new BigUint64Array(wasm.memory.buffer, out!, target.length));
    },
  };
}

function reserve(wasm: Exports, end: number): void {
  const missing = end - wasm.memory.buffer.byteLength;
  if (missing > 0) wasm.memory.grow(Math.ceil(missing / pageBytes));
}

// Copies operands in, one after the other; a number reserves that many bytes to be written. A copy costs far less than the
// arithmetic on it, and no view can dangle when the memory grows.
function place(wasm: Exports, base: At, operands: readonly (number | ArrayBufferView<ArrayBuffer>)[]): At[] {
  const sizes = operands.map((operand) => (typeof operand === 'number' ? operand : operand.byteLength));
  const places = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + aligned(size), base));
  reserve(wasm, places.at(-1)! + sizes.at(-1)!);
  const memory = new Uint8Array(wasm.memory.buffer);
  for (const [i, operand] of operands.entries())
    if (typeof operand !== 'number')
      memory.set(new Uint8Array(operand.buffer, operand.byteOffset, operand.byteLength), places[i]!);
  return places;
}

function aligned(size: number): number {
  return Math.ceil(size / 16) * 16;
}

function read(wasm: Exports, at: At, count: number): Words {
  return new BigUint64Array(wasm.memory.buffer.slice(at, at + count * 8));
}
