import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placed } from './arena.ts';
import { agree, bytes, check } from './testing.ts';

const count = fc.integer({ min: 1, max: 60 });

test('keyed hashes of one block, lengths one by one and all alike', () => {
  const given = fc.record({
    messages: bytes(64 * 8),
    lengths: fc.uint8Array({ minLength: 8, maxLength: 8, max: 64 }),
    key: bytes(32),
  });
  check(given, ({ messages, lengths, key }) =>
    agree((arena, { blake3 }) => {
      const [own, alike] = [placed(arena, messages), placed(arena, messages)];
      blake3(own, 8, placed(arena, lengths), 0, placed(arena, key));
      blake3(alike, 8, 0, 48, placed(arena, key));
      return [
        [own, messages.length],
        [alike, messages.length],
      ];
    }),
  );
});

test('products with a constant, in place, strided, added; and Horner sums that go on', () => {
  const given = fc.record({
    blocks: fc.integer({ min: 1, max: 4 }).map((n) => 16 * n),
    constant: bytes(16),
    data: bytes(64 * 64),
  });
  check(given, ({ blocks, constant, data }) =>
    agree((arena, { gfTable, gfScale, gfHorner }) => {
      const [items, sums, table] = [placed(arena, data), arena.allocate(256), arena.allocate(8192)];
      gfTable(table, placed(arena, constant));
      const out = placed(arena, data);
      gfScale(out, 1, items, 2, blocks / 2 < 16 ? 16 : 32, table, 1);
      gfScale(items, 4, items, 4, blocks, table, 0);
      gfHorner(sums, items, 2, 16, table);
      gfHorner(sums, items, 1, blocks, table);
      return [
        [items, data.length],
        [out, data.length],
        [sums, 256],
      ];
    }),
  );
});

test('children, corrections and leaves of trees, whole and cut widths', () => {
  const given = fc.record({
    trees: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 1, max: 9 }),
    cut: fc.boolean(),
    data: bytes(16 * 45),
    from: fc.nat(44),
    path: fc.nat(16),
  });
  check(given, ({ trees, width, cut, data, from, path }) =>
    agree((arena, kernels) => {
      const next = 2 * width - Number(cut);
      const first = from % (trees * width);
      const [parents, left, right] = [
        placed(arena, data),
        placed(
          arena,
          data.map((byte) => byte ^ 7),
        ),
        placed(
          arena,
          data.map((byte) => byte ^ 9),
        ),
      ] as const;
      const [children, sums, pairs] = [
        arena.allocate(16 * trees * next),
        arena.allocate(32 * trees),
        arena.allocate(32 * trees * next),
      ] as const;
      kernels.ggmChildren(parents, left, right, children, first, trees * width - first, width, next, sums);
      const paths = arena.allocate(4 * trees);
      arena.words(paths, trees).fill(path % next);
      kernels.ggmCorrect(children, trees, next, paths, parents);
      kernels.ggmLeaves(children, pairs, trees, next, paths, left, right);
      return [
        [children, 16 * trees * next],
        [sums, 32 * trees],
        [pairs, 32 * trees * next],
      ];
    }),
  );
});

test('convolution in one go and in two, and expansion, for single blocks and for pairs', () => {
  const given = fc.record({
    rows: fc.integer({ min: 1, max: 90 }),
    data: bytes(32 * 90),
    words: bytes(4 * 7 * 90),
    cut: fc.nat(89),
  });
  check(given, ({ rows, data, words, cut }) =>
    agree((arena, kernels) =>
      ([1, 2] as const).flatMap((width) => {
        const [x, out] = [placed(arena, data), placed(arena, data)] as const;
        const [coefficients, ring] = [placed(arena, words), arena.allocate(8 * 16 * 32)] as const;
        const convolve = width === 1 ? kernels.convolve1 : kernels.convolve2;
        const middle = cut % rows;
        convolve(x, 0, middle, coefficients, ring);
        convolve(x, middle, rows, coefficients + 4 * middle, ring);
        const expand = width === 1 ? kernels.expand1 : kernels.expand2;
        expand(out, x, rows, rows, coefficients);
        kernels.addSeconds(x, out, rows >> 1);
        return [
          [x, data.length],
          [out, data.length],
        ] as const;
      }),
    ),
  );
});

test('bins and tags: counted, moved, settled, packed and merged', () => {
  const given = fc.record({
    items: count,
    data: bytes(64 * 60),
    bits: fc.integer({ min: 0, max: 6 }),
    width: fc.integer({ min: 2, max: 16 }),
    copies: fc.integer({ min: 1, max: 3 }),
  });
  check(given, ({ items, data, bits, width, copies }) =>
    agree((arena, kernels) => {
      const at = placed(
        arena,
        data.map((byte, k) => (k % 64 < 2 ? byte % copies : byte)),
      );
      const [counts, sorted, order] = [
        arena.allocate(4 * 65),
        arena.allocate(64 * items),
        arena.allocate(4 * items),
      ] as const;
      kernels.binCount(at, 0, items, 7, counts);
      kernels.binMove(at, 0, items, 1, arena.allocate(4), sorted, order);
      const [cursors, tags, from] = [
        arena.allocate(4),
        arena.allocate(16 * items),
        arena.allocate(4 * items),
      ] as const;
      kernels.tagCount(at, 0, items, bits, counts);
      kernels.tagMove(at, 0, items, 0, cursors, tags, from);
      kernels.tagSettle(tags, from, 0, items >> 1);
      kernels.tagSettle(tags, from, items >> 1, items - (items >> 1));
      const [hits, cursor] = [arena.allocate(4 * items), arena.allocate(4)] as const;
      const others = arena.allocate(16 * items);
      arena.bytes(others, 16 * items).set(arena.bytes(tags, 16 * items));
      kernels.packTags(tags, items, width);
      kernels.packTags(others, items, width);
      const merged = kernels.mergeTags(
        tags,
        items,
        others + width * (items >> 2),
        0,
        items - (items >> 2),
        width,
        cursor,
        hits,
      );
      arena.words(cursor, 1)[0] = merged;
      return [
        [counts, 260],
        [sorted, 64 * items],
        [order, 4 * items],
        [tags, width * items],
        [from, 4 * items],
        [hits, 4 * items * merged],
        [cursor, 4],
      ];
    }),
  );
});

test('messages that stand twice are kept once', () => {
  const given = fc.record({
    picks: fc.array(fc.nat(9), { minLength: 1, maxLength: 40 }),
    data: bytes(640),
    key: bytes(8),
    cut: fc.nat(39),
  });
  check(given, ({ picks, data, key, cut }) =>
    agree((arena, { distinct }) => {
      const messages = placed(
        arena,
        Buffer.concat(picks.map((pick) => data.subarray(64 * pick, 64 * pick + 64))),
      );
      const lengths = placed(arena, new Uint8Array(picks.length).fill(64));
      const [rows, table] = [arena.allocate(4 * picks.length), arena.allocate(8 * 128)] as const;
      const middle = cut % picks.length;
      const half = distinct(messages, lengths, 0, middle, 0, rows, table, 127, placed(arena, key));
      const kept = distinct(
        messages,
        lengths,
        middle,
        picks.length - middle,
        half,
        rows,
        table,
        127,
        placed(arena, key),
      );
      return [
        [messages, 64 * kept],
        [rows, 4 * kept],
      ];
    }),
  );
});

test('a bin is peeled, filled and decoded', () => {
  let whole = 0;
  const given = fc.record({
    items: count,
    data: bytes(64 * 60),
    columns: fc.integer({ min: 80, max: 200 }),
    dense: bytes(16 * 64),
  });
  check(given, ({ items, data, columns, dense }) =>
    agree((arena, kernels) => {
      const at = placed(arena, data);
      const [state, steps, found, table] = [8 * columns, 8 * items, 4 * columns, 32_768].map((size) =>
        arena.allocate(size),
      ) as [number, number, number, number];
      const store = arena.allocate(16 * columns);
      const taken = kernels.okvsPeel(at, items, columns, state, steps, found);
      kernels.okvsDense(placed(arena, dense), table);
      kernels.okvsFill(at, steps, taken, columns, store, table);
      const mask = arena.allocate(16);
      kernels.okvsDecode(at, items, columns, store, 1, table, mask, 1);
      whole += Number(taken === items);
      return taken === items ? [[at, 64 * items]] : [];
    }),
  );
  assert.ok(whole > 0, 'no bin was peeled whole');
});
