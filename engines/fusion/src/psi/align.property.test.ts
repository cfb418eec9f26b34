import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { alignAll, localMeshes } from './testing.ts';

// Few distinct texts, so that lists overlap; several spellings of one identifier under NFKC among them.
const pool = [
  ...Array.from({ length: 40 }, (_, i) => `91330106MA2KK${i}`),
  ...['é', 'e\u0301', 'ﬁ', 'fi', '①', '1', '金科港', '𠮷', '👩‍🚀', 'Å', '\u212b', 'ＡＢＣ', 'ABC', ' x', 'x'],
];
const list = fc.array(fc.constantFrom(...pool), { maxLength: 40 });
const parties = ['bank', 'tax', 'social', 'customs'];

/** What an alignment must give, computed in the clear: the members, and each party's first row of each. */
function oracle(lists: readonly (readonly string[])[]): {
  members: Set<string>;
  rowOf: Map<string, number>[];
} {
  const rowOf = lists.map((ids) => {
    const rows = new Map<string, number>();
    for (const [row, id] of ids.entries())
      if (!rows.has(id.normalize('NFKC'))) rows.set(id.normalize('NFKC'), row);
    return rows;
  });
  const members = new Set([...rowOf[0]!.keys()].filter((id) => rowOf.every((rows) => rows.has(id))));
  return { members, rowOf };
}

async function check(lists: readonly (readonly string[])[]): Promise<void> {
  const { members, rowOf } = oracle(lists);
  const names = parties.slice(0, lists.length);
  const alignments = await alignAll(localMeshes(names), lists);
  const idsOf = alignments.map(({ rows }, i) => [...rows].map((row) => lists[i]![row]!.normalize('NFKC')));
  for (const [i, { rows, sizes, duplicates }] of alignments.entries()) {
    assert.equal(rows.length, members.size);
    assert.deepEqual(new Set(idsOf[i]), members);
    assert.deepEqual(idsOf[i], idsOf[0], 'handles agree');
    for (const [h, row] of rows.entries()) assert.equal(row, rowOf[i]!.get(idsOf[i]![h]!));
    assert.deepEqual(
      [...sizes],
      names.map((name, k) => [name, rowOf[k]!.size]),
    );
    assert.equal(duplicates, lists[i]!.length - rowOf[i]!.size);
  }
}

describe('alignment against a count in the clear', () => {
  it('holds for any two lists', async () => {
    await fc.assert(
      fc.asyncProperty(list, list, (a, b) => check([a, b])),
      { numRuns: 40 },
    );
  });

  it('holds for any three lists', async () => {
    await fc.assert(
      fc.asyncProperty(list, list, list, (a, b, c) => check([a, b, c])),
      { numRuns: 40 },
    );
  });

  it('holds for any four lists', async () => {
    await fc.assert(
      fc.asyncProperty(list, list, list, list, (...lists) => check(lists)),
      { numRuns: 10 },
    );
  });

  it('holds for identical, disjoint and empty lists and lists longer than a message', async () => {
    const some = pool.slice(0, 20);
    const others = pool.slice(20, 40);
    const many = Array.from({ length: 600 }, (_, i) => `id ${i}`);
    await check([some, some, some]);
    await check([some, others, some]);
    await check([some, some, others]);
    await check([[], some, some]);
    await check([some, [], some]);
    await check([some, some, []]);
    await check([[], [], []]);
    await check([some, some]);
    await check([[], some]);
    await check([many, many.slice(300), many.slice(0, 513)]);
  });
});
