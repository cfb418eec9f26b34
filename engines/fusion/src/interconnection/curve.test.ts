import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCanonical, pointOf, scalarOf, timesScalar } from './curve.ts';

const bytes = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(hex, 'hex'));

test('RFC 7748, 5.2: both vectors, also with the bit that is not read', async () => {
  for (const [scalar, u, product] of [
    [
      'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    ],
    [
      '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
    ],
  ] as const) {
    const [found] = (await timesScalar(scalarOf(bytes(scalar)), [bytes(u)]))!;
    assert.equal(Buffer.from(found!).toString('hex'), product);
  }
});

test('an item is the SHA-256 of its UTF-8', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  assert.equal(Buffer.from(pointOf('abc')).toString('hex'), abc);
});

test('points of low order are found among others', async () => {
  const scalar = scalarOf(new Uint8Array(32).fill(7));
  const lowOrder = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  for (const point of lowOrder)
    assert.equal(await timesScalar(scalar, [pointOf('a'), bytes(point), pointOf('b')]), undefined, point);
});

test('a coordinate is canonical below 2^255 - 19 and nowhere else', () => {
  const p = 2n ** 255n - 19n;
  for (const [value, isBelow] of [
    [0n, true],
    [p - 1n, true],
    [p, false],
    [p + 18n, false],
    [2n ** 255n, false],
    [2n ** 256n - 1n, false],
    [p - 2n ** 200n, true],
  ] as const) {
    const point = bytes(value.toString(16).padStart(64, '0')).reverse();
    assert.equal(isCanonical(point), isBelow, value.toString(16));
  }
});
