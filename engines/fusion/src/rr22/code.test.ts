import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../intersect/testing-sets.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { codeSlack, compress } from './code.ts';

const size = 1024;

/** What the code makes of a vector of 2 · size blocks. */
async function compressed(vector: Uint8Array, width: 1 | 2 = 1): Promise<Uint8Array> {
  const arena = newArena();
  const at = arena.allocate(16 * width * (2 * size + codeSlack));
  arena.bytes(at, vector.length).set(vector);
  await compress(arena, { at, size, width });
  return arena.bytes(at, 16 * width * size).slice();
}

/** The whole matrix, a row of 2 · size bits each: 128 unit vectors at a time, one in each bit of the blocks. */
async function matrix(): Promise<readonly Uint8Array[]> {
  const rows = Array.from({ length: size }, () => new Uint8Array(2 * size));
  for (let first = 0; first < 2 * size; first += 128) {
    const units = new Uint8Array(16 * 2 * size);
    for (let bit = 0; bit < 128; bit++) units[16 * (first + bit) + (bit >> 3)] = 1 << (bit & 7);
    const out = await compressed(units);
    for (const [i, row] of rows.entries())
      for (let bit = 0; bit < 128; bit++) row[first + bit] = (out[16 * i + (bit >> 3)]! >> (bit & 7)) & 1;
  }
  return rows;
}

const added = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, k) => byte ^ b[k]!);

test('it is linear, and a vector of pairs is two vectors', async () => {
  const random = seededRandom(1);
  const [a, b] = [random.bytes(32 * size), random.bytes(32 * size)];
  assert.deepEqual(await compressed(added(a, b)), added(await compressed(a), await compressed(b)));
  const pairs = new Uint8Array(64 * size);
  for (let i = 0; i < 2 * size; i++) {
    pairs.set(a.subarray(16 * i, 16 * i + 16), 32 * i);
    pairs.set(b.subarray(16 * i, 16 * i + 16), 32 * i + 16);
  }
  const [ofA, ofB, ofPairs] = [await compressed(a), await compressed(b), await compressed(pairs, 2)];
  for (let i = 0; i < size; i++) {
    assert.deepEqual(ofPairs.subarray(32 * i, 32 * i + 16), ofA.subarray(16 * i, 16 * i + 16));
    assert.deepEqual(ofPairs.subarray(32 * i + 16, 32 * i + 32), ofB.subarray(16 * i, 16 * i + 16));
  }
});

test('it is [I | M], and a row or the sum of two has a weight of about a quarter of the length', async () => {
  const rows = await matrix();
  for (const [i, row] of rows.entries()) for (let k = 0; k < size; k++) assert.equal(row[k], Number(i === k));
  const weight = (row: Uint8Array): number => row.subarray(size).reduce((sum, bit) => sum + bit, 0);
  // Six standard deviations of a random half: the matrix is fixed, so the test gives the same result each time.
  const within = (row: Uint8Array): boolean => Math.abs(weight(row) - size / 2) < 3 * Math.sqrt(size);
  for (const [i, row] of rows.entries()) {
    assert.ok(within(row), `row ${i}: ${weight(row)}`);
    const pair = added(row, rows[(i * 619 + 1) % size]!);
    assert.ok(within(pair), `rows ${i} and ${(i * 619 + 1) % size}: ${weight(pair)}`);
  }
});
