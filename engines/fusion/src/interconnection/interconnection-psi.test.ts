import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, systemRandom } from '@finharbor/kernel';
import { pointOf, scalarOf, timesScalar } from './curve.ts';
import {
  type InterconnectionInput,
  type InterconnectionOutcome,
  interconnectionPsi,
} from './interconnection-psi.ts';
import {
  cipherBatch,
  eccProposal,
  errorCodes,
  type HandshakeRequest,
  handshakeRequest,
  handshakeResponse,
  type InterconnectionCode,
  pack,
  psiProposal,
  spoken,
} from './messages.ts';
import { connectBoth } from './testing.ts';

type Side = Partial<InterconnectionInput> & Pick<InterconnectionInput, 'ids'>;

async function both(a: Side, b: Side): Promise<readonly InterconnectionOutcome[]> {
  const ends = await connectBoth();
  const defaults = { resultTo: 'both', random: systemRandom } as const;
  try {
    return await Promise.all(
      [a, b].map((side, rank) => interconnectionPsi(ends[rank as 0 | 1], { ...defaults, ...side })),
    );
  } finally {
    await Promise.all(ends.map((end) => end.close()));
  }
}

const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, k) => `${from + k}`);
const rowsOf = (outcome: InterconnectionOutcome | undefined): number[] | undefined => {
  assert.equal(outcome?.kind, 'done');
  return outcome.rows && [...outcome.rows];
};

test('both learn their own rows in common, over several batches, with repeated and odd identifiers', async () => {
  const a = [...range(0, 5_000), '张三', 'é', '7'];
  const b = ['7', ...range(4_000, 9_500), 'e\u0301', '张三', '4999'];
  const [atA, atB] = await both({ ids: a }, { ids: b });
  const common = new Set(a.filter((id) => b.includes(id)));
  const expected = (ids: readonly string[]): number[] =>
    ids.flatMap((id, row) => (common.has(id) ? [row] : []));
  assert.deepEqual(rowsOf(atA), expected(a));
  assert.deepEqual(rowsOf(atB), expected(b));
});

test('only the rank that is to learn the result does', async () => {
  for (const resultTo of [0, 1] as const) {
    const outcomes = await both({ ids: ['a', 'b'], resultTo }, { ids: ['b', 'c'], resultTo });
    assert.deepEqual(rowsOf(outcomes[resultTo]), [1 - resultTo]);
    assert.equal(rowsOf(outcomes[1 - resultTo]), undefined);
  }
});

test('an empty list has nothing in common', async () => {
  const outcomes = await both({ ids: [] }, { ids: ['a'] });
  assert.deepEqual(outcomes.map(rowsOf), [[], []]);
});

const refusals: readonly (readonly [Side, Side, InterconnectionCode])[] = [
  [{ ids: ['a'], resultTo: 0 }, { ids: ['a'], resultTo: 1 }, 'HANDSHAKE_REFUSED'],
  [{ ids: ['a'], maxItems: 1 }, { ids: ['a', 'b'] }, 'HANDSHAKE_REFUSED'],
];
for (const [a, b, code] of refusals)
  test(`sides that want something else part, and both know why: ${JSON.stringify(a)}`, async () => {
    const [atA, atB] = await both(a, b);
    assert.deepEqual(
      [atA, atB].map((outcome) => outcome?.kind === 'refused' && [outcome.by, outcome.code]),
      [
        ['self', code],
        ['peer', code],
      ],
    );
  });

test('an identifier that is empty or no Unicode is refused with its row', async () => {
  for (const ids of [
    ['a', ''],
    ['a', '\ud800'],
  ]) {
    const [ours, theirs] = await connectBoth();
    await assert.rejects(interconnectionPsi(ours, { ids, resultTo: 0, random: systemRandom }), {
      code: 'fusion.bad_id',
      fields: [{ pointer: '/ids/1', detail: 'must be non-empty, well-formed Unicode text' }],
    });
    await Promise.all([ours.close(), theirs.close()]);
  }
});

const ecc = {
  supportedVersions: [1],
  ecSuits: [spoken.suit],
  pointOctetFormats: [1],
  supportPointTruncation: true,
};
const io = { supportedVersions: [1], itemNum: 2, resultToRank: -1 };
type Asked = { readonly ecc?: object; readonly io?: object; readonly request?: Partial<HandshakeRequest> };

function asking(changes: Asked): Uint8Array {
  return handshakeRequest.encode({
    ...{ version: 2, requesterRank: 1, supportedAlgos: [1], protocolFamilies: [1] },
    protocolFamilyParams: [pack('EccProtocolProposal', eccProposal, { ...ecc, ...changes.ecc })],
    ioParam: pack('PsiDataIoProposal', psiProposal, { ...io, ...changes.io }),
    ...changes.request,
  });
}

const unspoken: readonly (readonly [Asked, InterconnectionCode])[] = [
  [{ request: { version: 1 } }, 'UNSUPPORTED_VERSION'],
  [{ request: { supportedAlgos: [2, 3] } }, 'UNSUPPORTED_ALGO'],
  [{ request: { protocolFamilies: [2] } }, 'INVALID_REQUEST'],
  [{ request: { ioParam: undefined } }, 'INVALID_REQUEST'],
  [{ io: { itemNum: -1 } }, 'INVALID_REQUEST'],
  [{ ecc: { ecSuits: [{ curve: 2, hash: 1, hashToCurve: 1 }] } }, 'UNSUPPORTED_PARAMS'],
  [{ ecc: { pointOctetFormats: [2] } }, 'UNSUPPORTED_PARAMS'],
  [{ ecc: { supportedVersions: [2] } }, 'UNSUPPORTED_PARAMS'],
  [{ io: { supportedVersions: [9] } }, 'UNSUPPORTED_PARAMS'],
];
for (const [changes, code] of unspoken)
  test(`a handshake with ${JSON.stringify(changes)} is answered ${code}`, async () => {
    const [ours, theirs] = await connectBoth();
    const running = interconnectionPsi(ours, { ids: ['a'], resultTo: 'both', random: systemRandom });
    await theirs.main.send(asking(changes));
    const { header } = handshakeResponse.decode(await theirs.main.receive());
    assert.equal(header?.errorCode, errorCodes[code]);
    const outcome = await running;
    assert.equal(outcome.kind === 'refused' && outcome.code, code);
    await Promise.all([ours.close(), theirs.close()]);
  });

const point = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const enc = {
  type: 'enc',
  batchIndex: 0,
  isLastBatch: true,
  count: 2,
  ciphertext: Buffer.concat([point(9), point(8)]),
};
const p = Buffer.from(`ed${'ff'.repeat(30)}7f`, 'hex');

const deviations: readonly (readonly [what: string, code: string, batch: object])[] = [
  ['a point of low order', 'bad_point', { ciphertext: Buffer.concat([point(9), point(0)]) }],
  ['a point that is not canonical', 'bad_point', { ciphertext: Buffer.concat([p, point(9)]) }],
  ['a point with the top bit set', 'bad_point', { ciphertext: Buffer.concat([point(9), point(0xff)]) }],
  ['a batch of another kind', 'bad_message', { type: 'dual.enc' }],
  ['a batch that is not due', 'bad_message', { batchIndex: 1 }],
  ['fewer bytes than told', 'bad_message', { count: 3 }],
  [
    'an empty batch that is not the last',
    'bad_message',
    { count: 0, ciphertext: new Uint8Array(0), isLastBatch: false },
  ],
  ['more items than declared', 'too_many_ids', { count: 3, ciphertext: new Uint8Array(96).fill(9) }],
  ['fewer items than declared', 'inconsistent', { count: 1, ciphertext: point(9) }],
];
for (const [what, code, batch] of deviations)
  test(`${what} is caught, and named`, async () => {
    const [ours, theirs] = await connectBoth();
    const running = interconnectionPsi(ours, { ids: ['a'], resultTo: 1, random: systemRandom });
    running.catch(() => {});
    await theirs.main.send(asking({ io: { resultToRank: 1 } }));
    await theirs.main.receive();
    await theirs.main.send(cipherBatch.encode({ ...enc, ...batch }));
    await assert.rejects(running, (error: Error) => {
      assert.equal(codeOf(error), `fusion.${code}`);
      return error.message.includes(ours.peer);
    });
    await Promise.all([ours.close(), theirs.close()]);
  });

test('a peer that leaves out what it is to send back is caught', async () => {
  const [ours, theirs] = await connectBoth();
  const running = interconnectionPsi(ours, { ids: ['a', 'b'], resultTo: 0, random: systemRandom });
  running.catch(() => {});
  await theirs.main.send(asking({ io: { resultToRank: 0 } }));
  await theirs.main.receive();
  await theirs.main.send(cipherBatch.encode(enc));
  const back = { ...enc, type: 'dual.enc', count: 1, ciphertext: new Uint8Array(12) };
  await theirs.sub.send(cipherBatch.encode(back));
  await assert.rejects(running, { code: 'fusion.bad_message' });
  await Promise.all([ours.close(), theirs.close()]);
});

test('what goes over the wire: 32 bytes an item in an order that is not the rows', async () => {
  const [ours, theirs] = await connectBoth();
  const ids = range(0, 64);
  const running = interconnectionPsi(ours, { ids, resultTo: 'both', random: systemRandom });
  await theirs.main.send(asking({ io: { itemNum: ids.length } }));
  await theirs.main.receive();
  const scalar = scalarOf(systemRandom.bytes(32));
  const own = (await timesScalar(scalar, ids.map(pointOf)))!;
  await theirs.main.send(cipherBatch.encode({ ...enc, count: ids.length, ciphertext: Buffer.concat(own) }));
  const sent = cipherBatch.decode(await theirs.main.receive());
  assert.equal(sent.ciphertext.length, 32 * ids.length);
  const points = ids.map((_, k) => new Uint8Array(sent.ciphertext.slice(32 * k, 32 * k + 32)));
  const twice = (await timesScalar(scalar, points))!.map((point) => point.subarray(-12));
  const back = Buffer.from(cipherBatch.decode(await theirs.sub.receive()).ciphertext);
  const places = twice.map((point) => back.indexOf(point) / 12);
  assert.deepEqual(
    places.toSorted((a, b) => a - b),
    [...ids.keys()],
  );
  assert.notDeepEqual(places, [...ids.keys()]);
  const ciphertext = Buffer.concat(twice);
  await theirs.sub.send(cipherBatch.encode({ ...enc, type: 'dual.enc', count: ids.length, ciphertext }));
  assert.equal(rowsOf(await running)?.length, ids.length);
  await Promise.all([ours.close(), theirs.close()]);
});
