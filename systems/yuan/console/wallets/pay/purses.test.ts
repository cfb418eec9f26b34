import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UsablePurse } from '@finharbor/yuan/contract';
import fc from 'fast-check';
import { splitOf } from './purses.ts';

const fen = (min: number): fc.Arbitrary<bigint> => fc.bigInt({ min: BigInt(min), max: 500n });
const purse = (id: string): fc.Arbitrary<UsablePurse> =>
  fc.record({
    id: fc.constant(id),
    title: fc.constant({ en: id, zh: id }),
    leftMinor: fen(1),
    ownMinor: fc.option(fen(0)),
    mostMinor: fc.option(fen(1)),
    expiresAtMs: fc.constant(null),
  });

test('a split pays the amount exactly, takes from each purse what there is and may be taken, and leaves the own part that is asked for', () => {
  fc.assert(
    fc.property(
      fen(1),
      fc.tuple(purse('a'), purse('b'), purse('c')),
      fc.subarray(['a', 'b', 'c']),
      (amountMinor, purses, chosen) => {
        const split = splitOf(amountMinor, purses, new Set(chosen));
        if (!split) return assert.notEqual(chosen.length, 0);
        const taken = split.purses.reduce((sum, one) => sum + one.amountMinor, 0n);
        assert.equal(taken + split.ownMinor, amountMinor);
        assert.deepEqual(split.purses.map((one) => one.purse).toSorted(), chosen.toSorted());
        for (const { purse: id, amountMinor: part } of split.purses) {
          const { leftMinor, mostMinor, ownMinor } = purses.find((one) => one.id === id)!;
          assert.ok(part > 0n && part <= leftMinor && (mostMinor === null || part <= mostMinor));
          assert.ok(ownMinor === null || ownMinor === split.ownMinor);
        }
      },
    ),
  );
});

test('one yuan a coffee: the purse gives all but the one yuan, where it has that much and gives that much at once', () => {
  const coffee: UsablePurse = {
    id: 'coffee',
    title: { en: 'One yuan a coffee', zh: '一元喝咖啡' },
    leftMinor: 10_000n,
    ownMinor: 100n,
    mostMinor: 2_000n,
    expiresAtMs: null,
  };
  const chosen = new Set(['coffee']);
  assert.deepEqual(splitOf(1_800n, [coffee], chosen), {
    purses: [{ purse: 'coffee', amountMinor: 1_700n }],
    ownMinor: 100n,
  });
  assert.equal(splitOf(2_101n, [coffee], chosen), undefined);
  assert.equal(splitOf(100n, [coffee], chosen), undefined);
});
