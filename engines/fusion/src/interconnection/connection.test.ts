import assert from 'node:assert/strict';
import { connect } from 'node:http2';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { errorCodes, transType } from './messages.ts';
import { addresses, againstRaw, connectAs, connectBoth, type RawPeer } from './testing.ts';
import { identities } from './testing-tls.ts';

const key = (order: number, channel = 'root'): string => `${channel}:P2P-${order}:1->0`;
const bytes = (text: string): Uint8Array => Buffer.from(text);

test('messages come in order on both channels, however many there are', async () => {
  const [a, b] = await connectBoth({ queueBytes: 64 });
  const sent = Array.from({ length: 200 }, (_, k) => `message ${k}`);
  const got: string[] = [];
  await Promise.all([
    (async () => {
      for (const text of sent) await a.main.send(bytes(text));
    })(),
    (async () => {
      for (const _ of sent) got.push(Buffer.from(await b.main.receive()).toString());
    })(),
    b.sub.send(bytes('beside')),
  ]);
  assert.deepEqual(got, sent);
  assert.equal(Buffer.from(await a.sub.receive()).toString(), 'beside');
  await Promise.all([a.close(), b.close()]);
});

test('a message in chunks is put together in whatever order they come, and again', async () => {
  const { ours, raw } = await againstRaw();
  await using _ = raw;
  const chunk = (text: string, chunkOffset: number): Promise<unknown> =>
    raw.push({
      ...{ key: key(1), value: bytes(text), transType: transType.chunked },
      chunkInfo: { messageLength: 6, chunkOffset },
    });
  await chunk('ef', 4);
  await chunk('ef', 4);
  await chunk('abcd', 0);
  await chunk('abcd', 0);
  assert.equal(Buffer.from(await ours.main.receive()).toString(), 'abcdef');
});

test('a call that is made again is answered again, and its message comes once', async () => {
  const { ours, raw } = await againstRaw();
  await using _ = raw;
  for (const order of [1, 1, 2, 1]) await raw.push({ key: key(order), value: bytes(`${order}`) });
  assert.equal(Buffer.from(await ours.main.receive()).toString(), '1');
  assert.equal(Buffer.from(await ours.main.receive()).toString(), '2');
});

test('to a peer that numbers its keys goes a receipt for each, and a last word', async () => {
  const { ours, raw } = await againstRaw();
  await using _ = raw;
  await raw.push({ key: `${key(1)}\u0001\u00021`, value: bytes('x') });
  await ours.main.receive();
  const closing = ours.close();
  await raw.push({ key: 'FIN\u0001\u0002', value: bytes('1') });
  await closing;
  const said = raw.pushed.slice(1).map(({ key, value }) => [key, Buffer.from(value).toString()]);
  assert.deepEqual(said, [
    ['ACK\u0001\u0002', '1'],
    ['FIN\u0001\u0002', '0'],
  ]);
});

type Push = Parameters<RawPeer['push']>[0];
const chunked = (messageLength: number, chunkOffset: number, value: string): Push => ({
  ...{ key: key(1), value: bytes(value), transType: transType.chunked },
  chunkInfo: { messageLength, chunkOffset },
});

const deviations: readonly (readonly [what: string, code: string, pushes: readonly Push[]])[] = [
  [
    'two messages under one key',
    'inconsistent',
    [
      { key: key(1), value: bytes('a') },
      { key: key(1), value: bytes('b') },
    ],
  ],
  ['a key of another session', 'bad_message', [{ key: key(1, 'other') }]],
  ['a key of the wrong direction', 'bad_message', [{ key: 'root:P2P-1:0->1' }]],
  ['another rank', 'bad_message', [{ senderRank: 7, key: key(1) }]],
  ['a message far ahead of the others', 'bad_message', [{ key: key(65) }]],
  ['a transfer type there is not', 'bad_message', [{ key: key(1), transType: 5 }]],
  ['a message that is too large', 'bad_message', [{ key: key(1), value: new Uint8Array(5_000) }]],
  [
    'a chunk without its place',
    'bad_message',
    [{ key: key(1), transType: transType.chunked, value: bytes('a') }],
  ],
  ['a chunk beyond its message', 'bad_message', [chunked(3, 2, 'ab')]],
  ['chunks that tell different sizes', 'bad_message', [chunked(6, 0, 'ab'), chunked(7, 2, 'cd')]],
  ['a message in chunks that is too large', 'bad_message', [chunked(5_000, 0, 'ab')]],
  ['chunks over each other', 'bad_message', [chunked(6, 0, 'abc'), chunked(6, 2, 'cd')]],
];

for (const [what, code, pushes] of deviations)
  test(`${what}: refused by the specification's code, and named`, async () => {
    const { ours, raw } = await againstRaw({ messageBytes: 4_096 });
    await using _ = raw;
    const answers = [];
    for (const push of pushes) answers.push(await raw.push(push));
    assert.equal(answers.at(-1)!.header?.errorCode, errorCodes.INVALID_REQUEST);
    await assert.rejects(ours.sub.receive(), (error: Error) => {
      assert.equal(codeOf(error), `fusion.${code}`);
      return error.message.includes(ours.peer);
    });
  });

test('a peer that says nothing is named when its time is over', async () => {
  const { ours, raw } = await againstRaw({ silenceMs: 50 });
  await using _ = raw;
  await assert.rejects(ours.main.receive(), { code: 'fusion.peer_silent' });
});

test('under TLS each side reaches whom it trusts, and nobody else', async () => {
  const { bank, tax, stranger } = identities;
  const as = (own: typeof bank, other: typeof bank) => ({
    ...{ connectMs: 100, silenceMs: 500 },
    security: { ...own, authorities: [other.certificate] },
  });
  const parties = await addresses();
  const both = [connectAs(0, parties, as(bank, tax)), connectAs(1, parties, as(tax, bank))] as const;
  const [a, b] = await Promise.all(both);
  await a.main.send(bytes('secret'));
  assert.equal(Buffer.from(await b.main.receive()).toString(), 'secret');
  await Promise.all([a.close(), b.close()]);
  const others = await addresses();
  const strange = [connectAs(0, others, as(bank, tax)), connectAs(1, others, as(stranger, bank))] as const;
  const outcomes = await Promise.allSettled(strange);
  assert.deepEqual(
    outcomes.map((outcome) => outcome.status === 'rejected' && codeOf(outcome.reason)),
    ['fusion.peer_gone', 'fusion.peer_gone'],
  );
});

test('a peer that is not there is waited for, and then given up', async () => {
  await assert.rejects(connectAs(0, await addresses(), { connectMs: 100 }), { code: 'fusion.peer_gone' });
});

test('a call that dribbles, is cut, or is none of gRPC changes nothing for the others', async () => {
  const { ours, raw } = await againstRaw({ pushMs: 200 });
  await using _ = raw;
  const address = `http://${raw.address}`;
  const session = connect(address);
  const path = '/org.interconnection.link.ReceiverService/Push';
  const ask = (headers: Record<string, string>, body: Uint8Array, isWhole = true): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      ...headers,
    });
    stream.on('response', ({ 'grpc-status': status }) => resolve(`${status as unknown as string}`));
    stream.on('error', () => {});
    stream.on('close', () => resolve('cut'));
    stream.write(body);
    if (isWhole) stream.end();
    return promise;
  };
  const framed = (length: number, flag = 0): Buffer => Buffer.from([flag, 0, 0, 0, length]);
  assert.equal(await ask({ ':path': '/other' }, framed(0)), '12');
  assert.equal(await ask({ 'content-type': 'text/plain' }, framed(0)), '12');
  assert.equal(await ask({}, framed(0, 1)), '3');
  assert.equal(await ask({}, framed(9)), '3');
  assert.equal(await ask({}, Buffer.concat([framed(1), Buffer.of(0xff)])), '3');
  assert.equal(await ask({}, new Uint8Array(3 << 20)), '8');
  assert.equal(await ask({}, framed(9), false), 'cut');
  session.destroy();
  await raw.push({ key: key(1), value: bytes('still here') });
  assert.equal(Buffer.from(await ours.main.receive()).toString(), 'still here');
});
