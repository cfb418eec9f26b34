import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { type IntersectInput, intersect, intersectIn } from '../intersect/intersect.ts';
import { ids, intersectBoth, shortCases } from '../intersect/testing.ts';
import { plainArena } from '../kernels/plain/arena.ts';
import type { Mesh } from '../mesh.ts';
import { localMeshes, observed, type Tamper, tampered } from '../psi/testing.ts';

const terms = { protocol: 'kkrt', adversary: 'semi-honest' } as const;
const input: Omit<IntersectInput, 'ids'> = {
  ...terms,
  receiver: 'a',
  learns: 'both',
  random: systemRandom,
};
test('empty lists, one element, one-sided lists', async () => {
  for (const [a, b, common] of shortCases) {
    const [receiver, sender] = await intersectBoth([a, b], { ...terms, learns: 'both' });
    assert.deepEqual([...receiver!.rows!], common);
    assert.equal(sender!.rows!.length, common.length);
  }
});

test('a party with plain kernels meets one with WebAssembly, in either role', async () => {
  for (const plain of [0, 1]) {
    const [a, b] = localMeshes(['a', 'b']).map((mesh, k) => {
      const own = { ...input, ids: [ids(0, 60), ids(40, 120)][k]! };
      return k === plain ? intersectIn(plainArena(), mesh, own) : intersect(mesh, own);
    });
    const [receiver, sender] = await Promise.all([a!, b!]);
    assert.deepEqual(
      receiver.rows,
      Uint32Array.from({ length: 20 }, (_, i) => 40 + i),
    );
    assert.deepEqual(
      sender.rows,
      Uint32Array.from({ length: 20 }, (_, i) => i),
    );
  }
});

test('lists of several chunks and many buckets, unequal on both sides', async () => {
  for (const [a, b] of [
    [ids(0, 30_000), ids(29_000, 40_000)],
    [ids(0, 2000), ids(1500, 60_000)],
  ] as const) {
    const [receiver, sender] = await intersectBoth([a, b], { ...terms, learns: 'both' });
    const common = new Set(b);
    assert.deepEqual(
      [...receiver!.rows!],
      [...a.keys()].filter((row) => common.has(a[row]!)),
    );
    assert.equal(sender!.rows!.length, receiver!.rows!.length);
    assert.ok([...sender!.rows!].every((row) => Number(b[row]!.slice(10)) < a.length));
  }
});

test('a sender that must wait for each chunk works ahead, as far as it has room, and finds the same', async () => {
  const [receiver, sender] = localMeshes(['a', 'b']);
  const honest = receiver!.channels.get('b')!;
  const send = async (label: string, payload: Uint8Array): Promise<void> => {
    if (label.startsWith('kkrt/columns')) await delay(20);
    await honest.send(label, payload);
  };
  const slow = { ...receiver!, channels: new Map([['b', { ...honest, send }]]) };
  const lists = [ids(0, 30_000), ids(10_000, 45_000)] as const;
  const [found] = await intersectBoth(lists, terms, [slow, sender!]);
  assert.deepEqual(
    found!.rows,
    Uint32Array.from({ length: 20_000 }, (_, i) => 10_000 + i),
  );
});

test('two sessions over the same lists have no message in common but the sizes', async () => {
  const seen: Set<string>[] = [];
  for (const session of ['one', 'two']) {
    const messages = new Set<string>();
    const meshes = localMeshes(['a', 'b'], session).map((mesh) =>
      observed(mesh, (_, payload) => void messages.add(Buffer.from(payload).toString('base64'))),
    );
    await intersectBoth([ids(0, 50), ids(20, 70)], terms, meshes);
    seen.push(messages);
  }
  assert.ok(seen[0]!.size > 6);
  assert.deepEqual(
    [...seen[0]!].filter((message) => seen[1]!.has(message)),
    [],
  );
});

type Deviation = {
  readonly what: string;
  readonly who: 'a' | 'b';
  readonly code: string;
  readonly label: string;
  readonly change: (message: Uint8Array) => Uint8Array;
};

const edited = (edit: (message: Uint8Array) => void) => (message: Uint8Array) => {
  edit(message);
  return message;
};
const lying = edited((hello) => new DataView(hello.buffer).setUint32(64, 0xff_ffff, true));
const cut = (message: Uint8Array): Uint8Array => message.subarray(1);
const longer = (message: Uint8Array): Uint8Array => new Uint8Array(message.length + 16);

const deviations: readonly Deviation[] = [
  {
    what: 'a receiver that lies about its size',
    who: 'a',
    code: 'fusion.too_many_ids',
    label: 'kkrt/hello',
    change: lying,
  },
  {
    what: 'a sender that lies about its size',
    who: 'b',
    code: 'fusion.too_many_ids',
    label: 'kkrt/hello',
    change: lying,
  },
  { what: 'a hello cut short', who: 'a', code: 'fusion.bad_message', label: 'kkrt/hello', change: cut },
  { what: 'a seed cut short', who: 'a', code: 'fusion.bad_message', label: 'kkrt/seed', change: cut },
  {
    what: 'base transfers that ask with no elements',
    who: 'a',
    code: 'fusion.inconsistent',
    label: 'base/choices',
    change: edited((m) => m.fill(255)),
  },
  {
    what: 'base transfers that answer with no elements',
    who: 'b',
    code: 'fusion.inconsistent',
    label: 'base/keys',
    change: edited((m) => m.fill(0)),
  },
  { what: 'columns cut short', who: 'a', code: 'fusion.bad_message', label: 'kkrt/columns/1', change: cut },
  {
    what: 'columns with more',
    who: 'a',
    code: 'fusion.bad_message',
    label: 'kkrt/columns/0',
    change: longer,
  },
  { what: 'tags cut short', who: 'b', code: 'fusion.bad_message', label: 'kkrt/tags', change: cut },
  {
    what: 'tags that do not ascend',
    who: 'b',
    code: 'fusion.inconsistent',
    label: 'kkrt/tags',
    change: edited((m) => m.reverse()),
  },
  {
    what: 'a claim of an identifier that was not offered',
    who: 'a',
    code: 'fusion.inconsistent',
    label: 'kkrt/common',
    change: edited((m) => {
      m[3]! ^= 1;
    }),
  },
  {
    what: 'more claims than identifiers',
    who: 'a',
    code: 'fusion.inconsistent',
    label: 'kkrt/common/count',
    change: edited((m) => m.fill(255)),
  },
];

/** Runs both ends; the honest one must name the other, which `tamper` makes deviate. */
async function namesThePeer(
  meshes: Mesh[],
  { who, code, tamper }: { who: 'a' | 'b'; code: string; tamper: Tamper },
): Promise<void> {
  const [honest, deviating] = who === 'a' ? [1, 0] : [0, 1];
  meshes[deviating] = tampered(meshes[deviating]!, honest === 0 ? 'a' : 'b', tamper);
  const lists = [ids(0, 15_000), ids(14_990, 15_040)];
  const runs = meshes.map((mesh, k) => intersect(mesh, { ...input, ids: lists[k]! }));
  for (const run of runs) run.catch(() => {});
  await assert.rejects(
    runs[honest]!,
    (error: Error) => codeOf(error) === code && new RegExp(`\\b${who}\\b`).test(error.message),
  );
  await Promise.allSettled(runs);
}

for (const { what, label, change, ...deviation } of deviations)
  test(`${what}: found, named ${deviation.code}, and the peer told`, () =>
    namesThePeer(localMeshes(['a', 'b']), {
      ...deviation,
      tamper: (name, payload) => [name === label ? change(new Uint8Array(payload)) : payload],
    }));

test('chunks that have changed places are found', async () => {
  const honest = localMeshes(['a', 'b']);
  const { send } = honest[0]!.channels.get('b')!;
  let kept: readonly [string, Uint8Array] | undefined;
  const channel = {
    ...honest[0]!.channels.get('b')!,
    async send(label: string, payload: Uint8Array): Promise<void> {
      if (label === 'kkrt/columns/0') kept = [label, payload.slice()];
      else await send(label, payload);
      if (label === 'kkrt/columns/1') await send(...kept!);
    },
  };
  const meshes = [{ ...honest[0]!, channels: new Map([['b', channel]]) }, honest[1]!];
  await namesThePeer(meshes, { who: 'a', code: 'fusion.bad_message', tamper: (_, payload) => [payload] });
});

for (const who of ['a', 'b'] as const)
  test(`what ${who} said in an earlier session is found when it is said again`, async () => {
    const other = who === 'a' ? 'b' : 'a';
    const [lists, said]: [readonly string[][], [string, Uint8Array][]] = [[ids(0, 500), ids(400, 900)], []];
    const listening = localMeshes(['a', 'b']).map((mesh) =>
      mesh.self === who ? mesh : observed(mesh, (label, payload) => void said.push([label, payload.slice()])),
    );
    await intersectBoth([lists[0]!, lists[1]!], { ...terms, learns: 'both' }, listening);
    const meshes = localMeshes(['a', 'b']);
    const [honest, repeating] = who === 'a' ? [1, 0] : [0, 1];
    for (const [label, payload] of said) await meshes[repeating]!.channels.get(other)!.send(label, payload);
    await assert.rejects(
      intersect(meshes[honest]!, { ...input, ids: lists[honest]! }),
      (error: Error) => codeOf(error) === 'fusion.bad_message' && error.message.includes(`${who} repeats`),
    );
  });
