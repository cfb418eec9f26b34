import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { test } from 'node:test';
import { listenFault, requirePort } from './listen-fault.ts';

const instead = 'PORT=8081 npm start';

async function squat(): Promise<{ port: number; leave(): void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, leave: () => void server.close() };
}

test('a port somebody keeps is refused by name', async () => {
  const { port, leave } = await squat();
  await assert.rejects(requirePort({ host: '127.0.0.1', port, instead }), {
    code: 'port.taken',
    message: new RegExp(`Port ${port} .*PORT=8081 npm start`),
  });
  leave();
});

test('a port given back while we wait is taken', async () => {
  const { port, leave } = await squat();
  const asked = requirePort({ host: '127.0.0.1', port, instead });
  setImmediate(leave);
  await asked;
});

test('an address that is not this machine’s is named', async () => {
  const asked = requirePort({ host: '192.0.2.1', port: 0, instead });
  await assert.rejects(asked, { code: 'host.unknown', message: /192\.0\.2\.1/ });
});

test('other errors stay what they are', () => {
  const error = new RangeError('port');
  assert.equal(listenFault(error, { host: '127.0.0.1', port: 1, instead }), error);
});
