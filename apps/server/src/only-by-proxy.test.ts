import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fastify } from 'fastify';
import { onlyByProxy } from './only-by-proxy.ts';

// A connection's own address is what counts, so each call names the one it comes from.
async function codeFrom(remoteAddress: string, door: Parameters<typeof onlyByProxy>[1]): Promise<string> {
  const app = fastify();
  app.setErrorHandler((error: Error & { code?: string }, _request, reply) =>
    reply.code(403).send(error.code),
  );
  onlyByProxy(app, door);
  app.get('/', async () => 'served');
  const headers = { 'x-forwarded-for': '10.0.0.1', 'x-forwarded-proto': 'https' };
  return (await app.inject({ url: '/', remoteAddress, headers })).body;
}

const door = {
  host: '10.0.0.5',
  publicUrl: 'https://harbor.example',
  trustedProxies: ['10.0.0.1', '192.168.4.0/24', 'fd00:1::/32'],
};

test('beyond this machine only the proxies that are trusted are answered, whatever a caller says of itself', async () => {
  for (const proxy of ['10.0.0.1', '::ffff:10.0.0.1', '192.168.4.77', 'fd00:1:2::3', '127.0.0.1', '::1'])
    assert.equal(await codeFrom(proxy, door), 'served', proxy);
  for (const stranger of ['10.0.0.2', '::ffff:10.0.0.2', '192.168.5.1', 'fd00:2::1', '203.0.113.9'])
    assert.equal(await codeFrom(stranger, door), 'request.past_the_proxy', stranger);
});

test('on loopback, or where plain text is wanted, everybody is', async () => {
  assert.equal(await codeFrom('203.0.113.9', { ...door, host: '127.0.0.1' }), 'served');
  assert.equal(await codeFrom('203.0.113.9', { ...door, insecure: true }), 'served');
});
