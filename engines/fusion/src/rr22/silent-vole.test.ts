import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { memoryChannels } from '@finharbor/link';
import { addTo, type Element, elementsOf, multiply } from '../kernels/gf128.ts';
import { plainArena } from '../kernels/plain/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import type { Duplex } from '../ot/wire.ts';
import { groupReady } from '../psi/group.ts';
import { receiveVole, type SentVole, sendVole, type VoleRun, voleSize } from './silent-vole.ts';

before(groupReady);

const size = voleSize(1);
const common = { random: systemRandom, context: new Uint8Array(32).fill(9), size } as const;
const treeKeys = [new Uint8Array(16).fill(1), new Uint8Array(16).fill(2)] as const;

type Ends = { readonly receiver: VoleRun; readonly sender: VoleRun };

function ends(malicious: boolean): Ends {
  const [atReceiver, atSender] = memoryChannels('receiver', 'sender');
  const run = { ...common, treeKeys, malicious };
  return {
    receiver: { ...run, channel: atReceiver, arena: newArena() },
    sender: { ...run, channel: atSender, arena: newArena() },
  };
}

async function correlated({
  receiver,
  sender,
}: Ends): Promise<{ pairs: Element[]; shares: Element[]; delta: Element }> {
  let pairsAt = 0;
  const note = async (pairs: number): Promise<void> => {
    pairsAt = pairs;
  };
  const [, sent] = await Promise.all([receiveVole(receiver, note), sendVole(sender)]);
  return {
    pairs: elementsOf(receiver.arena.bytes(pairsAt, 32 * size)),
    shares: elementsOf(sender.arena.bytes(sent.shares, 16 * size)),
    delta: sent.delta,
  };
}

for (const malicious of [true, false])
  test(`a = b + Δ · c in every place, c without repetition (${malicious ? 'malicious' : 'semi-honest'})`, async () => {
    const { pairs, shares, delta } = await correlated(ends(malicious));
    const seen = new Set<string>();
    for (const [i, b] of shares.entries()) {
      const expected = multiply(delta, pairs[2 * i + 1]!);
      addTo(expected, b);
      assert.deepEqual(pairs[2 * i], expected, `place ${i}`);
      seen.add(pairs[2 * i + 1]!.join());
    }
    assert.equal(seen.size, size);
  });

test('c looks random: each bit is set in about half of the places', async () => {
  const { pairs } = await correlated(ends(true));
  for (let bit = 0; bit < 128; bit++) {
    const set = Array.from({ length: size }, (_, i) => (pairs[2 * i + 1]![bit >> 5]! >>> (bit & 31)) & 1);
    const count = set.reduce((sum, one) => sum + one, 0);
    // Six standard deviations: 128 bits stay within with probability 1 - 2^-21.
    assert.ok(Math.abs(count - size / 2) < 3 * Math.sqrt(size), `bit ${bit}: ${count} of ${size}`);
  }
});

test('the plain kernels and those of WebAssembly understand each other', async () => {
  const both = ends(true);
  const { pairs, shares, delta } = await correlated({
    ...both,
    sender: { ...both.sender, arena: plainArena() },
  });
  for (const [i, b] of shares.entries()) {
    const expected = multiply(delta, pairs[2 * i + 1]!);
    addTo(expected, b);
    assert.deepEqual(pairs[2 * i], expected);
  }
});

/** A channel on which one message is changed on its way out. */
function altered(channel: Duplex, label: string, change: (message: Uint8Array) => void): Duplex {
  return {
    ...channel,
    async send(name, payload) {
      const message = new Uint8Array(payload);
      if (name === label) change(message);
      await channel.send(name, message);
    },
  };
}

type Deviation = readonly [
  what: string,
  who: 'receiver' | 'sender',
  label: string,
  change: (message: Uint8Array) => void,
];
const flip =
  (...places: readonly number[]) =>
  (message: Uint8Array): void => {
    for (const place of places) message[place]! ^= 1;
  };
const transfers = (message: Uint8Array): void => {
  for (let k = 0; k < message.length; k++) message[k]! ^= 0x5a;
};

const deviations: readonly Deviation[] = [
  ['a wrong end of a tree', 'sender', 'rr22/trees', (message) => flip(message.length - 1)(message)],
  ['wrong sums of a tree on both sides of a level', 'sender', 'rr22/trees', flip(0, 16)],
  ['a wrong digest of the trees', 'sender', 'rr22/trees/digest', flip(0)],
  ['other choices in some columns', 'receiver', 'ot/choices', transfers],
  ['a wrong proof of the choices', 'receiver', 'ot/proof', flip(0)],
  ['a wrong column in the proof', 'receiver', 'ot/proof', flip(16)],
  ['other values for some bits of Δ', 'receiver', 'rr22/vole/values', transfers],
  ['a wrong combination of the values', 'receiver', 'rr22/vole/proof', flip(16)],
  [
    'a base transfer that asks with no element',
    'sender',
    'base/choices',
    (message) => message.fill(255, 0, 32),
  ],
  [
    'a base transfer that answers with the identity',
    'receiver',
    'base/keys',
    (message) => message.fill(0, 0, 32),
  ],
];

for (const [what, who, label, change] of deviations)
  test(`${what} is found and the peer named`, async () => {
    const both = ends(true);
    const channel = altered(both[who].channel, label, change);
    const [receiver, sender] = [
      { ...both.receiver, ...(who === 'receiver' && { channel }) },
      { ...both.sender, ...(who === 'sender' && { channel }) },
    ];
    const running: readonly [Promise<void>, Promise<SentVole>] = [
      receiveVole(receiver, async () => {}),
      sendVole(sender),
    ];
    const honest = who === 'sender' ? running[0] : running[1];
    for (const one of running) one.catch(() => {});
    await assert.rejects(
      honest,
      (error: Error) => codeOf(error) === 'fusion.inconsistent' && error.message.includes(who),
    );
  });
