import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { ids, shortCases } from '../intersect/testing.ts';
import { localMeshes } from '../psi/testing.ts';
import { intersectByEcdh } from './intersect.ts';
import { intersectionSize } from './size.ts';
import { both } from './testing.ts';
import { intersectAtLeast } from './threshold.ts';

test('empty lists, one element, one-sided lists', async () => {
  for (const [a, b, common] of shortCases) {
    const lists = [
      { ids: a, learns: 'both' },
      { ids: b, learns: 'both' },
    ] as const;
    const [receiver, sender] = await both(intersectByEcdh, lists);
    assert.deepEqual([...receiver!.rows!], common);
    assert.equal(sender!.rows!.length, common.length);
    for (const { size } of await both(intersectionSize, lists)) assert.equal(size, common.length);
  }
});

test('writings that are the same after NFKC meet, repetitions are counted', async () => {
  const [receiver, sender] = await both(intersectByEcdh, [
    { ids: ['ＡＢ１', 'AB1', 'long'.repeat(40), '企业'], learns: 'both' },
    { ids: ['AB1', 'x', '企业', '企业'], learns: 'both' },
  ]);
  assert.deepEqual(
    [[...receiver!.rows!], [...sender!.rows!]],
    [
      [0, 3],
      [0, 2],
    ],
  );
  assert.deepEqual([receiver!.duplicates, sender!.duplicates], [1, 1]);
  assert.deepEqual([...receiver!.distinct], [0, 2, 3]);
});

test('lists that threads work on give what shorter ones do', async () => {
  const [receiver, sender] = await both(intersectByEcdh, [
    { ids: ids(0, 700), learns: 'both' },
    { ids: ids(400, 1200), learns: 'both' },
  ]);
  const from = (start: number) => Uint32Array.from({ length: 300 }, (_, k) => start + k);
  assert.deepEqual([receiver!.rows, sender!.rows], [from(400), from(0)]);
});

test('the sender learns nothing unless told', async () => {
  const lists = [{ ids: ids(0, 9) }, { ids: ids(5, 12) }] as const;
  assert.equal((await both(intersectByEcdh, lists))[1]!.rows, undefined);
  assert.equal((await both(intersectionSize, lists))[1]!.size, undefined);
});

test('a threshold opens rows from it on, and below tells the receiver the number and the sender that it is too small', async () => {
  const lists = [{ ids: ids(0, 9) }, { ids: ids(5, 12) }] as const;
  const at = (atLeast: number, learns: 'receiver' | 'both') =>
    both(intersectAtLeast, [
      { ...lists[0], atLeast, learns },
      { ...lists[1], atLeast, learns },
    ]);
  for (const learns of ['receiver', 'both'] as const) {
    const [receiver, sender] = await at(4, learns);
    assert.ok(receiver!.kind === 'opened' && sender!.kind === 'opened');
    assert.deepEqual([...receiver!.rows!], [5, 6, 7, 8]);
    assert.deepEqual(sender!.rows && [...sender!.rows], learns === 'both' ? [0, 1, 2, 3] : undefined);
    assert.deepEqual(await at(5, learns), [
      { kind: 'refused', size: 4 },
      { kind: 'refused', size: undefined },
    ]);
  }
});

test('both sides tell how far they are, up to the last element', async () => {
  const last = ['', ''];
  const meshes = localMeshes(['a', 'b']).map((mesh, k) => ({
    ...mesh,
    progress: (...of: readonly unknown[]) => void last.splice(k, 1, of.join()),
  }));
  await both(intersectByEcdh, [{ ids: ids(0, 9) }, { ids: ids(5, 12) }], meshes);
  assert.deepEqual(last, ['intersect,18,18', 'intersect,16,16']);
});

test('what cannot be intersected is refused by name before anything is sent', async () => {
  const input = { ids: ['x', 'y'], receiver: 'a', random: systemRandom };
  for (const [change, code] of [
    [{ ids: [' '] }, 'fusion.bad_id'],
    [{ ids: ['\ud800'] }, 'fusion.bad_id'],
    [{ maxIds: 1 }, 'fusion.too_many_ids'],
    [{ receiver: 'c' }, 'fusion.bad_mesh'],
  ] as const)
    await assert.rejects(
      intersectByEcdh(localMeshes(['a', 'b'])[0]!, { ...input, ...change }),
      (error) => codeOf(error) === code,
    );
  for (const atLeast of [0, -1, 1.5, Number.NaN])
    await assert.rejects(
      intersectAtLeast(localMeshes(['a', 'b'])[0]!, { ...input, atLeast }),
      (error) => codeOf(error) === 'fusion.bad_threshold',
    );
});

test('parties on different terms do not meet', async () => {
  const input = { ids: ['x'], receiver: 'a', random: systemRandom };
  const a = () => localMeshes(['a', 'b']);
  for (const [first, second] of [
    [intersectByEcdh, intersectionSize],
    [
      (mesh, terms) => intersectAtLeast(mesh, { ...terms, atLeast: 1 }),
      (mesh, terms) => intersectAtLeast(mesh, { ...terms, atLeast: 2 }),
    ],
    [intersectByEcdh, (mesh, terms) => intersectByEcdh(mesh, { ...terms, learns: 'both' })],
    [intersectByEcdh, (mesh, terms) => intersectByEcdh(mesh, { ...terms, plan: new Uint8Array(32).fill(1) })],
    [intersectByEcdh, (mesh, terms) => intersectByEcdh({ ...mesh, session: 'other' }, terms)],
  ] as readonly (readonly (typeof intersectByEcdh | typeof intersectionSize)[])[]) {
    const [one, other] = a();
    const ends = await Promise.allSettled([first!(one!, input), second!(other!, input)]);
    const codes = ends.map((end) => (end.status === 'rejected' ? codeOf(end.reason) : end.status));
    assert.ok(codes.includes('fusion.bad_message'), codes.join());
    assert.ok(
      codes.every((code) => ['fusion.bad_message', 'fusion.peer_gone'].includes(code!)),
      codes.join(),
    );
  }
});
