import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import fc from 'fast-check';
import { oldPlaces, randomPermutation } from './permutation.ts';

describe('a random permutation', () => {
  it('holds every place once', () => {
    fc.assert(
      fc.property(fc.nat(3000), (size) => {
        const order = randomPermutation(size, systemRandom);
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          Array.from({ length: size }, (_, i) => i),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('draws each of the 24 orders of four places equally often', () => {
    const draws = 24_000;
    const seen = new Map<string, number>();
    for (let i = 0; i < draws; i++) {
      const key = randomPermutation(4, systemRandom).join();
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    const expected = draws / 24;
    const chiSquare = [...seen.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    assert.equal(seen.size, 24);
    // 23 degrees of freedom: a fair shuffle exceeds 100 once in 10^11 runs.
    assert.ok(chiSquare < 100, `chi square ${chiSquare}`);
  });

  it('leads places back to where they came from', () => {
    const list = ['a', 'b', 'c', 'd'];
    const order = Uint32Array.of(2, 0, 3, 1);
    const shuffled = [...order].map((place) => list[place]!);
    const places = Uint32Array.of(3, 0);
    const back = [...oldPlaces(order, places)].map((place) => list[place]);
    assert.deepEqual(
      back,
      [...places].map((place) => shuffled[place]),
    );
  });
});
