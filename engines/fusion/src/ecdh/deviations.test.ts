import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { ids } from '../intersect/testing.ts';
import { localMeshes, type Tamper, tampered } from '../psi/testing.ts';
import { badEncodings } from '../ristretto/testing-vectors.ts';
import { intersectByEcdh } from './intersect.ts';
import { intersectionSize } from './size.ts';

import { intersectAtLeast, type ThresholdInput } from './threshold.ts';

const headerBytes = 8;
const threshold = intersectAtLeast as (
  mesh: Parameters<typeof intersectAtLeast>[0],
  input: ThresholdInput,
) => Promise<unknown>;
const protocols = { intersect: intersectByEcdh, size: intersectionSize, threshold };

type Deviation = {
  readonly what: string;
  readonly who: 'a' | 'b';
  readonly on: string;
  readonly code: string;
  readonly in?: keyof typeof protocols;
  readonly change: (message: Uint8Array) => readonly Uint8Array[];
};

const edited = (edit: (message: Uint8Array) => void) => (message: Uint8Array) => {
  edit(message);
  return [message];
};
const flipped =
  (at: number) =>
  (message: Uint8Array): void => {
    message[at]! ^= 1;
  };
const badPoint = (k: number) =>
  edited((message) => message.set(Buffer.from(badEncodings[k]!, 'hex'), headerBytes));
const identity = edited((message) => message.fill(0, headerBytes, headerBytes + 32));
const lyingSize = edited((message) => new DataView(message.buffer).setUint32(64, 0xff_ffff, true));
const cut = (message: Uint8Array) => [message.subarray(0, message.length - 1)];
const longer = (message: Uint8Array) => [Buffer.concat([message, new Uint8Array(32)])];
const twice = (width: number) =>
  edited((message) => message.copyWithin(headerBytes, headerBytes + width, headerBytes + 2 * width));

const deviations: readonly Deviation[] = [
  ...(['a', 'b'] as const).flatMap((who): Deviation[] => [
    { what: 'a lying size', who, on: 'hello', code: 'fusion.too_many_ids', change: lyingSize },
    { what: 'a hello cut short', who, on: 'hello', code: 'fusion.bad_message', change: cut },
  ]),
  ...badEncodings.slice(0, 12).map(
    (_, k): Deviation => ({
      what: `bad encoding ${k}`,
      who: 'a',
      on: 'asked',
      code: 'fusion.bad_point',
      change: badPoint(k),
    }),
  ),
  { what: 'the identity', who: 'a', on: 'asked', code: 'fusion.bad_point', change: identity },
  {
    what: 'the identity as key',
    who: 'b',
    on: 'key',
    code: 'fusion.bad_point',
    change: edited((m) => m.fill(0)),
  },
  {
    what: 'a key that is no element',
    who: 'b',
    on: 'key',
    code: 'fusion.bad_point',
    change: edited((m) => m.fill(255)),
  },
  { what: 'an answer that is none', who: 'b', on: 'answered', code: 'fusion.bad_point', change: badPoint(3) },
  { what: 'the identity as answer', who: 'b', on: 'answered', code: 'fusion.bad_point', change: identity },
  {
    what: 'an answer that is none',
    who: 'b',
    on: 'answered',
    code: 'fusion.bad_point',
    in: 'size',
    change: badPoint(3),
  },
  { what: 'an element twice', who: 'a', on: 'asked', code: 'fusion.bad_message', change: twice(32) },
  {
    what: 'an answer twice',
    who: 'b',
    on: 'answered',
    code: 'fusion.bad_message',
    in: 'size',
    change: twice(32),
  },
  { what: 'a tag twice', who: 'b', on: 'tags', code: 'fusion.bad_message', change: twice(16) },
  { what: 'a list cut short', who: 'a', on: 'asked', code: 'fusion.bad_message', change: cut },
  { what: 'tags cut short', who: 'b', on: 'tags', code: 'fusion.bad_message', change: cut },
  { what: 'a list with more', who: 'a', on: 'asked', code: 'fusion.bad_message', change: longer },
  { what: 'answers with more', who: 'b', on: 'answered', code: 'fusion.bad_message', change: longer },
  {
    what: 'a claim without proof',
    who: 'a',
    on: 'claims',
    code: 'fusion.inconsistent',
    change: edited(flipped(27)),
  },
  {
    what: 'a claim of another place',
    who: 'a',
    on: 'claims',
    code: 'fusion.inconsistent',
    change: edited(flipped(8)),
  },
  {
    what: 'a claim of no place',
    who: 'a',
    on: 'claims',
    code: 'fusion.inconsistent',
    change: edited((m) => m.fill(255, 8, 12)),
  },
  { what: 'a claim twice', who: 'a', on: 'claims', code: 'fusion.bad_message', change: twice(20) },
  {
    what: 'more common than there are',
    who: 'a',
    on: 'size',
    code: 'fusion.inconsistent',
    in: 'size',
    change: edited((m) => m.fill(255)),
  },
  {
    what: 'neither yes nor no',
    who: 'a',
    on: 'enough',
    code: 'fusion.bad_message',
    in: 'threshold',
    change: edited((m) => m.fill(2)),
  },
  {
    what: 'a place twice',
    who: 'b',
    on: 'shuffle',
    code: 'fusion.bad_message',
    in: 'threshold',
    change: twice(4),
  },
];

function run(
  who: 'a' | 'b',
  tamper: Tamper,
  { lists, protocol }: { lists: readonly string[][]; protocol: keyof typeof protocols },
) {
  const meshes = localMeshes(['a', 'b']);
  const deviating = who === 'a' ? 0 : 1;
  meshes[deviating] = tampered(meshes[deviating]!, who === 'a' ? 'b' : 'a', tamper);
  const runs = meshes.map((mesh, k) =>
    protocols[protocol](mesh, {
      ids: lists[k]!,
      receiver: 'a',
      learns: 'both',
      random: systemRandom,
      atLeast: 1,
    }),
  );
  for (const end of runs) end.catch(() => {});
  return { honest: runs[1 - deviating]!, deviating: runs[deviating]! };
}

for (const { what, who, on, code, change, in: protocol = 'intersect' } of deviations)
  test(`${what} from the ${who === 'a' ? 'receiver' : 'sender'} (${protocol}): found and named ${code}`, async () => {
    const tamper: Tamper = (label, payload) =>
      label === `ecdh/${on}` ? change(new Uint8Array(payload)) : [payload];
    const ends = run(who, tamper, { lists: [ids(0, 40), ids(20, 60)], protocol });
    await assert.rejects(
      ends.honest,
      (error: Error) => codeOf(error) === code && error.message.includes(who),
    );
    // Whoever has sent its last message is done and hears no more.
    if (!['claims', 'size'].includes(on))
      await assert.rejects(ends.deviating, (error) => codeOf(error) === 'fusion.peer_gone');
  });

test('chunks that have changed places or come twice are found', async () => {
  const lists = [ids(0, 300), ids(100, 400)];
  for (const [who, on] of [
    ['a', 'asked'],
    ['b', 'tags'],
    ['b', 'answered'],
  ] as const) {
    const held: Uint8Array[] = [];
    const swapped: Tamper = (label, payload) => {
      if (label !== `ecdh/${on}`) return [payload];
      held.unshift(new Uint8Array(payload));
      return held.length === 2 ? held : [];
    };
    const replayed: Tamper = (label, payload) => (label === `ecdh/${on}` ? [payload, payload] : [payload]);
    for (const tamper of [swapped, replayed])
      await assert.rejects(
        run(who, tamper, { lists, protocol: 'intersect' }).honest,
        (error) => codeOf(error) === 'fusion.bad_message',
      );
  }
});

test('messages of another session match nothing: a recorded list of tags gives an empty intersection', async () => {
  const lists = [ids(0, 20), ids(0, 20)];
  const recorded: Uint8Array[] = [];
  const record: Tamper = (label, payload) => {
    if (label === 'ecdh/tags') recorded.push(new Uint8Array(payload));
    return [payload];
  };
  await run('b', record, { lists, protocol: 'intersect' }).honest;
  const replay: Tamper = (label, payload) => (label === 'ecdh/tags' ? [recorded[0]!] : [payload]);
  const result = (await run('b', replay, { lists, protocol: 'intersect' }).honest) as { rows: Uint32Array };
  assert.equal(result.rows.length, 0);
});

test('a peer that vanishes at any message ends the session', async () => {
  for (const [protocol, labels] of [
    ['intersect', { a: ['hello', 'asked'], b: ['hello', 'key', 'tags', 'answered'] }],
    ['threshold', { a: ['enough', 'claims'], b: ['shuffle'] }],
  ] as const)
    for (const who of ['a', 'b'] as const)
      for (const on of labels[who]) {
        const meshes = localMeshes(['a', 'b']);
        const [honest, leaver] = who === 'a' ? [meshes[1]!, meshes[0]!] : [meshes[0]!, meshes[1]!];
        const leaving = tampered(leaver, honest.self, (label, payload) => {
          if (label !== `ecdh/${on}`) return [payload];
          for (const channel of leaver.channels.values()) channel.abort('killed');
          return [];
        });
        const input = {
          ids: ids(0, 5),
          receiver: 'a',
          learns: 'both',
          random: systemRandom,
          atLeast: 1,
        } as const;
        const ends = await Promise.allSettled([
          protocols[protocol](honest, input),
          protocols[protocol](leaving, input),
        ]);
        assert.ok(
          ends[0]!.status === 'rejected' && codeOf(ends[0]!.reason) === 'fusion.peer_gone',
          `${who} ${on}`,
        );
      }
});
