import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../intersect/testing-sets.ts';
import { placed } from '../kernels/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { codeBits, codeBytes, codeInputBytes, kkrtMostIds, tagWidth } from './parameters.ts';

/** Code words closer than this would let somebody who knows one row guess what stands under the secret. */
const leastDistance = 128;

const seed = Number(process.hrtime.bigint() % 1_000_000n);

test('two code words lie at least 128 apart, for all comparisons of the largest lists, except with probability 2^-40', () => {
  let [ways, closer] = [1n, 0n];
  for (let k = 0n; k < BigInt(leastDistance); k++) {
    closer += ways;
    ways = (ways * (BigInt(codeBits) - k)) / (k + 1n);
  }
  assert.ok(3n * BigInt(kkrtMostIds) * closer * 2n ** 40n < 2n ** BigInt(codeBits));
});

test(`distances of code words are those of random words (seed ${seed})`, () => {
  const [arena, random] = [newArena(), seededRandom(seed)];
  const count = 512;
  const words = arena.allocate(64 * count);
  for (let i = 0; i < count; i++) arena.bytes(words + 64 * i, 20).set([i & 255, i >> 8], 0);
  arena.kernels.blake3(words, count, 0, codeInputBytes, placed(arena, random.bytes(32)));
  const bits = (byte: number): number => byte.toString(2).replaceAll('0', '').length;
  const weights = Uint8Array.from({ length: 256 }, (_, byte) => bits(byte));
  let [sum, squares, least] = [0, 0, codeBits];
  for (let i = 1; i < count; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [arena.bytes(words + 64 * i, codeBytes), arena.bytes(words + 64 * j, codeBytes)];
      const distance = a.reduce((all, byte, k) => all + weights[byte ^ b[k]!]!, 0);
      sum += distance;
      squares += distance ** 2;
      least = Math.min(least, distance);
    }
  const pairs = (count * (count - 1)) / 2;
  const [mean, variance] = [sum / pairs, squares / pairs - (sum / pairs) ** 2];
  assert.ok(Math.abs(mean - codeBits / 2) < 0.5, `mean ${mean}`);
  assert.ok(Math.abs(variance - codeBits / 4) < 5, `variance ${variance}`);
  assert.ok(least > leastDistance, `${least}`);
});

test('tags are as wide as the number of comparisons asks, and never wider than there is room', () => {
  assert.equal(tagWidth({ receiverSize: 1, senderSize: 1 }), 6);
  assert.equal(tagWidth({ receiverSize: 2 ** 20, senderSize: 2 ** 20 }), 11);
  assert.equal(tagWidth({ receiverSize: kkrtMostIds, senderSize: kkrtMostIds }), 12);
});
