import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Arena, placed } from './arena.ts';
import { agree, bytes, check } from './testing.ts';

test('keystreams of columns, from any block on, alone and added', () => {
  const given = fc.record({
    keys: bytes(96),
    data: bytes(3 * 320),
    first: fc.nat(2 ** 31),
    adding: fc.nat(1),
  });
  check(given, ({ keys, data, first, adding }) =>
    agree((arena, { keystreams }) => {
      const to = placed(arena, data);
      keystreams(to, 320, 3, placed(arena, keys), first, 4, adding);
      return [[to, data.length]];
    }),
  );
});

test('columns to rows, and back to the same columns', () => {
  const given = fc.record({ columns: bytes(32 * 64), width: fc.constantFrom(8, 24, 56) });
  check(given, ({ columns, width }) =>
    agree((arena, { transposeBits }) => {
      const from = placed(arena, columns);
      const [rows, back] = [arena.allocate(8 * 64 * 8), arena.allocate(32 * 64)];
      transposeBits(from, 64, 2, rows, 8, width);
      transposeBits(rows, 8, width / 2, back, 64, 4);
      for (let column = 0; column < 32; column++)
        assert.deepEqual(
          arena.bytes(back + 64 * column, width),
          arena.bytes(from + 64 * column, width),
          `column ${column}`,
        );
      return [[rows, 64 * width]];
    }),
  );
});

test('sums of columns, and the peer’s columns where a mask says so', () => {
  const given = fc.record({ a: bytes(4 * 96), b: bytes(4 * 96), theirs: bytes(4 * 32), bits: fc.nat(15) });
  check(given, ({ a, b, theirs, bits }) =>
    agree((arena, { addColumns, foldColumns }) => {
      const [first, second, to] = [placed(arena, a), placed(arena, b), arena.allocate(4 * 32)];
      addColumns(to, first, second, 96, 32, 4);
      const masks = arena.allocate(64);
      for (let k = 0; k < 16; k++) arena.words(masks, 16)[k] = -((bits >> (k >> 2)) & 1);
      foldColumns(first, 96, placed(arena, theirs), 32, 4, masks);
      return [
        [to, 128],
        [first, a.length],
      ];
    }),
  );
});

test('rows get numbers; code words are masked and put onto the rows of their bins', () => {
  const given = fc.record({
    rows: bytes(64 * 8),
    codes: bytes(64 * 5),
    secret: bytes(64),
    places: fc.array(fc.nat(7), { minLength: 5, maxLength: 5 }),
    first: fc.nat(2 ** 24),
  });
  check(given, ({ rows, codes, secret, places, first }) =>
    agree((arena, { numberRows, maskRows }) => {
      const [at, to] = [placed(arena, rows), placed(arena, codes)];
      const where = arena.allocate(20);
      arena.words(where, 5).set(places);
      maskRows(to, at, where, 5, placed(arena, secret), first);
      numberRows(at, 8, first);
      return [
        [to, codes.length],
        [at, rows.length],
      ];
    }),
  );
});

const stateBytes = 4 * (2 + 2 * 64);

/** Digests in an arena and a table for them, of which walks of `limit` rounds have filled a part. */
function filled(
  arena: Arena,
  { digests, count, bins, limit }: { digests: Uint8Array; count: number; bins: number; limit: number },
) {
  const [at, table, state] = [placed(arena, digests), arena.allocate(4 * bins), arena.allocate(stateBytes)];
  arena.words(state, 1)[0] = 12_345;
  const entered = arena.kernels.cuckooPlace(at, 0, count, bins, table, state, limit);
  const looking = arena.words(state, 2)[1]!;
  return { at, table, state, entered, looking };
}

test('a table fills in the same way, to those who find no place', () => {
  let [stopped, whole] = [0, 0];
  const given = fc.record({
    digests: bytes(16 * 200),
    count: fc.integer({ min: 1, max: 200 }),
    limit: fc.constantFrom(0, 3, 50),
  });
  check(given, ({ digests, count, limit }) =>
    agree((arena) => {
      const { table, state, entered, looking } = filled(arena, { digests, count, bins: 190, limit });
      const entries = arena.words(table, 190);
      assert.equal(entries.filter((entry) => entry > 0).length, entered - looking);
      stopped += Number(looking > 0);
      whole += Number(looking === 0);
      return [
        [table, 4 * 190],
        [state, 8 + 8 * looking],
      ];
    }),
  );
  assert.ok(stopped > 0 && whole > 0, `${stopped} found no place, ${whole} did`);
});

test('what is asked about bins, full and empty, and about pairs; pairs sorted by stretch', () => {
  const given = fc.record({ digests: bytes(16 * 40), dummy: bytes(16), first: fc.nat(30) });
  check(given, ({ digests, dummy, first }) =>
    agree((arena, kernels) => {
      const [count, bins, shift] = [40, 80, 4];
      const { at, table } = filled(arena, { digests, count, bins, limit: 100 });
      const asked = arena.allocate(64 * 50);
      kernels.codeBins(at, table, first, 50, placed(arena, dummy), asked);
      const [cursors, pairs] = [arena.allocate(4 * 6), arena.allocate(4 * 3 * count)];
      kernels.pairCount(at, 0, count, bins, shift, cursors);
      const counts = arena.words(cursors, 6).slice();
      for (let k = 0, sum = 0; k < 6; k++) {
        arena.words(cursors, 6)[k] = sum;
        sum += counts[k]!;
      }
      kernels.pairMove(at, 0, count, bins, shift, cursors, pairs);
      const [inputs, places] = [arena.allocate(64 * 3 * count), arena.allocate(4 * 3 * count)];
      kernels.codePairs(at, pairs, 3 * count, bins, 0, inputs, places);
      return [
        [asked, 64 * 50],
        [pairs, 12 * count],
        [inputs, 192 * count],
        [places, 12 * count],
      ];
    }),
  );
});

test('digests are taken out of items in place', () => {
  check(bytes(64 * 9), (items) =>
    agree((arena, { takeDigests }) => {
      const at = placed(arena, items);
      takeDigests(at, 0, 4);
      takeDigests(at, 4, 5);
      return [[at, 16 * 9]];
    }),
  );
});

test('tags are dealt into buckets, sorted one after the other, and compared with the peer’s', () => {
  const given = fc.record({
    rows: bytes(64 * 32),
    skipped: fc.nat(31),
    width: fc.integer({ min: 5, max: 12 }),
    bits: fc.constantFrom(0, 2),
  });
  check(given, ({ rows, skipped, width, bits }) =>
    agree((arena, { dealTags, sortTags, matchTags }) => {
      const [count, room, buckets] = [32, 32, 2 ** bits];
      const [entries, cursors, ends] = [128, 4 * buckets, 4 * buckets].map((size) =>
        arena.allocate(size),
      ) as [number, number, number];
      arena.words(entries, count).set(Uint32Array.from({ length: count }, (_, k) => k + 1));
      arena.words(entries, count)[skipped] = 0;
      arena.words(cursors, buckets).set(Uint32Array.from({ length: buckets }, (_, k) => room * k));
      arena.words(ends, buckets).set(Uint32Array.from({ length: buckets }, (_, k) => room * (k + 1)));
      const records = arena.allocate(16 * room * buckets);
      const at = placed(arena, rows);
      assert.equal(dealTags(at, 4, entries, count, width, bits, cursors, ends, records), 1);
      const [counts, scratch] = [arena.allocate(4 * 17), arena.allocate(16 * room)];
      const packed = arena.allocate(16 * (count + 1));
      let done = 0;
      for (const [bucket, end] of arena.words(cursors, buckets).slice().entries()) {
        const [from, size] = [records + 16 * room * bucket, end - room * bucket];
        sortTags(from, size, width, bits, 4, counts, scratch, packed + width * done, width);
        sortTags(from, size, width, bits, 4, counts, scratch, records + 16 * done, 16);
        done += size;
      }
      assert.equal(done, count - 1);
      const [state, marks] = [arena.allocate(16), arena.allocate(count)];
      assert.equal(matchTags(records, done, packed, 10, width, state, marks), 1);
      assert.equal(matchTags(records, done, packed + width * 10, done - 10, width, state, marks), 1);
      assert.deepEqual(
        [...arena.bytes(marks, count)],
        Array.from({ length: count }, (_, k) => Number(k !== skipped)),
      );
      assert.equal(matchTags(records, done, packed, 2, width, state, marks), 0);
      return [
        [records, 16 * done],
        [packed, width * done],
      ];
    }),
  );
});
