import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hanPairs, lookupsOf } from './index.ts';

test('whatever has a run of Han characters has the pairs that a query for it asks for', () => {
  const pairs = new Set(hanPairs('深圳海港物流 Harbour 𠀀有限公司'));
  for (const query of ['海港', '港', '海港物流', '圳海', '𠀀有'])
    for (const one of lookupsOf(query)) {
      assert.ok(one.by === 'pattern' && one.pairs.length > 0, query);
      assert.ok(
        one.pairs.every((pair) => pairs.has(pair)),
        query,
      );
    }
  const [other] = lookupsOf('港海');
  assert.ok(other?.by === 'pattern' && !other.pairs.some((pair) => pairs.has(pair)));
  assert.deepEqual(hanPairs('Harbour 2026'), []);
  assert.deepEqual(
    lookupsOf('harbour').map((one) => one.by === 'pattern' && one.pairs),
    [[]],
  );
});
