import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import { leakage, type Subject, timingLimit } from '../testing-timing.ts';
import { createKernels } from './kernels.ts';

import { sigmoidSeries, terms } from './waves.ts';

const [rows, cols] = [16, 8];
const kernels = createKernels();
const random = (count: number): BigUint64Array<ArrayBuffer> => randomFillSync(new BigUint64Array(count));
const words = (count: number): Pick<Subject<BigUint64Array<ArrayBuffer>>, 'fixed' | 'random'> => ({
  fixed: () => new BigUint64Array(count),
  random: () => random(count),
});
const [other, matrix, angles] = [random(32), random(rows * cols), Uint32Array.of(1, 2 ** 20, 2 ** 30, 5)];
const sums = new BigUint64Array(rows * cols);
const { sigmoid } = sigmoidSeries(0);
const subjects: Readonly<Record<string, Subject<BigUint64Array<ArrayBuffer>>>> = {
  'products of a shared matrix': {
    ...words(rows * cols),
    run: (a) => kernels.multiply({ rows, cols, words: a }, { rows: cols, cols: 4, words: other }),
  },
  'products of a transposed one': {
    ...words(rows * cols),
    run: (a) => kernels.multiply({ rows, cols, words: a }, { rows, cols: 2, words: other }, true),
  },
  'rows times shared factors': {
    ...words(rows),
    run: (factors) => kernels.addScaledRows(sums, { rows, cols, words: matrix }, factors),
  },
  'series of shared waves': {
    ...words(terms * 2 * 4),
    run: (shares) => kernels.series(angles, shares, { series: sigmoid, scale: 2 ** 14 }),
  },
};

test('the method sees a leak where there is one', () => {
  const t = leakage({ ...words(512), run: (secret) => secret.every((word) => word === 0n) });
  assert.ok(t > timingLimit, `|t| = ${t}`);
});

for (const [name, subject] of Object.entries(subjects))
  test(`time does not depend on the words: ${name}`, () => {
    const t = leakage(subject);
    assert.ok(t < timingLimit, `|t| = ${t}`);
  });
