import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { before, test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { groupReady, mapToPoint, raise, randomScalar, type Scalar } from '../psi/group.ts';
import { leakage, timingLimit } from '../testing-timing.ts';
import { mapAndMultiplyBy, uniformBytes } from './kernel.ts';
import { minus, reduced } from './scalars.ts';

before(groupReady);

/** Little-endian numbers about 0, p and 2^255, where a reduction could go wrong. */
const edges: readonly Uint8Array[] = [0n, 1n, 2n, 19n, 2n ** 25n, 2n ** 26n, 2n ** 128n].flatMap((offset) =>
  [0n, 2n ** 255n - 19n, 2n ** 255n, 2n ** 256n].flatMap((base) =>
    [base - offset, base + offset].map((value) => {
      const hex = BigInt.asUintN(256, value).toString(16).padStart(64, '0');
      return new Uint8Array(Buffer.from(hex, 'hex').reverse());
    }),
  ),
);

test('every element is the one that general arithmetic makes: random inputs, edges, scalars from 1 to the order less 1', () => {
  const uniform = [
    ...edges.flatMap((half) => edges.slice(0, 9).map((other) => Buffer.concat([half, other]))),
    ...Array.from({ length: 103 }, () => randomBytes(uniformBytes)),
  ];
  const one = reduced(new Uint8Array(64).fill(1, 0, 1));
  const nibbles = (byte: number): Scalar =>
    reduced(Buffer.concat([Buffer.alloc(31, byte), Buffer.alloc(33)]));
  const scalars = [
    one,
    minus(new Uint8Array(32) as Scalar, one),
    nibbles(0x88),
    nibbles(0x77),
    randomScalar(systemRandom),
  ];
  for (const scalar of scalars) {
    const elements = Buffer.from(mapAndMultiplyBy(scalar, uniform.length)(Buffer.concat(uniform)));
    for (const [i, bytes] of uniform.entries()) {
      const want = raise(scalar, mapToPoint(bytes)) ?? new Uint8Array(32);
      const got = elements.subarray(32 * i, 32 * (i + 1));
      assert.ok(
        got.equals(want),
        `${Buffer.from(bytes).toString('hex')} by ${Buffer.from(scalar).toString('hex')}`,
      );
    }
  }
});

test('a number of elements that is no multiple of four, and calls of different sizes, make the same elements', () => {
  const multiply = mapAndMultiplyBy(randomScalar(systemRandom), 9);
  const uniform = randomBytes(9 * uniformBytes);
  const all = multiply(uniform);
  for (let count = 0; count <= 9; count++)
    assert.deepEqual(multiply(uniform.subarray(0, count * uniformBytes)), all.subarray(0, count * 32));
});

test('the time does not tell the scalar', () => {
  const uniform = randomBytes(4 * uniformBytes);
  const same = randomScalar(systemRandom);
  // As many memories for the one scalar as for different ones, so that where a memory lies says nothing.
  const made = (scalarOf: () => Scalar) => Array.from({ length: 32 }, () => mapAndMultiplyBy(scalarOf(), 4));
  const [fixed, random] = [made(() => same), made(() => randomScalar(systemRandom))];
  const t = leakage({
    fixed: () => fixed[randomInt(fixed.length)]!,
    random: () => random[randomInt(random.length)]!,
    run: (multiply) => multiply(uniform),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});
