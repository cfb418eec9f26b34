import assert from 'node:assert/strict';
import { randomFillSync, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { type Channel, memoryChannels } from '@finharbor/link';
import { createRing } from '../../ring/ring.ts';
import type { Matrix, Words } from '../../ring/words.ts';
import { floodLimbs, packingOf, type Shape } from './packing.ts';
import { sealedProducts } from './products.ts';
import { createSealing } from './sealing.ts';

const ring = createRing();
const keys = [createSealing(systemRandom), createSealing(systemRandom)] as const;
const sealings = [keys[0].meet(keys[1].publicKey), keys[1].meet(keys[0].publicKey)] as const;
const matrix = (rows: number, cols: number): Matrix => ({
  ...{ rows, cols, words: randomFillSync(new BigUint64Array(rows * cols)) },
});

/** A matrix of integers of so many bits, some of them as far from zero as they get. */
function known({ rows, inner, bits }: Shape): Matrix {
  const least = BigInt.asUintN(64, -(2n ** BigInt(bits - 1)));
  const draw = (word: bigint, i: number): bigint =>
    i % 3 === 0 ? least : BigInt.asUintN(64, BigInt.asIntN(bits, word));
  return { rows, cols: inner, words: matrix(rows, inner).words.map(draw) };
}

type Pair = { readonly shape: Shape; readonly left: Matrix; readonly right: Matrix; readonly sealer: 0 | 1 };

const pairOf = (shape: Shape, sealer: 0 | 1): Pair => ({
  ...{ shape, sealer, left: known(shape), right: matrix(shape.inner, shape.cols) },
});

function sharesOf(pairs: readonly Pair[], alter: (channel: Channel) => Channel = (channel) => channel) {
  const [first, second] = memoryChannels('a', 'b');
  return ([first, alter(second)] as const).map((channel, i) =>
    sealedProducts(
      { ring, channel, sealing: sealings[i]!, random: systemRandom },
      pairs.map(({ shape, left, right, sealer }) => ({
        packing: packingOf(shape),
        seals: sealer === i,
        matrix: sealer === i ? right : left,
      })),
    ),
  );
}

const shapes: readonly Shape[] = [
  { rows: 1, inner: 1, cols: 1, bits: 64 },
  { rows: 5, inner: 9_000, cols: 1, bits: 64 },
  { rows: 3_000, inner: 4, cols: 3, bits: 24 },
  { rows: 3, inner: 8_193, cols: 2, bits: 2 },
];

test('shares add up to the products, whoever seals, also of numbers as large as they get', async () => {
  const pairs = shapes.flatMap((shape) => [pairOf(shape, 0), pairOf(shape, randomInt(2) as 0 | 1)]);
  const [ours, theirs] = await Promise.all(sharesOf(pairs));
  for (const [i, { left, right }] of pairs.entries()) {
    const sum = ours![i]!.slice();
    ring.addScaled(sum, theirs![i]!, 1n);
    assert.deepEqual(sum, ring.multiply(left, right), JSON.stringify(pairs[i]!.shape));
  }
});

test('a flood is 2^40 times as wide as what products can make of the errors', () => {
  for (const shape of [...shapes, { rows: 21, inner: 32_768, cols: 21, bits: 64 }]) {
    const packing = packingOf(shape);
    // Errors below 21 and half a unit of rounding, 8192 of them in each of the stretches.
    const most = 2 ** (shape.bits - 1) * 8_192 * Math.ceil(shape.inner / packing.inner) * 21.5;
    assert.ok(2 ** (32 * floodLimbs(packing)) >= 2 * most * 2 ** 40);
  }
});

test('either share is uniform, and so is what goes over the wire (chi-square, false alarm below 1e-9)', async () => {
  const sent: Uint8Array[] = [];
  const zeros = { shape: { rows: 4_096, inner: 2, cols: 1, bits: 64 }, sealer: 1 } as const;
  const zero = (rows: number, cols: number): Matrix => ({
    rows,
    cols,
    words: new BigUint64Array(rows * cols),
  });
  const listening = (channel: Channel): Channel => ({
    ...channel,
    async send(label, payload) {
      sent.push(payload.slice());
      await channel.send(label, payload);
    },
    async receive(label) {
      const payload = await channel.receive(label);
      sent.push(payload.slice());
      return payload;
    },
  });
  const pairs = [{ ...zeros, left: zero(4_096, 2), right: zero(2, 1) }];
  const shares = await Promise.all(sharesOf(pairs, listening));
  const bytesOf = (words: Words): Uint8Array => new Uint8Array(words.buffer);
  // Residues are below 2^30 and hardly less: their lower three bytes are uniform.
  const residues = Buffer.concat(sent.map((one) => one.subarray(one.length % 4))).filter(
    (_, i) => i % 4 !== 3,
  );
  for (const bytes of [...shares.map(([words]) => bytesOf(words!)), residues]) {
    const cells = new Float64Array(256);
    for (const byte of bytes) cells[byte]! += 1;
    const expected = bytes.length / 256;
    const chi = cells.reduce((sum, got) => sum + (got - expected) ** 2 / expected, 0);
    // 255 degrees of freedom, as in the properties of the dealt protocols.
    assert.ok(chi < 420, `chi-square ${chi}`);
  }
});

test('a peer whose sums are too short is named', async () => {
  const short = (channel: Channel): Channel => ({
    ...channel,
    send: (label, payload) =>
      channel.send(label, label === 'paired/sums' ? new Uint8Array([...payload, 0]) : payload),
  });
  const [ours] = await Promise.allSettled(sharesOf([pairOf(shapes[0]!, 0)], short));
  const { code, message } = (ours as PromiseRejectedResult).reason;
  assert.equal(code, 'fusion.malformed_message');
  assert.match(message, /b sent/);
});
