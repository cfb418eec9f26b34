import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { tampered } from '../psi/testing.ts';
import { kernelsModule } from '../ristretto/kernels.ts';
import { openCompute } from '../ristretto/worker.ts';
import { findAll } from './find.ts';
import { evaluator } from './oprf.ts';
import { updateLookupTable } from './prepare.ts';
import type { LookupChange } from './rows.ts';
import { currentTable, keptKey } from './store.ts';
import { labelOf, lookupMeshes, newPair, type Pair, textOf } from './testing.ts';

const update = (pair: Pair, version: number, changes: readonly LookupChange[]) =>
  updateLookupTable({
    ...{ folder: pair.holder, version, signingKey: pair.signingKey, workers: 0, random: systemRandom },
    changes: () => changes,
  });

test('the querier gets the labels of its hits, each identifier’s first row; equal after NFKC is equal', async () => {
  await using pair = await newPair();
  const rows = [
    { id: 'AB1', label: labelOf('first') },
    { id: 'ＡＢ１', label: labelOf('second of the same') },
    { id: '企业', label: labelOf('甲') },
    { id: 'none' },
  ];
  for (const adversary of ['malicious', 'semi-honest'] as const) {
    const version = adversary === 'malicious' ? 1 : 2;
    const { entries } = await pair.prepare(rows, { labelBytes: 20, adversary, version });
    assert.equal(entries, 3);
    const ids = ['absent', 'ＡＢ１', 'AB1', '企业', 'none', 'no ne'];
    const [outcome, served] = await pair.ask(ids);
    assert.ok(outcome.kind === 'answered');
    assert.deepEqual(textOf(outcome), [
      [1, 'first'],
      [3, '甲'],
      [4, ''],
    ]);
    assert.equal(outcome.duplicates, 1);
    assert.equal(served.answered, 5);
  }
});

test('a table without labels, an empty one, and a query about nothing', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a' }, { id: 'b' }]);
  assert.deepEqual(textOf((await pair.ask(['c', 'b']))[0]), [[1, '']]);
  const [nothing, served] = await pair.ask([]);
  assert.deepEqual([textOf(nothing), served.answered, served.chunksSent], [[], 0, 0]);
  await pair.prepare([], { version: 2 });
  assert.deepEqual(textOf((await pair.ask(['c', 'b']))[0]), []);
});

test('an update is fetched alone, and the latest word about an identifier counts', async () => {
  await using pair = await newPair();
  await pair.prepare(
    ['a', 'b', 'c'].map((id) => ({ id, label: labelOf(`${id}1`) })),
    { labelBytes: 4 },
  );
  assert.equal((await pair.ask(['a']))[1].chunksSent, 1);
  const changes = [
    { id: 'a', label: labelOf('a2') },
    { id: 'b', removed: true },
    { id: 'd', label: labelOf('d2') },
  ] as const;
  await update(pair, 2, changes);
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const [second, served] = await pair.ask(ids);
  assert.equal(served.chunksSent, 1);
  assert.deepEqual(textOf(second), [
    [0, 'a2'],
    [2, 'c1'],
    [3, 'd2'],
  ]);
  await update(pair, 3, [{ id: 'b', label: labelOf('b3') }]);
  await update(pair, 4, [{ id: 'a', removed: true }]);
  assert.deepEqual(textOf((await pair.ask(ids))[0]), [
    [1, 'b3'],
    [2, 'c1'],
    [3, 'd2'],
  ]);
  assert.equal((await pair.ask(ids))[1].chunksSent, 0);
});

test('an update of a table without labels does not show which of its identifiers were removed', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a' }, { id: 'b' }]);
  const sizes: number[] = [];
  for (const [version, removed] of [
    [2, true],
    [3, false],
  ] as const) {
    await update(pair, version, [removed ? { id: 'a', removed } : { id: 'a' }]);
    const { manifest } = (await currentTable(pair.holder))!;
    sizes.push(manifest.segments.at(-1)!.bytes);
  }
  assert.equal(sizes[0], sizes[1]);
  assert.deepEqual(textOf((await pair.ask(['b', 'a']))[0]), [
    [0, ''],
    [1, ''],
  ]);
});

test('after a new table, what was fetched before matches nothing, and the querier removes it', async () => {
  await using pair = await newPair();
  const rows = ['a', 'b'].map((id) => ({ id, label: labelOf(id) }));
  await pair.prepare(rows, { labelBytes: 1 });
  await pair.ask(['a']);
  await using old = await pair.copy();
  const before = (await currentTable(pair.holder))!.manifest;
  await pair.prepare(rows, { labelBytes: 1, version: 2 });
  const key = (await currentTable(pair.holder))!.manifest.key;
  assert.notEqual(key, before.key);
  assert.deepEqual(await readdir(join(pair.holder, 'keys')), [key]);
  const outputsOf = async (folder: string, element: string) =>
    evaluator(await openCompute(kernelsModule), {
      secret: (await keptKey(folder, element))!,
      mode: 'verifiable',
    })(['a', 'b'].map((id) => Buffer.from(id)));
  assert.deepEqual(await findAll(old.querier, before, await outputsOf(pair.holder, key)), []);
  const own = await outputsOf(old.holder, before.key);
  assert.equal((await findAll(old.querier, before, own)).length, 2);
  assert.deepEqual(textOf((await pair.ask(['a', 'b']))[0]), [
    [0, 'a'],
    [1, 'b'],
  ]);
  assert.equal((await readdir(join(pair.querier, 'segments'))).length, 2);
});

test('a query asked again under its name is counted once, and about other identifiers is refused', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a' }]);
  const limits = { total: 3, rate: { count: 3, windowMs: 1_000 } };
  for (const _ of [1, 2]) {
    const [outcome] = await pair.ask(['a', 'b'], { query: 'q', limits });
    assert.ok(outcome.kind === 'answered' && outcome.left === 1);
  }
  const [changed] = await pair.settle(['a', 'c'], { query: 'q', limits });
  assert.ok(changed.status === 'rejected' && codeOf(changed.reason) === 'fusion.query_changed');
  const [refused, served] = await pair.ask(['a', 'c'], { query: 'q2', limits });
  assert.deepEqual(refused, { kind: 'refused', reason: 'total', left: 1 });
  assert.equal(served.answered, 0);
  await pair.prepare([{ id: 'a' }], { version: 2 });
  const [after] = await pair.ask(['a'], { query: 'q3', limits });
  assert.ok(after.kind === 'answered' && after.left === 0, 'a new key does not fill the budget up');
});

test('a holder that dies between noting a query and answering it: asked again, the query is answered and counted once', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a' }]);
  const limits = { total: 9, rate: { count: 9, windowMs: 1_000 } };
  for (const label of ['lookup/decision', 'lookup/evaluated']) {
    const [holder, querier] = lookupMeshes();
    const dying = tampered(holder, 'q', (name, payload) => {
      if (name === label) throw new Error('the holder dies');
      return [payload];
    });
    const [asked] = await pair.settle(['a', 'b'], { query: label, limits, meshes: [dying, querier] });
    assert.ok(asked.status === 'rejected' && codeOf(asked.reason) === 'fusion.peer_gone');
    const [again] = await pair.ask(['a', 'b'], { query: label, limits });
    assert.deepEqual(textOf(again), [[0, '']]);
    assert.ok(again.kind === 'answered' && again.left === (label === 'lookup/decision' ? 7 : 5));
  }
});

test('what cannot be asked is refused by name before the holder hears of it', async () => {
  await using pair = await newPair();
  await pair.prepare([{ id: 'a' }], { largestQuery: 2 });
  for (const [ids, code] of [
    [[' '], 'fusion.bad_id'],
    [['\ud800'], 'fusion.bad_id'],
    [['x'.repeat(65_536)], 'fusion.bad_id'],
    [['a', 'b', 'c'], 'fusion.too_many_ids'],
  ] as const) {
    const [asked, served] = await pair.settle(ids);
    assert.ok(asked.status === 'rejected' && codeOf(asked.reason) === code);
    assert.ok(served.status === 'rejected' && codeOf(served.reason) === 'fusion.peer_gone');
  }
  await using empty = await newPair();
  const [, served] = await empty.settle(['a']);
  assert.ok(served.status === 'rejected' && codeOf(served.reason) === 'fusion.no_table');
});
