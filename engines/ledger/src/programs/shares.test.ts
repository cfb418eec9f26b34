import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Random, sha256, systemRandom } from '@finharbor/kernel';
import fc from 'fast-check';
import { splitAtRandom, splitEvenly } from './shares.ts';

const amounts = fc
  .integer({ min: 1, max: 40 })
  .chain((count) => fc.tuple(fc.constant(count), fc.bigInt(BigInt(count), 10n ** 12n)));

test('parts make the whole again, and nobody gets nothing', () => {
  fc.assert(
    fc.property(amounts, ([count, total]) => {
      for (const parts of [splitEvenly(total, count), splitAtRandom(total, count, systemRandom)]) {
        assert.equal(parts.length, count);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0n),
          total,
        );
        assert.ok(parts.every((part) => part > 0n));
      }
    }),
    { numRuns: 200 },
  );
});

test('even parts differ by at most one smallest unit', () => {
  assert.deepEqual(splitEvenly(100n, 7), [15n, 15n, 14n, 14n, 14n, 14n, 14n]);
});

test('every way to split is as likely as any other', () => {
  let drawn = 0;
  const repeatable: Random = { bytes: (size) => sha256(`shares ${drawn++}`).subarray(0, size) };
  const ways = new Map<string, number>();
  for (let k = 0; k < 6_000; k++) {
    const way = splitAtRandom(6n, 3, repeatable).join('+');
    ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  assert.equal(ways.size, 10, 'five places, two cuts');
  for (const [way, count] of ways)
    assert.ok(Math.abs(count - 600) < 6 * Math.sqrt(6_000 * 0.1 * 0.9), `${way}: ${count}`);
});

test('what is too little for all is refused', () => {
  for (const split of [
    splitEvenly,
    (total: bigint, count: number) => splitAtRandom(total, count, systemRandom),
  ])
    for (const [total, count] of [
      [4n, 5],
      [5n, 0],
      [5n, 1.5],
    ] as const)
      assert.throws(() => split(total, count), { code: 'ledger.too_small_to_split' });
});
