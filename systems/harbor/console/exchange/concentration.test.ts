import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concentrationOf } from './concentration.ts';

test('one alone is wholly concentrated, equal ones by their number, none not at all', () => {
  const of = (...uses: readonly number[]) => concentrationOf(uses.map((n) => ({ uses: n })));
  assert.equal(of(7).index, 10_000);
  assert.equal(of(3, 3, 3, 3).index, 2500);
  assert.equal(of(80, 20).index, 6800);
  assert.equal(of(0, 0).index, 0);
  assert.deepEqual(
    of(1, 3).rows.map(({ share }) => share),
    [0.75, 0.25],
  );
});
