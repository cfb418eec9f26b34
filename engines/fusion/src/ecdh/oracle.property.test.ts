import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { intersectBoth } from '../intersect/testing.ts';
import { randomSets, seededRandom } from '../intersect/testing-sets.ts';
import { alignAll, localMeshes } from '../psi/testing.ts';
import { intersectByEcdh } from './intersect.ts';
import { intersectionSize } from './size.ts';
import { intersectionSum } from './sum.ts';
import { both } from './testing.ts';
import { intersectAtLeast } from './threshold.ts';

const seed = randomInt(2 ** 31);

test(`every protocol finds what an exact count does (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  for (let k = 0; k < 6; k++) {
    const { lists, common, duplicates } = randomSets(random, 2 ** 6);
    const learns = 'both' as const;
    const sides = [
      { ids: lists[0], learns },
      { ids: lists[1], learns },
    ] as const;
    const label = `pair ${k} of seed ${seed}`;
    const found = await both(intersectByEcdh, sides);
    assert.deepEqual(
      found.map(({ rows, duplicates: seen }) => [[...rows!], seen]),
      [0, 1].map((side) => [common[side], duplicates[side]]),
      label,
    );
    const chosen = await intersectBoth(lists, { learns });
    assert.deepEqual(
      found,
      chosen.map(({ choice, ...intersection }) => intersection),
      label,
    );
    const aligned = await alignAll(localMeshes(['a', 'b']), lists);
    assert.deepEqual(
      aligned.map(({ rows }) => rows.toSorted()),
      found.map(({ rows }) => rows),
      label,
    );
    const size = common[0].length;
    for (const end of await both(intersectionSize, sides)) assert.equal(end.size, size, label);
    const atLeast = Math.max(1, size);
    const opened = await both(intersectAtLeast, [
      { ...sides[0], atLeast },
      { ...sides[1], atLeast },
    ]);
    for (const [side, end] of opened.entries())
      assert.deepEqual(
        end,
        size > 0
          ? { kind: 'opened', ...found[side]! }
          : { kind: 'refused', size: side === 0 ? 0 : undefined },
        label,
      );
    const values = lists[1].map((_, row) => row);
    const terms = { most: 1000 };
    const [receiver] = await both(intersectionSum, [
      { ...sides[0], atLeast, terms },
      { ...sides[1], atLeast, terms, values },
    ]);
    const sum = common[1].reduce((total, row) => total + row, 0);
    assert.ok(receiver!.kind === 'told' ? receiver!.sum === sum : size === 0, label);
  }
});
