import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Column, FileCell } from '../column.ts';
import { cellsOf } from './chunks.ts';

const rows = Array.from({ length: 2500 }, (_, at) => at);
const columns: readonly Column<number>[] = [
  { id: 'given', header: 'Given', cell: () => null, sortBy: (row) => row, text: (row) => `no ${row}` },
  { id: 'sorted', header: 'Sorted', cell: () => null, sortBy: (row) => row },
  { id: 'plain', header: 'Plain', cell: (row) => `cell ${row}` },
  { id: 'drawn', header: 'Drawn', cell: () => null },
];

test('every row is in it once and in order, and the last progress is all of it', async () => {
  const shares: number[] = [];
  const lines: (readonly FileCell[])[] = [];
  const { signal } = new AbortController();
  for await (const chunk of cellsOf({ columns, rows, signal, onProgress: (share) => shares.push(share) }))
    lines.push(...chunk);
  assert.deepEqual(lines[0], ['Given', 'Sorted', 'Plain', 'Drawn']);
  assert.deepEqual(
    lines.slice(1).map(([, at]) => at),
    rows,
  );
  assert.deepEqual(shares, [0.4, 0.8, 1]);
});

test('what a column gives for files counts before what it is sorted by, and that before the cell', async () => {
  const { signal } = new AbortController();
  const chunks = cellsOf({ columns, rows: [7], signal, onProgress: () => {} });
  await chunks.next();
  assert.deepEqual((await chunks.next()).value, [['no 7', 7, 'cell 7', '']]);
});

test('a column of buttons is in no file', async () => {
  const buttons: Column<number> = { id: 'act', header: 'Act', isAct: true, cell: () => 'Press' };
  const { signal } = new AbortController();
  const file = cellsOf({
    columns: [...columns.slice(2, 3), buttons],
    rows: [7],
    signal,
    onProgress: () => {},
  });
  assert.deepEqual((await file.next()).value, [['Plain']]);
  assert.deepEqual((await file.next()).value, [['cell 7']]);
});

test('rows that come a page at a time go on as they come, and nobody is told a share', async () => {
  const shares: number[] = [];
  const { signal } = new AbortController();
  async function* pages(): AsyncGenerator<readonly number[]> {
    yield [1, 2];
    yield [3];
  }
  const file = { columns, rows: pages(), signal, onProgress: (share: number) => shares.push(share) };
  const chunks = await Array.fromAsync(cellsOf(file));
  assert.deepEqual(
    chunks.slice(1).map((lines) => lines.map(([, at]) => at)),
    [[1, 2], [3]],
  );
  assert.deepEqual(shares, []);
});

test('once aborted it gives no more rows', async () => {
  const abort = new AbortController();
  const seen: unknown[] = [];
  const reading = (async () => {
    const file = { columns, rows, signal: abort.signal, onProgress: () => abort.abort() };
    for await (const chunk of cellsOf(file)) seen.push(...chunk);
  })();
  await assert.rejects(reading, { name: 'AbortError' });
  assert.equal(seen.length, 1001);
});
