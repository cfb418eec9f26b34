import type { Ring } from './ring.ts';
import type { Matrix, Words } from './words.ts';

/** The ring in plain BigInt arithmetic: slow, plainly right, not constant-time. The oracle of the tests. */
export const bigintRing: Ring = {
  multiply(a, b, transposeA = false) {
    const rows = transposeA ? a.cols : a.rows;
    const out = new BigUint64Array(rows * b.cols);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < b.cols; j++) {
        let sum = 0n;
        for (let k = 0; k < b.rows; k++) sum += (transposeA ? at(a, k, i) : at(a, i, k)) * at(b, k, j);
        out[i * b.cols + j] = sum;
      }
    return out;
  },
  addScaled(target, source, factor) {
    for (let i = 0; i < target.length; i++) target[i] = target[i]! + factor * source[i]!;
  },
  hadamard: (a, b) => a.map((word, i) => BigInt.asUintN(64, word * b[i]!)) as Words,
  prefixSum(a) {
    let sum = 0n;
    return a.map((word) => (sum = BigInt.asUintN(64, sum + word))) as Words;
  },
  shiftRight: (a, keep, bits) => a.map((word) => (word & keep) >> BigInt(bits)) as Words,
};

function at(matrix: Matrix, row: number, col: number): bigint {
  return matrix.words[row * matrix.cols + col]!;
}
