import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeenNames } from './seen-names.ts';

test('says of each name whether it was seen before, as a set of the names does', () => {
  const names = fc.array(fc.oneof(fc.string(), fc.nat(3_000).map(String)), { maxLength: 5_000, size: 'max' });
  fc.assert(
    fc.property(names, (all) => {
      const [seen, known] = [new SeenNames(), new Set<string>()];
      for (const name of all) {
        assert.equal(seen.add(name), !known.has(name));
        known.add(name);
      }
    }),
    { numRuns: 20 },
  );
});

test('a hundred thousand names are each new once', () => {
  const seen = new SeenNames();
  const names = Array.from({ length: 100_000 }, (_, at) => `SUPPORT-2026-${at}`);
  assert.equal(names.filter((name) => seen.add(name)).length, names.length);
  assert.equal(names.filter((name) => seen.add(name)).length, 0);
});
