import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import { createRing } from '../ring/ring.ts';
import type { Words } from '../ring/words.ts';
import { leakage, timingLimit } from '../testing-timing.ts';
import { addLanesWhere, addWhere } from './correlated.ts';
import { foldStreams } from './extension.ts';
import { createPads } from './pads.ts';
import { bitsOf } from './products.ts';

const randomWords = (count: number): Words => randomFillSync(new BigUint64Array(count));

test('what is added where a bit chooses', () => {
  const ring = createRing();
  const message = randomWords(512);
  const t = leakage({
    fixed: () => new Uint8Array(256),
    random: () => randomFillSync(new Uint8Array(256)).map((byte) => byte & 1),
    run: (bits) => addWhere(ring, new BigUint64Array(512), { message, bits }),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('what is added to lanes where a bit chooses', () => {
  const message = randomFillSync(new Uint16Array(2_048));
  const t = leakage({
    fixed: () => new Uint8Array(256),
    random: () => randomFillSync(new Uint8Array(256)).map((byte) => byte & 1),
    run: (bits) => addLanesWhere(new Uint16Array(2_048), { message, bits }),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('the bits of factors, which choose', () => {
  const unit = { time: 0, from: 0, to: 64, low: 0, high: 64 };
  const t = leakage({
    fixed: () => new BigUint64Array(64),
    random: () => randomWords(64),
    run: (factors) => bitsOf({ factors, count: 64 }, unit),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('pads of rows, which hold the offering side’s secret', () => {
  const pads = createPads();
  const t = leakage({
    fixed: () => new Uint8Array(16 * 64),
    random: () => randomFillSync(new Uint8Array(16 * 64)),
    run: (rows) => pads({ first: 0, rows }, 3),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('columns of a tree of seeds, of which the offering side lacks one', () => {
  const view = { streams: new Uint32Array(16 * 1_040), own: new Uint32Array(4 * 1_024) };
  const changes = randomFillSync(new Uint32Array(64));
  const t = leakage({
    fixed: () => new Uint8Array(4),
    random: () => randomFillSync(new Uint8Array(4)).map((byte) => byte & 1),
    run: (secret) => foldStreams(view, { tree: 0, count: 64 }, { changes, secret }),
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});
