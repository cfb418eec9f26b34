import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleEntries, bundleEntry, partialTiles, tilePath, tileWidth } from './tiles.ts';

test('tile paths are those of c2sp.org/tlog-tiles', () => {
  assert.equal(tilePath({ level: 0, index: 1234067, width: tileWidth }), 'tile/0/x001/x234/067');
  assert.equal(tilePath({ level: 2, index: 0, width: 1 }), 'tile/2/000.p/1');
  assert.equal(tilePath({ level: 'entries', index: 1000, width: 7 }), 'tile/entries/x001/000.p/7');
  assert.equal(tilePath({ level: 63, index: 999, width: tileWidth }), 'tile/63/999');
});

test('partial tiles are those the specification counts for 70,000 and for 256 entries', () => {
  assert.deepEqual(partialTiles(70_000), [
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
  assert.deepEqual(partialTiles(256), [{ level: 1, index: 0, width: 1 }]);
  assert.deepEqual(partialTiles(0), []);
});

test('a bundle gives its entries back, up to the longest, and a cut one gives none', () => {
  const entries = [new Uint8Array(0), new Uint8Array([1, 2, 3]), new Uint8Array(0xffff).fill(7)];
  const bundle = Buffer.concat(entries.map(bundleEntry));
  assert.deepEqual(
    bundleEntries(bundle)?.map((entry) => Buffer.from(entry).toString('hex')),
    entries.map((entry) => Buffer.from(entry).toString('hex')),
  );
  for (const cut of [1, 3, bundle.length - 1])
    assert.equal(bundleEntries(bundle.subarray(0, cut)), undefined);
});
