import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { binOf, fitBinning } from './binning.ts';

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const upTo = (size: number): number[] => Array.from({ length: size }, (_, i) => i + 1);

describe('binning of numbers', () => {
  it('cuts at the octiles of the inverted distribution function, upper ends included', () => {
    const binning = fitBinning(upTo(10), { kind: 'numeric', minShare: 0, minRows: 1 });
    assert.deepEqual(binning, {
      kind: 'numeric',
      edges: [2, 3, 4, 5, 7, 8, 9],
      missing: 1,
      labels: [
        '≤ 2',
        '> 2 to 3 or missing',
        '> 3 to 4',
        '> 4 to 5',
        '> 5 to 7',
        '> 7 to 8',
        '> 8 to 9',
        '> 9',
      ],
    });
    assert.equal(binOf(binning, 2), 0);
    assert.equal(binOf(binning, 2.5), 1);
    assert.equal(binOf(binning, -1e9), 0);
    assert.equal(binOf(binning, 1e9), 7);
  });

  it('joins the smallest bin to its smaller neighbour, the left one in a tie', () => {
    // 24 rows of 0, 1 of 1, 7 of 2, 8 of 3: octiles 0, 2, 3, so bins of 24, 8, 8.
    const column = [...times(24, 0), 1, ...times(7, 2), ...times(8, 3)];
    assert.deepEqual(fitBinning(column, { kind: 'numeric', minRows: 8 }).labels, [
      '≤ 0',
      '> 0 to 2 or missing',
      '> 2',
    ]);
    assert.deepEqual(fitBinning(column, { kind: 'numeric', minRows: 9 }).labels, ['≤ 0', '> 0 or missing']);
    assert.deepEqual(fitBinning(column, { kind: 'numeric', minRows: 17 }).labels, ['any number or missing']);
  });

  it('gives missing values a bin of their own where they are enough', () => {
    const column = [...upTo(80), ...times(20, null)];
    const large = fitBinning(column, { kind: 'numeric', minRows: 10 });
    assert.equal(large.labels.at(-1), 'missing');
    assert.equal(binOf(large, null), large.labels.length - 1);
    const small = fitBinning(column, { kind: 'numeric', minRows: 21 });
    assert.deepEqual(small.labels, ['≤ 40 or missing', '> 40']);
    assert.deepEqual(fitBinning(times(50, null), { kind: 'numeric', minRows: 50 }).labels, ['any value']);
  });
});

describe('binning of categories', () => {
  const column = [...times(50, 'retail'), ...times(30, 'farming'), ...times(4, 'mining'), ...times(3, null)];

  it('pools what is rare, missing values included', () => {
    const binning = fitBinning(column, { kind: 'category', minRows: 7 });
    assert.deepEqual(binning, {
      kind: 'category',
      groups: [['farming'], ['retail'], []],
      missing: 2,
      other: 2,
      labels: ['farming', 'retail', 'other or missing'],
    });
    assert.equal(binOf(binning, 'never seen'), 2);
  });

  it('joins a small pool to the smallest bin', () => {
    const binning = fitBinning(column, { kind: 'category', minRows: 8 });
    assert.deepEqual(binning.labels, ['farming or other or missing', 'retail']);
    assert.equal(binOf(binning, 'never seen'), 0);
    assert.equal(binOf(binning, null), 0);
  });

  it('gives missing values a bin of their own where they are enough', () => {
    const binning = fitBinning([...column, ...times(10, null)], { kind: 'category', minRows: 8 });
    assert.deepEqual(binning.labels, ['farming', 'retail', 'missing or other']);
    assert.equal(binOf(binning, null), 2);
  });

  it('takes numbers as codes', () => {
    const binning = fitBinning([...times(8, 1), ...times(9, 2)], { kind: 'category', minRows: 8 });
    assert.equal(binOf(binning, '2'), binOf(binning, 2));
  });
});

describe('binning refuses', () => {
  it('what it cannot bin', () => {
    const numeric = { kind: 'numeric', minRows: 2 } as const;
    assert.throws(() => fitBinning([1], numeric), { code: 'fusion.too_few_rows' });
    assert.throws(() => fitBinning([], { kind: 'category', minRows: 1 }), { code: 'fusion.too_few_rows' });
    assert.throws(() => fitBinning([1, Number.NaN], numeric), { code: 'fusion.bad_value' });
    assert.throws(() => fitBinning([1, '2'], numeric), { code: 'fusion.bad_value' });
    assert.throws(() => fitBinning([1, 2], { kind: 'numeric', minRows: 0 }), { code: 'fusion.bad_value' });
    assert.throws(() => fitBinning([1, 2], { ...numeric, minShare: 1.5 }), { code: 'fusion.bad_value' });
    const binning = fitBinning([1, 2], numeric);
    assert.throws(() => binOf(binning, 'two'), { code: 'fusion.bad_value' });
  });
});
