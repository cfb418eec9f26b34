import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { type Random, sha256 } from '@finharbor/kernel';
import { below, bernoulliExp, type Fraction, seededRandom } from './coins.ts';
import { discreteGaussian, discreteLaplace } from './discrete.ts';

const draws = 20_000;
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const random = (name: string): Random => seededRandom(sha256(`${seed}:${name}`));

/**
 * Chi-square of draws against a probability mass over the integers, cells pooled so that each expects 20 at least.
 * The limit is passed by a right sampler once in 10^9 (z = 6 in the Wilson-Hilferty approximation).
 */
function assertDrawnFrom(values: readonly bigint[], mass: (x: number) => number, name: string): void {
  const seen = new Map<number, number>();
  for (const value of values) seen.set(Number(value), (seen.get(Number(value)) ?? 0) + 1);
  let [left, expected, got] = [values.length, 0, 0];
  const cells: { expected: number; got: number }[] = [];
  for (let x = -2_000; x <= 2_000; x++) {
    expected += mass(x) * values.length;
    got += seen.get(x) ?? 0;
    if (expected < 20) continue;
    cells.push({ expected, got });
    left -= got;
    [expected, got] = [0, 0];
  }
  const pooled = { expected: values.length - cells.reduce((sum, cell) => sum + cell.expected, 0), got: left };
  if (pooled.expected > 1) cells.push(pooled);
  const chi = cells.reduce((sum, cell) => sum + (cell.got - cell.expected) ** 2 / cell.expected, 0);
  const degrees = cells.length - 1;
  const limit = degrees * (1 - 2 / (9 * degrees) + 6 * Math.sqrt(2 / (9 * degrees))) ** 3;
  assert.ok(degrees >= 2, 'there is something to compare');
  assert.ok(chi < limit, `${name}: chi-square ${chi} of at most ${limit}, ${degrees} degrees, SEED=${seed}`);
}

/** A weight over the integers made a probability mass. */
function normalised(weight: (x: number) => number): (x: number) => number {
  let sum = 0;
  for (let x = -4_000; x <= 4_000; x++) sum += weight(x);
  return (x) => weight(x) / sum;
}

const ratio = ({ over, under }: Fraction): number => Number(over) / Number(under);
const fractions: readonly Fraction[] = [
  { over: 1n, under: 1n },
  { over: 1n, under: 3n },
  { over: 7n, under: 2n },
  { over: 400_000n, under: 10_007n },
];

for (const scale of fractions)
  test(`discrete Laplace noise of scale ${scale.over}/${scale.under} follows its probability mass`, (t) => {
    t.diagnostic(`SEED=${seed}`);
    const source = random(`laplace ${scale.over}`);
    const values = Array.from({ length: draws }, () => discreteLaplace(source, scale));
    assertDrawnFrom(
      values,
      normalised((x) => Math.exp(-Math.abs(x) / ratio(scale))),
      'laplace',
    );
  });

for (const variance of fractions)
  test(`discrete Gaussian noise of variance ${variance.over}/${variance.under} follows its probability mass`, (t) => {
    t.diagnostic(`SEED=${seed}`);
    const source = random(`gaussian ${variance.over}`);
    const values = Array.from({ length: draws }, () => discreteGaussian(source, variance));
    assertDrawnFrom(
      values,
      normalised((x) => Math.exp(-(x * x) / (2 * ratio(variance)))),
      'gaussian',
    );
  });

test('the comparison tells noise of another scale apart', () => {
  const source = random('wrong');
  const values = Array.from({ length: draws }, () => discreteLaplace(source, { over: 23n, under: 10n }));
  assert.throws(
    () =>
      assertDrawnFrom(
        values,
        normalised((x) => Math.exp(-Math.abs(x) / 2)),
        'laplace',
      ),
    /chi-square/,
  );
});

test('coins fall with probability exp(-x), and numbers below a limit uniformly', () => {
  const source = random('coins');
  for (const x of [...fractions.slice(0, 3), { over: 0n, under: 1n }]) {
    const heads = Array.from({ length: draws }, () => bernoulliExp(source, x)).filter(Boolean).length;
    const p = Math.exp(-ratio(x));
    assert.ok(Math.abs(heads - draws * p) <= 6 * Math.sqrt(draws * p * (1 - p)), `${heads} SEED=${seed}`);
  }
  for (const limit of [1n, 5n, 256n, 257n]) {
    const values = Array.from({ length: draws }, () => below(source, limit));
    assert.ok(values.every((value) => value >= 0n && value < limit));
    if (limit > 2n)
      assertDrawnFrom(values, (x) => (x >= 0 && x < Number(limit) ? 1 / Number(limit) : 0), 'uniform');
  }
});

test('noise far beyond 2^53 is drawn in whole numbers of full precision', () => {
  const source = random('large');
  const values = Array.from({ length: 200 }, () => discreteLaplace(source, { over: 2n ** 70n, under: 1n }));
  assert.ok(values.some((value) => value > 2n ** 68n) && values.some((value) => value < -(2n ** 68n)));
  assert.equal(new Set(values.map((value) => value & 1n)).size, 2);
});
