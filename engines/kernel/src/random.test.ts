import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from './random.ts';

test('no bytes are handed out twice, whatever the sizes asked for', () => {
  const seen = new Set<string>();
  for (let round = 0; round < 2_000; round++) {
    const size = 8 + (round % 64);
    const bytes = systemRandom.bytes(size);
    assert.equal(bytes.length, size);
    for (let at = 0; at + 8 <= size; at += 8) {
      const part = Buffer.from(bytes.subarray(at, at + 8)).toString('hex');
      assert.ok(!seen.has(part));
      seen.add(part);
    }
  }
});

test('who is given bytes may change them, and changes nobody else’s', () => {
  const first = systemRandom.bytes(16).fill(0);
  const second = systemRandom.bytes(16);
  assert.deepEqual(
    [...first],
    Array.from({ length: 16 }, () => 0),
  );
  assert.notDeepEqual([...second], [...first]);
  assert.equal(second.buffer.byteLength, 16);
});
