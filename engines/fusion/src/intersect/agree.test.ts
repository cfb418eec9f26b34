import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clock, codeOf, manualClock, systemRandom } from '@finharbor/kernel';
import type { Mesh } from '../mesh.ts';
import { localMeshes, tampered } from '../psi/testing.ts';
import { agreeOnProtocol } from './agree.ts';
import type { LinkFigures } from './choose.ts';
import { type IntersectInput, intersect } from './intersect.ts';
import type { Terms } from './session.ts';
import { intersectBoth } from './testing.ts';

const lists = [
  ['a', 'b', 'c'],
  ['b', 'c', 'd'],
] as const;

/** Both ends; the receiver brings `receiver` besides. */
function both(
  meshes: readonly Mesh[],
  receiver: Partial<IntersectInput>,
): Promise<readonly PromiseSettledResult<Awaited<ReturnType<typeof intersect>>>[]> {
  return Promise.allSettled(
    meshes.map((mesh, k) =>
      intersect(mesh, {
        ...{ ids: lists[k]!, receiver: 'a', adversary: 'semi-honest', random: systemRandom },
        ...(k === 0 ? receiver : {}),
      }),
    ),
  );
}

/** What the receiver's link makes both choose. */
async function chosen(receiver: { link?: LinkFigures; clock?: Clock }): Promise<LinkFigures> {
  const [own, other] = await both(localMeshes(['a', 'b']), receiver);
  assert.ok(own?.status === 'fulfilled' && other?.status === 'fulfilled');
  assert.deepEqual([...own.value.rows!], [1, 2]);
  assert.deepEqual(own.value.choice, other.value.choice);
  return own.value.choice.link;
}

test('both choose alike, for the line that the receiver was told', async () => {
  const link = { bytesPerSecond: 1_000_000, roundTripMs: 60 };
  assert.deepEqual(await chosen({ link }), link);
});

test('the receiver measures the line where it has a clock and was not told', async () => {
  const clock = manualClock(0);
  const ticking: Clock = {
    nowMs() {
      clock.advance(10);
      return clock.nowMs();
    },
  };
  assert.deepEqual(await chosen({ clock: ticking }), { bytesPerSecond: 52_428_800, roundTripMs: 10 });
});

test('a protocol that does not hold against the adversary is refused before anything is sent', async () => {
  const [mesh] = localMeshes(['a', 'b']);
  const input = { ids: ['x'], receiver: 'a', random: systemRandom, protocol: 'kkrt' } as const;
  await assert.rejects(intersect(mesh!, input), (error) => codeOf(error) === 'fusion.bad_protocol');
});

test('the caller’s protocol is taken, and said to be the caller’s', async () => {
  for (const protocol of ['rr22', 'kkrt', 'ecdh'] as const) {
    const [own] = await intersectBoth(lists, { protocol, adversary: 'semi-honest' });
    assert.deepEqual([...own!.rows!], [1, 2]);
    assert.equal(own!.choice.protocol, protocol);
    assert.match(own!.choice.reason.en, /asked for/);
  }
});

for (const [what, label, spoil] of [
  ['figures that no line has', 'intersect/link', (m: Uint8Array) => m.fill(255)],
  ['figures cut short', 'intersect/link', (m: Uint8Array) => m.subarray(1)],
  ['terms of another session', 'intersect/size', (m: Uint8Array) => m.fill(1, 0, 8)],
] as const)
  test(`${what}: refused and named`, async () => {
    const [a, b] = localMeshes(['a', 'b']);
    const deviating = tampered(a!, 'b', (name, payload) => [
      name === label ? spoil(new Uint8Array(payload)) : payload,
    ]);
    const [, other] = await both([deviating, b!], {});
    assert.ok(other?.status === 'rejected');
    assert.equal(codeOf(other.reason), 'fusion.bad_message');
    assert.match(other.reason.message, /\ba\b/);
  });

const terms: Terms = {
  ...{ session: 's', parties: ['a', 'b'], receiver: 'a', plan: new Uint8Array(32) },
  learns: 'receiver',
  adversary: 'semi-honest',
};

test('a list that no protocol takes is refused before anything is sent', async () => {
  const [mesh] = localMeshes(['a', 'b']);
  const channel = mesh!.channels.get('b')!;
  const bid = { channel, terms, isReceiver: true, maxPeerIds: 2 ** 30 };
  for (const [protocol, size] of [
    ['rr22', 2 ** 22 + 1],
    ['kkrt', 2 ** 24 + 1],
    ['auto', 2 ** 24 + 1],
  ] as const)
    await assert.rejects(
      agreeOnProtocol({ ...bid, protocol, size }),
      (error) => codeOf(error) === 'fusion.too_many_ids',
    );
  assert.equal(channel.traffic().messagesSent, 0);
});

test('a list too long for RR22 goes to KKRT16, and the line is not asked about', async () => {
  const [a, b] = localMeshes(['a', 'b']);
  const bid = { terms, maxPeerIds: 2 ** 24 };
  const [own, other] = await Promise.all([
    agreeOnProtocol({ ...bid, channel: a!.channels.get('b')!, isReceiver: true, size: 10_000_000 }),
    agreeOnProtocol({ ...bid, channel: b!.channels.get('a')!, isReceiver: false, size: 5 }),
  ]);
  assert.deepEqual(own, other);
  assert.equal(own.protocol, 'kkrt');
  assert.equal(a!.channels.get('b')!.traffic().messagesSent, 1);
});
