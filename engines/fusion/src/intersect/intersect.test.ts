import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { plainArena } from '../kernels/plain/arena.ts';
import { localMeshes, type Tamper, tampered } from '../psi/testing.ts';
import { type IntersectInput, intersect, intersectIn } from './intersect.ts';
import { ids, intersectBoth, shortCases } from './testing.ts';

test('empty lists, one element, one-sided lists', async () => {
  for (const [a, b, common] of shortCases) {
    const [receiver, sender] = await intersectBoth([a, b], { learns: 'both' });
    assert.deepEqual([...receiver!.rows!], common);
    assert.equal(sender!.rows!.length, common.length);
  }
});

test('writings that are the same after NFKC meet, repetitions are counted, long identifiers are told apart', async () => {
  const long = 'x'.repeat(70);
  const [receiver, sender] = await intersectBoth(
    [
      ['ＡＢ１', 'AB1', `${long}1`, '企业'],
      ['AB1', `${long}2`, '企业', '企业'],
    ],
    { learns: 'both' },
  );
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

test('both sides tell how far they are', async () => {
  const heard: string[][] = [[], []];
  const meshes = localMeshes(['a', 'b']).map((mesh, k) => ({
    ...mesh,
    progress: (...of: readonly unknown[]) => void heard[k]!.push(of.join()),
  }));
  await intersectBoth([ids(0, 9), ids(5, 12)], {}, meshes);
  const all = [1, 2, 3, 4].map((done) => `intersect,${done},4`);
  assert.deepEqual(heard, [all, all]);
});

test('the sender learns nothing unless told', async () => {
  const [, sender] = await intersectBoth([ids(0, 9), ids(5, 12)]);
  assert.equal(sender!.rows, undefined);
});

test('a party with plain kernels meets one with WebAssembly', async () => {
  const [a, b] = localMeshes(['a', 'b']);
  const common = { receiver: 'a', learns: 'both', random: systemRandom } as const;
  const [receiver, sender] = await Promise.all([
    intersectIn(plainArena(), a!, { ...common, ids: ids(0, 200) }),
    intersect(b!, { ...common, ids: ids(150, 400) }),
  ]);
  assert.deepEqual(
    receiver.rows,
    Uint32Array.from({ length: 50 }, (_, i) => 150 + i),
  );
  assert.deepEqual(
    sender.rows,
    Uint32Array.from({ length: 50 }, (_, i) => i),
  );
});

test('what cannot be intersected is refused by name before anything is sent', async () => {
  const [a] = localMeshes(['a', 'b']);
  const input = { ids: ['x', 'y'], receiver: 'a', random: systemRandom };
  for (const [change, code] of [
    [{ ids: [' '] }, 'fusion.bad_id'],
    [{ ids: ['\ud800'] }, 'fusion.bad_id'],
    [{ ids: [''] }, 'fusion.bad_id'],
    [{ maxIds: 1 }, 'fusion.too_many_ids'],
    [{ receiver: 'c' }, 'fusion.bad_mesh'],
  ] as const)
    await assert.rejects(
      intersect(localMeshes(['a', 'b'])[0]!, { ...input, ...change }),
      (error) => codeOf(error) === code,
    );
  await assert.rejects(
    intersect({ ...a!, parties: ['a', 'b', 'c'] }, input),
    (error) => codeOf(error) === 'fusion.bad_mesh',
  );
});

test('a peer may be allowed another number of identifiers than oneself', async () => {
  const sizes = [ids(0, 9), ids(5, 8)] as const;
  const [receiver] = await intersectBoth(sizes, { maxIds: 9, maxPeerIds: 9 });
  assert.equal(receiver!.rows!.length, 3);
  const [a, b] = localMeshes(['a', 'b']);
  const terms = { receiver: 'a', random: systemRandom, maxIds: 9 } as const;
  const ends = await Promise.allSettled([
    intersect(a!, { ...terms, ids: sizes[0], maxPeerIds: 2 }),
    intersect(b!, { ...terms, ids: sizes[1] }),
  ]);
  assert.equal(codeOf(ends[0].status === 'rejected' && ends[0].reason), 'fusion.too_many_ids');
});

test('parties on different terms do not meet', async () => {
  const terms: readonly Partial<IntersectInput>[] = [
    { learns: 'both' },
    { adversary: 'semi-honest' },
    { plan: new Uint8Array(32).fill(1) },
    { receiver: 'b' },
  ];
  for (const other of terms) {
    const input = { ids: ['x'], receiver: 'a', random: systemRandom };
    const [a, b] = localMeshes(['a', 'b']);
    const ends = await Promise.allSettled([intersect(a!, input), intersect(b!, { ...input, ...other })]);
    for (const end of ends)
      assert.ok(
        end.status === 'rejected' && ['fusion.bad_message', 'fusion.peer_gone'].includes(codeOf(end.reason)),
      );
    assert.ok(ends.some((end) => end.status === 'rejected' && codeOf(end.reason) === 'fusion.bad_message'));
  }
});

type Deviation = {
  readonly what: string;
  readonly who: 'a' | 'b';
  readonly code: string;
  readonly tamper: Tamper;
};

/** Changes messages under one label, counted from 0. */
const on =
  (label: string, change: (message: Uint8Array, count: number) => readonly Uint8Array[]): (() => Tamper) =>
  () => {
    let count = 0;
    return (name, payload) => (name === label ? change(new Uint8Array(payload), count++) : [payload]);
  };
const edited =
  (edit: (message: Uint8Array) => void) =>
  (message: Uint8Array): readonly Uint8Array[] => {
    edit(message);
    return [message];
  };
const size = edited((hello) => new DataView(hello.buffer).setUint32(64, 0xff_ffff, true));

const deviations: readonly Deviation[] = [
  {
    what: 'a receiver that lies about its size',
    who: 'a',
    code: 'fusion.too_many_ids',
    tamper: on('rr22/hello', size)(),
  },
  {
    what: 'a sender that lies about its size',
    who: 'b',
    code: 'fusion.too_many_ids',
    tamper: on('rr22/hello', size)(),
  },
  {
    what: 'a hello cut short',
    who: 'a',
    code: 'fusion.bad_message',
    tamper: on('rr22/hello', (m) => [m.subarray(1)])(),
  },
  {
    what: 'a store cut short',
    who: 'a',
    code: 'fusion.bad_message',
    tamper: on('rr22/store', (m) => [m.subarray(16)])(),
  },
  {
    what: 'a store with more',
    who: 'a',
    code: 'fusion.bad_message',
    tamper: on('rr22/store', (m) => [new Uint8Array(m.length + 16)])(),
  },
  {
    what: 'tags cut short',
    who: 'b',
    code: 'fusion.bad_message',
    tamper: on('rr22/tags', (m) => [m.subarray(16)])(),
  },
  {
    what: 'tags that do not ascend',
    who: 'b',
    code: 'fusion.inconsistent',
    tamper: on(
      'rr22/tags',
      edited((m) => m.copyWithin(0, 16, 32)),
    )(),
  },
  {
    what: 'another coin than committed to',
    who: 'b',
    code: 'fusion.inconsistent',
    tamper: on(
      'rr22/coin/open',
      edited((m) => {
        m[0]! ^= 1;
      }),
    )(),
  },
  {
    what: 'a claim without its proof',
    who: 'a',
    code: 'fusion.inconsistent',
    tamper: on(
      'rr22/common',
      edited((m) => {
        m[19]! ^= 1;
      }),
    )(),
  },
  {
    what: 'a claim of another place',
    who: 'a',
    code: 'fusion.inconsistent',
    tamper: on(
      'rr22/common',
      edited((m) => {
        m[0]! ^= 1;
      }),
    )(),
  },
  {
    what: 'more claims than identifiers',
    who: 'a',
    code: 'fusion.inconsistent',
    tamper: on(
      'rr22/common/count',
      edited((m) => m.fill(255)),
    )(),
  },
];

for (const { what, who, code, tamper } of deviations)
  test(`${what}: found, named ${code}, and the peer told`, async () => {
    const meshes = localMeshes(['a', 'b']);
    const [honest, deviating] = who === 'a' ? [1, 0] : [0, 1];
    meshes[deviating] = tampered(meshes[deviating]!, honest === 0 ? 'a' : 'b', tamper);
    const lists = [ids(0, 40), ids(20, 60)];
    const runs = meshes.map((mesh, k) =>
      intersect(mesh, { ids: lists[k]!, receiver: 'a', learns: 'both', random: systemRandom }),
    );
    for (const run of runs) run.catch(() => {});
    await assert.rejects(
      runs[honest]!,
      (error: Error) => codeOf(error) === code && error.message.includes(who),
    );
    await Promise.allSettled(runs);
  });

test('pieces of the tags that have changed places are found', async () => {
  const meshes = localMeshes(['a', 'b']);
  const pieces: Uint8Array[] = [];
  meshes[1] = tampered(meshes[1]!, 'a', (label, payload) => {
    if (label !== 'rr22/tags') return [payload];
    pieces.unshift(new Uint8Array(payload));
    return pieces.length === 2 ? pieces : [];
  });
  const lists = [ids(0, 10), ids(0, 131_072)];
  const runs = meshes.map((mesh, k) =>
    intersect(mesh, { ids: lists[k]!, receiver: 'a', random: systemRandom }),
  );
  for (const run of runs) run.catch(() => {});
  await assert.rejects(runs[0]!, (error) => codeOf(error) === 'fusion.inconsistent');
  await Promise.allSettled(runs);
});

test('a receiver that sends a wrong store gets less than the intersection, nothing else', async () => {
  const meshes = localMeshes(['a', 'b']);
  const spoil = on(
    'rr22/store',
    edited((m) => m.fill(0, 0, m.length >> 1)),
  );
  meshes[0] = tampered(meshes[0]!, 'b', spoil());
  const [receiver] = await intersectBoth([ids(0, 400), ids(200, 600)], {}, meshes);
  assert.ok(receiver!.rows!.length < 100);
  assert.ok(receiver!.rows!.every((row) => row >= 200));
});
