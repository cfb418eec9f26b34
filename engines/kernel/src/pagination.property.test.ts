import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import {
  type Cursor,
  decodeCursor,
  encodeCursor,
  pageLimits,
  pageOf,
  pageQuery,
  pageSchema,
} from './pagination.ts';

const keyset = z.tuple([z.string(), z.int()]);

test('walking the pages sees every row once and in order, whatever the limit', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 10 }),
      (numbers, limit) => {
        const rows = numbers.toSorted((a, b) => a - b);
        const seen: number[] = [];
        let cursor: Cursor | undefined;
        do {
          const after = cursor === undefined ? -1 : decodeCursor(cursor, keyset)[1];
          const read = rows.filter((row) => row > after).slice(0, limit + 1);
          const page = pageOf(read, limit, (row) => ['x', row]);
          seen.push(...page.items);
          cursor = page.next ?? undefined;
        } while (cursor !== undefined);
        assert.deepEqual(seen, rows);
      },
    ),
  );
});

test('a cursor of another list, a broken and an invented one are refused by name', () => {
  const invented = ['', 'AAAA', '%%', encodeCursor(['x']), encodeCursor(['x', 1.5]), encodeCursor([1, 'x'])];
  for (const cursor of invented)
    assert.throws(() => decodeCursor(cursor as Cursor, keyset), { code: 'page.bad_cursor' }, cursor);
});

test('limits are bounded and pages read back from the wire', () => {
  const query = z.strictObject(pageQuery);
  assert.deepEqual(query.decode({ limit: '200' }), { limit: pageLimits.most });
  for (const limit of ['0', '201', '-1', '1.5', 'x'])
    assert.equal(query.safeDecode({ limit }).success, false, limit);
  assert.equal(query.safeDecode({ cursor: 'not base64url!' }).success, false);
  const page = pageOf([1, 2, 3], 2, (row) => [row]);
  assert.deepEqual(pageSchema(z.int()).decode(pageSchema(z.int()).encode(page)), page);
});
