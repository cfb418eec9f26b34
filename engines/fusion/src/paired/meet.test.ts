import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Channel, memoryChannels } from '@finharbor/link';
import { meetPair } from './meet.ts';
import { meetingOf, metPair, pair } from './testing.ts';

type Tamper = (label: string, payload: Uint8Array) => Uint8Array;

/** A channel that alters what goes out. */
function altering(channel: Channel, tamper: Tamper): Channel {
  return { ...channel, send: (label, payload) => channel.send(label, tamper(label, payload)) };
}

/** What a does when b alters what it says. */
async function metBy(tamper: Tamper): Promise<unknown> {
  const [left, right] = memoryChannels('a', 'b');
  const [a] = await Promise.allSettled([
    meetPair(meetingOf('a', left)).catch((error: unknown) => {
      left.abort('refused');
      throw error;
    }),
    meetPair(meetingOf('b', altering(right, tamper))),
  ]);
  return (a as PromiseRejectedResult).reason;
}

const cut =
  (which: string): Tamper =>
  (label, payload) =>
    label === which ? payload.subarray(1) : payload;

for (const label of [
  'paired/nonce',
  'paired/seen',
  'base/choices',
  'base/keys',
  'paired/trees',
  'paired/key',
])
  test(`a peer whose ${label} is too short is named`, async () => {
    const { code, message } = (await metBy(cut(label))) as { code: string; message: string };
    assert.equal(code, 'fusion.bad_message');
    assert.match(message, /b sent/);
  });

test('a peer that repeats another session is named', async () => {
  const { code, message } = (await metBy((label, payload) =>
    label === 'paired/nonce' ? new Uint8Array(16) : payload,
  )) as { code: string; message: string };
  assert.equal(code, 'fusion.bad_message');
  assert.match(message, /b repeats/);
});

test('points that are none are refused', async () => {
  const { code } = (await metBy((label, payload) =>
    label === 'base/keys' ? new Uint8Array(payload.length).fill(255) : payload,
  )) as { code: string };
  assert.equal(code, 'fusion.inconsistent');
});

test('what transfers leave behind is uniform on either side (chi-square, false alarm below 1e-9)', async () => {
  const halves = await metPair();
  const vectors = new BigUint64Array(16_384);
  const [offered, chosen] = await Promise.all([
    halves.get(pair[0])!.transfers.offer(vectors, 2),
    halves
      .get(pair[1])!
      .transfers.choose([new Uint8Array(8_192)], 2)
      .next(),
  ]);
  for (const words of [offered, chosen.value!]) {
    const cells = new Float64Array(256);
    for (const byte of new Uint8Array(words.buffer)) cells[byte]! += 1;
    const expected = (words.length * 8) / 256;
    const chi = cells.reduce((sum, got) => sum + (got - expected) ** 2 / expected, 0);
    // 255 degrees of freedom, as in the properties of the dealt protocols.
    assert.ok(chi < 420, `chi-square ${chi}`);
  }
  assert.deepEqual(offered, chosen.value);
});
