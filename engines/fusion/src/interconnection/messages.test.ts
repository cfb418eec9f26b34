import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import fc from 'fast-check';
import {
  cipherBatch,
  eccProposal,
  eccResult,
  handshakeRequest,
  handshakeResponse,
  pack,
  psiProposal,
  psiResult,
  pushRequest,
  spoken,
  unpack,
} from './messages.ts';
import type { Codec } from './protobuf.ts';

const ecc = {
  supportedVersions: [1],
  ecSuits: [spoken.suit],
  pointOctetFormats: [1],
  supportPointTruncation: true,
};
const io = { supportedVersions: [1], itemNum: 3, resultToRank: -1 };
const result = { version: 1, ecSuit: spoken.suit, pointOctetFormat: 1, bitLengthAfterTruncated: 96 };
const request = {
  version: 2,
  requesterRank: 1,
  supportedAlgos: [1],
  protocolFamilies: [1],
  protocolFamilyParams: [pack('EccProtocolProposal', eccProposal, ecc)],
  ioParam: pack('PsiDataIoProposal', psiProposal, io),
};
const response = {
  header: { errorCode: 0, errorMessage: '' },
  algo: 1,
  protocolFamilies: [1],
  protocolFamilyParams: [pack('EccProtocolResult', eccResult, result)],
  ioParam: pack('PsiDataIoResult', psiResult, { version: 1, resultToRank: -1 }),
};
const refused = {
  ...{ algo: 0, protocolFamilies: [], protocolFamilyParams: [], ioParam: undefined },
  header: { errorCode: 31_100_203, errorMessage: 'no' },
};
const push = {
  ...{ senderRank: 1, key: 'root:P2P-1:1->0', value: Uint8Array.of(1, 2), transType: 1 },
  chunkInfo: { messageLength: 300, chunkOffset: 298 },
};
const batch = {
  ...{ type: 'dual.enc', batchIndex: 300, isLastBatch: false, count: 2 },
  ciphertext: Uint8Array.from({ length: 24 }, (_, k) => k),
};
const last = { type: 'enc', batchIndex: 1, isLastBatch: true, count: 0, ciphertext: new Uint8Array(0) };

// Written by the project's own classes: PyPI `interconnection` 0.2.0.dev0 with protobuf 4.25.9. `push`, which that package lacks, by
// protobuf from the fields of transport.proto.
const golden = [
  [
    'request',
    row(handshakeRequest, request),
    '080210011a01013a0101425b0a47747970652e676f6f676c65617069732e636f6d2f6f72672e696e746572636f6e6e656374696f6e2e76322e70726f746f636f6c2e45636350726f746f636f6c50726f706f73616c12100a010112060801100b18031a010120014a560a42747970652e676f6f676c65617069732e636f6d2f6f72672e696e746572636f6e6e656374696f6e2e76322e616c676f732e50736944617461496f50726f706f73616c12100a0101100318ffffffffffffffffff01',
  ],
  [
    'response',
    row(handshakeResponse, response),
    '0a0010013201013a570a45747970652e676f6f676c65617069732e636f6d2f6f72672e696e746572636f6e6e656374696f6e2e76322e70726f746f636f6c2e45636350726f746f636f6c526573756c74120e080112060801100b18031801206042510a40747970652e676f6f676c65617069732e636f6d2f6f72672e696e746572636f6e6e656374696f6e2e76322e616c676f732e50736944617461496f526573756c74120d080110ffffffffffffffffff01',
  ],
  ['refusal', row(handshakeResponse, refused), '0a0908ab9aea0e12026e6f'],
  [
    'whole points',
    row(eccResult, { ...result, bitLengthAfterTruncated: -1 }),
    '080112060801100b1803180120ffffffffffffffffff01',
  ],
  [
    'batch',
    row(cipherBatch, batch),
    '0a086475616c2e656e6318ac0230023a18000102030405060708090a0b0c0d0e0f1011121314151617',
  ],
  ['last batch', row(cipherBatch, last), '0a03656e6318012001'],
  ['push', row(pushRequest, push), '0801120f726f6f743a5032502d313a312d3e301a02010220012a0608ac0210aa02'],
] as const;

/** Codec and value of one kind, seen from outside as what it writes. */
function row<T>(
  codec: Codec<T>,
  value: T,
): { readonly write: () => string; readonly rewrite: (hex: string) => string } {
  const text = (message: T): string => Buffer.from(codec.encode(message)).toString('hex');
  return { write: () => text(value), rewrite: (hex) => text(codec.decode(Buffer.from(hex, 'hex'))) };
}

for (const [name, { write, rewrite }, hex] of golden)
  test(`${name}: the bytes of the project's own classes, both ways`, () => {
    assert.equal(write(), hex);
    assert.equal(rewrite(hex), hex);
  });

test('fields that are not known are passed over, numbers are read packed and one by one', () => {
  const unknown = ['980301', 'a1060102030405060708', 'ad0601020304'];
  const read = (fields: readonly string[]): readonly number[] =>
    handshakeRequest.decode(Buffer.from([...unknown, ...fields].join(''), 'hex')).supportedAlgos;
  assert.deepEqual(read(['1801', '1802', '1a020304']), [1, 2, 3, 4]);
  assert.throws(() => read(['1a0203ff']), { code: 'fusion.bad_message' });
});

test('a message packed under another name is not taken for this one', () => {
  const other = pack('EccProtocolResult', eccResult, result);
  assert.equal(unpack('EccProtocolProposal', eccProposal, other), undefined);
});

test('whatever bytes come, a message is read or refused as what it is', () => {
  const decoders = [handshakeRequest, handshakeResponse, cipherBatch, pushRequest];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(decoders.length - 1), (bytes, which) => {
      try {
        decoders[which]!.decode(bytes);
      } catch (error) {
        assert.equal(codeOf(error), 'fusion.bad_message');
      }
    }),
    { numRuns: 2000 },
  );
});
