import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { textFetcher } from './fetch-text.ts';

const reach = { loopback: true, inside: false };

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: (path = '/') => new URL(`http://localhost:${port}${path}`),
    port,
    [Symbol.asyncDispose]: close,
  };
}

test('a text is fetched from this machine where that is allowed, and nobody is asked where it is not', async () => {
  let asked = 0;
  await using server = await serve((_request, response) => {
    asked++;
    response.end('{}');
  });
  const allowed = textFetcher({ reach });
  assert.deepEqual(await allowed(server.url()), { kind: 'found', text: '{}' });
  assert.deepEqual(await allowed(new URL(`http://127.0.0.1:${server.port}/`)), { kind: 'found', text: '{}' });
  assert.equal(asked, 2);

  const strict = textFetcher({ reach: { loopback: false, inside: true } });
  for (const url of [
    server.url(),
    new URL(`https://localhost:${server.port}/`),
    new URL(`https://127.0.0.1:${server.port}/`),
    new URL(`https://[::ffff:127.0.0.1]:${server.port}/`),
  ])
    assert.equal((await strict(url)).kind, 'refused', url.href);
  assert.equal((await allowed(new URL('http://bank.example/'))).kind, 'refused', 'http elsewhere');
  assert.equal((await allowed(new URL('file:///etc/hostname'))).kind, 'refused', 'no web address');
  assert.equal(asked, 2);
});

test('a redirect is not followed, not even to the same host', async () => {
  const paths: (string | undefined)[] = [];
  await using server = await serve(({ url }, response) => {
    paths.push(url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  assert.deepEqual(await textFetcher({ reach })(server.url()), { kind: 'refused', reason: 'status 302' });
  assert.deepEqual(paths, ['/']);
});

test('more than the limit is refused while it comes in', async () => {
  await using server = await serve((_request, response) => {
    const send = (): void => {
      while (!response.destroyed && response.write('x'.repeat(1000)));
      response.once('drain', send);
    };
    send();
  });
  const fetched = await textFetcher({ reach, mostBytes: 5000 })(server.url());
  assert.deepEqual(fetched, { kind: 'refused', reason: 'more than 5000 bytes' });
});

test('the time limit is that of the whole answer, not of its pieces', async () => {
  await using server = await serve((_request, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  const fetched = await textFetcher({ reach, timeoutMs: 150 })(server.url());
  assert.equal(fetched.kind, 'unreachable');
});

test('what may pass is told from what does not', async () => {
  const status = { code: 503 };
  const server = await serve((_request, response) => response.writeHead(status.code).end());
  const fetchText = textFetcher({ reach });
  for (const [code, kind] of [
    [503, 'unreachable'],
    [429, 'unreachable'],
    [404, 'refused'],
    [204, 'refused'],
  ] as const) {
    status.code = code;
    assert.equal((await fetchText(server.url())).kind, kind, String(code));
  }
  const gone = server.url();
  await server[Symbol.asyncDispose]();
  assert.deepEqual(await fetchText(gone), { kind: 'unreachable', reason: 'ECONNREFUSED' });
});
