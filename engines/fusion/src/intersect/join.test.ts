import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { type JoinKind, joinRows } from './join.ts';
import { intersectBoth } from './testing.ts';

test('an inner, a left and an anti join keep the rows their names say', async () => {
  const [receiver, sender] = await intersectBoth([
    ['a', 'b', 'a', 'c', 'd'],
    ['d', 'x', 'b'],
  ]);
  const rows = (kind: JoinKind): number[][] => {
    const joined = joinRows(receiver!, kind);
    return [[...joined.rows], [...joined.common]];
  };
  assert.deepEqual(rows('inner'), [
    [1, 4],
    [1, 1],
  ]);
  assert.deepEqual(rows('left'), [
    [0, 1, 3, 4],
    [0, 1, 0, 1],
  ]);
  assert.deepEqual(rows('anti'), [
    [0, 3],
    [0, 0],
  ]);
  assert.throws(
    () => joinRows(sender!, 'inner'),
    (error) => codeOf(error) === 'fusion.not_told',
  );
});
