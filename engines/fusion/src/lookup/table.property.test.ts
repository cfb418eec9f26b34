import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import fc from 'fast-check';
import { sampler, seededRandom } from '../intersect/testing-sets.ts';
import { type Entry, encodeBucket, payloadsAt } from './bucket.ts';
import { opened, sealed } from './payload.ts';
import { updateLookupTable } from './prepare.ts';
import { cellsOf, leadingBits, placeBytes, shapeFor, shapeOf } from './shape.ts';
import { sortedBuckets } from './sort-records.ts';
import { labelOf, newPair, textOf } from './testing.ts';

const place = fc
  .uint8Array({ minLength: placeBytes, maxLength: placeBytes })
  .map((bytes) => Buffer.from(bytes));

test('a bucket gives back the payloads of every place in it, and of no other; cut short or longer it is none', () => {
  const bucket = fc.record({
    places: fc.array(place, { maxLength: 40 }),
    cellBits: fc.integer({ min: 0, max: 6 }),
    payloadBytes: fc.integer({ min: 0, max: 3 }),
    other: place,
  });
  fc.assert(
    fc.property(bucket, ({ places, cellBits, payloadBytes, other }) => {
      const shape = shapeOf(cellBits, payloadBytes);
      const entries = places
        .toSorted(Buffer.compare)
        .map((at, i): Entry => ({ place: at, payload: Buffer.alloc(payloadBytes, i) }));
      const bytes = encodeBucket(entries, shape);
      for (const { place: at, payload } of entries)
        assert.ok(payloadsAt(bytes, at, shape)!.some((one) => one.equals(payload)));
      if (!places.some((at) => at.equals(other))) assert.deepEqual(payloadsAt(bytes, other, shape), []);
      assert.equal(payloadsAt(bytes.subarray(0, -1), other, shape), undefined);
      assert.equal(payloadsAt(Buffer.concat([bytes, Buffer.alloc(1)]), other, shape), undefined);
    }),
  );
});

test('rows come out bucket by bucket in the order of their places, each place once, its first row', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-sort-'));
  try {
    for (const count of [0, 1, 1_000, 40_000]) {
      const shape = shapeFor(count, 4);
      const rows = Array.from({ length: count }, (_, i) => {
        const row = randomBytes(placeBytes + 4);
        row.writeUInt32LE(i, placeBytes);
        return row;
      });
      for (let i = 3; i < count; i += 7) rows[i - 2]!.copy(rows[i]!, 0, 0, placeBytes);
      const path = join(folder, 'records');
      await writeFile(path, Buffer.concat(rows));
      const first = new Map<string, number>();
      for (const [i, row] of rows.entries()) {
        const key = row.toString('hex', 0, placeBytes);
        if (!first.has(key)) first.set(key, i);
      }
      const want = [...first].toSorted().map(([, i]) => i);
      const got: number[] = [];
      let buckets = 0;
      const records = { path, shape, bytes: count * (placeBytes + 4) };
      for await (const entries of sortedBuckets(records, join(folder, 'parts'))) {
        for (const { place: at, payload } of entries) {
          assert.equal(leadingBits(at, shape.bucketBits), buckets);
          got.push(Buffer.from(payload).readUInt32LE(0));
        }
        buckets += 1;
      }
      assert.deepEqual(got, want);
      assert.equal(buckets, 2 ** shape.bucketBits);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('for any number of rows there are as many cells as rows, and at most 2^12 in a bucket', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 - 1 }), (rows) => {
      const shape = shapeFor(rows, 0);
      assert.ok(2 ** shape.cellBits >= rows && 2 ** shape.cellBits < 2 * rows);
      assert.ok(cellsOf(shape) <= 2 ** 12);
    }),
  );
  assert.throws(() => shapeFor(2 ** 32 + 1, 0), { code: 'fusion.too_many_ids' });
});

test('a payload opens under its own output and salt, and says nothing of its length', () => {
  const output = fc.uint8Array({ minLength: 64, maxLength: 64 });
  const given = fc.record({
    text: fc.uint8Array({ maxLength: 20 }),
    own: output,
    other: output,
    bit: fc.nat(),
  });
  fc.assert(
    fc.property(given, ({ text, own, other, bit }) => {
      const sealing = { salt: own.subarray(0, 32), labelBytes: 20 };
      const payload = sealed(own, { kind: 'label', label: text }, sealing);
      assert.deepEqual(opened(own, payload, sealing), { kind: 'label', label: text });
      assert.equal(payload.length, sealed(own, { kind: 'removed' }, sealing).length);
      if (Buffer.compare(own.subarray(32), other.subarray(32)) !== 0)
        assert.equal(opened(other, payload, sealing), undefined);
      assert.equal(opened(own, payload, { ...sealing, salt: Buffer.alloc(32, 1) }), undefined);
      payload[(bit >> 3) % payload.length]! ^= 1 << (bit & 7);
      assert.equal(opened(own, payload, sealing), undefined);
    }),
  );
});

test('after any changes, a query says what a map says', async () => {
  const seed = Number(process.env.LOOKUP_SEED ?? new DataView(systemRandom.bytes(4).buffer).getUint32(0));
  const below = sampler(seededRandom(seed));
  for (let round = 0; round < 3; round++) {
    await using pair = await newPair();
    const labelBytes = [0, 1, 12][round]!;
    const truth = new Map<string, string>();
    const row = () => {
      const [id, label] = [`企业${below(60)}`, `${below(1e9)}`.slice(0, labelBytes)];
      return { id, label: labelOf(label), text: label };
    };
    const rows = Array.from({ length: below(60) }, row);
    for (const { id, text } of rows) if (!truth.has(id)) truth.set(id, text);
    await pair.prepare(rows, { labelBytes });
    for (let version = 2; version < 5; version++) {
      const changes = Array.from({ length: below(20) }, () => {
        const { text, ...one } = row();
        return below(3) === 0 ? { id: one.id, removed: true as const } : { ...one, text };
      });
      // Of several changes of one identifier in an update the first counts.
      for (const change of changes.toReversed())
        'removed' in change ? truth.delete(change.id) : truth.set(change.id, change.text);
      const own = {
        folder: pair.holder,
        version,
        signingKey: pair.signingKey,
        workers: 0,
        random: systemRandom,
      };
      await updateLookupTable({ ...own, changes: () => changes });
      const ids = Array.from({ length: 70 }, (_, i) => `企业${i}`);
      const [outcome] = await pair.ask(ids);
      const want = ids.flatMap((id, i) => (truth.has(id) ? [[i, truth.get(id)!] as const] : []));
      assert.deepEqual(textOf(outcome), want, `seed ${seed}, round ${round}, version ${version}`);
    }
  }
});
