import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import { ownDatasets } from './own-data.ts';
import type { Row } from './store.ts';
import { type TestNode, testNode } from './testing.ts';
import { rowBatch } from './views.ts';

let node: TestNode;
before(async () => {
  node = await testNode('tax');
});
after(() => node[Symbol.asyncDispose]());

const rows = (columns: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(columns.map((row, n) => [syntheticUscc(`own ${n}`), row]));

test('a data set is described by its name, its last load, and each column’s kind, gaps and few values', async () => {
  const { data } = node.ctx.store;
  const id = crypto.randomUUID();
  await data.load(
    id,
    rows([{ staff: 5, grade: 'A' }, { staff: null, grade: 'A' }, { staff: 7 }, {}]),
    'Staff',
  );
  const [found] = (await ownDatasets(node.ctx)).filter((one) => one.id === id);
  assert.deepEqual(
    { ...found, columns: found?.columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)) },
    {
      id,
      name: 'Staff',
      loadedAtMs: node.clock.nowMs(),
      rows: 4,
      sampled: 4,
      columns: [
        { name: 'grade', kind: 'category', missing: 0.5, values: ['A'], range: null },
        {
          name: 'staff',
          kind: 'numeric',
          missing: 0.5,
          values: found?.columns.find(({ name }) => name === 'staff')?.values,
          range: { min: 5, max: 7, decimals: 0 },
        },
      ],
    },
  );
});

test('a load without a name keeps the one there is and moves the time of the last load', async () => {
  const { data } = node.ctx.store;
  const id = crypto.randomUUID();
  await data.load(id, rows([{ staff: 1 }]), 'Staff');
  node.clock.advance(60_000);
  await data.load(id, rows([{ staff: 2 }]));
  const [found] = (await ownDatasets(node.ctx)).filter((one) => one.id === id);
  assert.deepEqual([found?.name, found?.loadedAtMs, found?.rows], ['Staff', node.clock.nowMs(), 1]);
});

test('rows that were loaded before names were kept are listed without one', async () => {
  const id = crypto.randomUUID();
  await node.ctx.store.data.load(id, rows([{ staff: 1 }]));
  await node.database.db.deleteFrom('dataset').where('product', '=', id).execute();
  const [found] = (await ownDatasets(node.ctx)).filter((one) => one.id === id);
  assert.deepEqual([found?.name, found?.loadedAtMs, found?.rows], [null, null, 1]);
});

test('a batch that cannot be taken is refused with the place of each fault', () => {
  const good = { uscc: syntheticUscc('batch'), columns: { staff: 1 } };
  const wrong = `${good.uscc.slice(0, 17)}${good.uscc[17] === '0' ? '1' : '0'}`;
  const pointers = (batch: unknown): readonly string[] =>
    (rowBatch.safeDecode(batch as never).error?.issues ?? []).map(({ path }) => `/${path.join('/')}`);
  assert.deepEqual(pointers({ rows: [good], name: 'Staff' }), []);
  const other = { uscc: syntheticUscc('batch 2'), columns: { grade: 'x'.repeat(201), nul: 'a\0' } };
  assert.deepEqual(pointers({ rows: [good, { ...good, uscc: wrong }, other] }), [
    '/rows/1/uscc',
    '/rows/2/columns/grade',
    '/rows/2/columns/nul',
  ]);
  assert.deepEqual(pointers({ rows: [good, good] }), ['/rows/1/uscc']);
  const wide = Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`c${n}`, n]));
  assert.deepEqual(pointers({ rows: [{ ...good, columns: wide }] }), ['/rows/0/columns']);
});
