import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { bigintRing } from './oracle.ts';
import { createRing } from './ring.ts';
import { assembleRing } from './testing-assemble.ts';
import type { Matrix, Words } from './words.ts';

const ring = createRing();
const word = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, 1n, 2n ** 63n, 2n ** 64n - 1n),
);
const vector = (length: number): fc.Arbitrary<Words> =>
  fc.array(word, { minLength: length, maxLength: length }).map((words) => BigUint64Array.from(words));
const matrix = (rows: number, cols: number): fc.Arbitrary<Matrix> =>
  vector(rows * cols).map((words) => ({ rows, cols, words }));
const size = fc.integer({ min: 1, max: 9 });

test('the committed WebAssembly is what ring.wat assembles to, byte for byte', async () => {
  const committed = await readFile(new URL('ring-wasm.ts', import.meta.url), 'utf8');
  assert.equal(committed, await assembleRing());
});

test('products agree with BigInt arithmetic', () => {
  const shapes = fc.tuple(size, size, size);
  const cases = shapes.chain(([m, k, n]) => fc.tuple(matrix(m, k), matrix(k, n), matrix(m, n)));
  fc.assert(
    fc.property(cases, ([a, b, c]) => {
      assert.deepEqual(ring.multiply(a, b), bigintRing.multiply(a, b));
      assert.deepEqual(ring.multiply(a, c, true), bigintRing.multiply(a, c, true));
    }),
    { verbose: 1 },
  );
});

test('word-by-word operations agree with BigInt arithmetic', () => {
  const pair = size.chain((n) => fc.tuple(vector(n), vector(n)));
  fc.assert(
    fc.property(pair, word, fc.integer({ min: 0, max: 63 }), ([a, b], factor, bits) => {
      assert.deepEqual(ring.hadamard(a, b), bigintRing.hadamard(a, b));
      assert.deepEqual(ring.shiftRight(a, factor, bits), bigintRing.shiftRight(a, factor, bits));
      assert.deepEqual(ring.prefixSum(a), bigintRing.prefixSum(a));
      const [left, right] = [a.slice(), a.slice()];
      ring.addScaled(left, b, factor);
      bigintRing.addScaled(right, b, factor);
      assert.deepEqual(left, right);
    }),
    { verbose: 1 },
  );
});

test('memory grows for large operands and stays right', () => {
  const big: Matrix = { rows: 400, cols: 300, words: new BigUint64Array(120_000).fill(3n) };
  const one: Matrix = { rows: 300, cols: 1, words: new BigUint64Array(300).fill(2n ** 63n + 1n) };
  assert.ok(
    createRing()
      .multiply(big, one)
      .every((value) => value === BigInt.asUintN(64, 900n * (2n ** 63n + 1n))),
  );
});
