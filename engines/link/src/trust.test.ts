import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { test } from 'node:test';
import { createServer } from 'node:tls';
import { generateSigningKey, manualClock, signingKeyToPem, systemClock } from '@finharbor/kernel';
import { selfSigned } from './certificate.ts';
import { encodeHello, makeHello } from './hello.ts';
import { context, type Node, newSession, node, pin, town, withCode } from './testing/harness.ts';
import { preludeFrom, rawTls } from './testing/raw-peer.ts';

const dayMs = 24 * 3_600_000;

/** A node `tax` that has pinned `bank`, and the bank's key for a client that is not our program. */
async function besieged(limits: Parameters<typeof node>[1] = {}) {
  const tax = await node('tax', limits);
  const key = generateSigningKey();
  tax.book.push({ party: 'bank', publicKey: key.publicKey, host: '127.0.0.1', port: 1 });
  return { tax, key, port: tax.link.address.port };
}

function hello(from: string, to: string): Buffer {
  return encodeHello(makeHello({ session: newSession(), from, to, context, window: 1000 }));
}

async function refusal(tax: Node, code: string) {
  const event = await tax.seen((one) => one.kind === 'refused' && one.code === code);
  assert.equal(tax.link.refused().byCode[code], 1);
  assert.equal(tax.link.refused().total, 1);
  assert.ok(event.kind === 'refused' && event.address === '127.0.0.1');
  return event;
}

test('a key that is not pinned is refused as foreign, and told so', async () => {
  const { tax, port } = await besieged();
  const tls = await rawTls(port, { identity: generateSigningKey() });
  assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.foreign' });
  assert.equal((await refusal(tax, 'link.foreign')).party, undefined);
  await tax.link.close();
});

test('a peer without a certificate is refused', async () => {
  const { tax, port } = await besieged();
  const tls = await rawTls(port);
  assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.foreign' });
  await refusal(tax, 'link.foreign');
  await tax.link.close();
});

test('a pinned key that claims another party is refused, and the operator sees whose key it was', async () => {
  const { tax, key, port } = await besieged();
  const social = generateSigningKey();
  tax.book.push({ party: 'social', publicKey: social.publicKey, host: '127.0.0.1', port: 1 });
  const tls = await rawTls(port, { identity: key });
  tls.write(hello('social', 'tax'));
  assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.foreign' });
  assert.equal((await refusal(tax, 'link.foreign')).party, 'bank');
  await tax.link.close();
});

test('a hello for another party than this node is refused', async () => {
  const { tax, key, port } = await besieged();
  const tls = await rawTls(port, { identity: key });
  tls.write(hello('bank', 'social'));
  assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.foreign' });
  await refusal(tax, 'link.foreign');
  await tax.link.close();
});

test('the pinned certificate without its private key does not get through TLS', async () => {
  const { tax, key, port } = await besieged();
  const stolen = {
    cert: selfSigned(key, dayMs, systemClock).pem,
    key: signingKeyToPem(generateSigningKey()),
  };
  await assert.rejects(rawTls(port, stolen));
  assert.equal(tax.events.filter((event) => event.kind === 'knocked').length, 0);
  await tax.link.close();
});

test('a certificate out of date is refused although its key is pinned', async () => {
  for (const madeBy of [manualClock(systemClock.nowMs() - dayMs), manualClock(systemClock.nowMs() + dayMs)]) {
    const { tax, key, port } = await besieged();
    const tls = await rawTls(port, { identity: key, madeBy });
    assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.certificate_expired' });
    await refusal(tax, 'link.certificate_expired');
    await tax.link.close();
  }
});

test('TLS 1.2, another protocol and plain text do not get through the handshake', async () => {
  const { tax, key, port } = await besieged();
  const old = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
  await assert.rejects(rawTls(port, { identity: key, ...old }), /protocol version/i);
  await assert.rejects(rawTls(port, { identity: key, ALPNProtocols: ['h2'] }), /no application protocol/i);
  const plain = connect(port, '127.0.0.1', () => plain.end('GET / HTTP/1.1\r\n\r\n'));
  plain.on('error', () => {}).resume();
  await once(plain, 'close');
  await tax.seen(() => tax.link.refused().total === 3);
  assert.deepEqual(tax.link.refused().byCode, { 'link.handshake_failed': 3 });
  await tax.link.close();
});

test('no ALPN and a resumed TLS session are refused: each connection proves its key anew', async () => {
  const { tax, key, port } = await besieged();
  const mute = await rawTls(port, { identity: key, ALPNProtocols: [] });
  assert.deepEqual(await preludeFrom(mute), { kind: 'refused', code: 'link.wrong_protocol' });
  const first = await rawTls(port, { identity: key });
  // TLS 1.3 hands out its tickets after the handshake.
  const [session] = await once(first, 'session');
  const again = await rawTls(port, { session });
  assert.equal(again.isSessionReused(), false);
  assert.deepEqual(await preludeFrom(again), { kind: 'refused', code: 'link.foreign' });
  await tax.link.close();
});

test('unpinning a peer while the node runs shuts it out', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const);
  const [bank, tax] = nodes;
  const session = newSession();
  const both = [bank.link.open(session, 'tax', { context }), tax.link.accept(session, 'bank', { context })];
  await Promise.all(both);
  tax.book.splice(0);
  await assert.rejects(bank.link.open(newSession(), 'tax', { context }), withCode('link.foreign'));
  assert.equal(tax.link.refused().byCode['link.foreign'], 1);
  await close();
});

test('whoever answers at the peer’s address with another key is refused by the dialling side', async () => {
  const bank = await node('bank');
  const tax = await node('tax');
  bank.book.push({ ...pin('tax', tax), publicKey: generateSigningKey().publicKey });
  tax.book.push(pin('bank', bank));
  await assert.rejects(bank.link.open(newSession(), 'tax', { context }), withCode('link.foreign'));
  assert.equal(bank.link.refused().byCode['link.foreign'], 1);
  assert.equal(tax.events.filter((event) => event.kind === 'knocked').length, 0);
  await Promise.all([bank.link.close(), tax.link.close()]);
});

test('an answer in the name of another session or party is foreign', async () => {
  const bank = await node('bank');
  const key = generateSigningKey();
  const credentials = { cert: selfSigned(key, dayMs, systemClock).pem, key: signingKeyToPem(key) };
  const server = createServer({ ...credentials, ALPNProtocols: ['finharbor-link/1'] }, (tls) => {
    tls.on('error', () => {}).resume();
    tls.write(hello('tax', 'bank'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  bank.book.push({ party: 'tax', publicKey: key.publicKey, host: '127.0.0.1', port });
  await assert.rejects(bank.link.open(newSession(), 'tax', { context }), withCode('link.foreign'));
  await bank.link.close();
  server.close();
});

test('who connects and says nothing, before TLS or after it, is timed out', async () => {
  const { tax, key, port } = await besieged({ limits: { handshakeMs: 100 } });
  const mute = connect(port, '127.0.0.1').on('error', () => {});
  await once(mute.resume(), 'close');
  const slow = await rawTls(port, { identity: key });
  slow.write(hello('bank', 'tax').subarray(0, 20));
  await once(slow.on('error', () => {}).resume(), 'close');
  assert.deepEqual(tax.link.refused().byCode, { 'link.handshake_timeout': 2 });
  await tax.link.close();
});

test('a dialled peer that says nothing is timed out', async () => {
  const bank = await node('bank', { limits: { handshakeMs: 100 } });
  const silent = createTcpServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  bank.book.push({ party: 'tax', publicKey: generateSigningKey().publicKey, host: '127.0.0.1', port });
  await assert.rejects(bank.link.open(newSession(), 'tax', { context }), withCode('link.handshake_timeout'));
  await bank.link.close();
  silent.close();
});

test('half-open connections of one address are limited, and a place comes free again', async () => {
  const { tax, port } = await besieged({ limits: { halfOpenPerAddress: 3 } });
  const idle = Array.from({ length: 3 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  const fourth = connect(port, '127.0.0.1').on('error', () => {});
  await once(fourth.resume(), 'close');
  await refusal(tax, 'link.too_many');
  idle[0]!.destroy();
  await tax.seen((event) => event.kind === 'refused' && event.code === 'link.handshake_failed');
  const tls = await rawTls(port, { identity: generateSigningKey() });
  assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.foreign' });
  for (const socket of idle) socket.destroy();
  await tax.link.close();
});

test('unaccepted sessions of one peer are limited', async () => {
  const { nodes, close } = await town(['bank', 'tax'] as const, { waitingPerPeer: 1 });
  const [bank, tax] = nodes;
  const first = assert.rejects(bank.link.open(newSession(), 'tax', { context }));
  await tax.seen((event) => event.kind === 'knocked');
  await assert.rejects(bank.link.open(newSession(), 'tax', { context }), withCode('link.too_many'));
  await close();
  await first;
});

test('a first message that is none is refused', async () => {
  const { tax, key, port } = await besieged();
  const tls = await rawTls(port, { identity: key });
  tls.write(Buffer.from([1, 255, 255]));
  assert.deepEqual(await preludeFrom(tls), { kind: 'refused', code: 'link.malformed' });
  await refusal(tax, 'link.malformed');
  await tax.link.close();
});

test('certificates are renewed in memory: a node that ran for a year still connects', async () => {
  const clock = manualClock(systemClock.nowMs());
  const [bank, tax] = [await node('bank', { clock }), await node('tax', { clock })];
  for (const one of [bank, tax]) one.book.push(pin('bank', bank), pin('tax', tax));
  for (let i = 0; i < 3; i += 1) {
    const session = newSession();
    await Promise.all([
      bank.link.open(session, 'tax', { context }),
      tax.link.accept(session, 'bank', { context }),
    ]);
    clock.advance(365 * dayMs);
  }
  await Promise.all([bank.link.close(), tax.link.close()]);
});
