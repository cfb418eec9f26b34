import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { rowHeights } from './heights.ts';

const measures = fc.array(fc.tuple(fc.nat(1999), fc.integer({ min: 1, max: 400 })), { maxLength: 60 });

test('a row begins where the ones before it end, whatever was measured in which order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), measures, (count, found) => {
      const heights = rowHeights(count, 38);
      const plain = new Array<number>(count).fill(38);
      for (const [row, height] of found.filter(([row]) => row < count)) {
        assert.equal(heights.measured(row, height), height - plain[row]!);
        plain[row] = height;
      }
      let top = 0;
      for (let row = 0; row < count; row += 97) {
        assert.equal(heights.topOf(row), top);
        assert.equal(heights.rowAt(top), row);
        assert.equal(heights.rowAt(top + plain[row]! - 1), row);
        top += plain.slice(row, row + 97).reduce((sum, height) => sum + height, 0);
      }
      assert.equal(
        heights.total(),
        plain.reduce((sum, height) => sum + height, 0),
      );
      assert.equal(heights.topOf(count), heights.total());
      assert.equal(heights.rowAt(heights.total() + 1), count - 1);
    }),
  );
});

test('a hundred thousand rows are looked up faster than a frame needs by far', () => {
  const heights = rowHeights(100_000, 38);
  const from = performance.now();
  for (let at = 0; at < 1000; at += 1) heights.rowAt(heights.topOf((at * 7919) % 100_000));
  assert.ok(performance.now() - from < 1000, 'a thousand times in less than a second');
});
