import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { hubRoutes } from '@finharbor/harbor';
import { typedClient } from '@finharbor/kernel/http';
import { freePort } from '@finharbor/kernel/testing';
import type { Harbor } from '@finharbor/server';
import { buildConsole } from '../tools/console/build.ts';
import { startBuilt } from './harness/built.ts';

// What a hub and a node put on the wire, and what they make of what should not be there. No client of ours stands in between.
const home = mkdtempSync(join(tmpdir(), 'finharbor-wire-'));
let hub: Place;
let node: Place;

type Place = { readonly harbor: Harbor; readonly url: string; readonly code: string };

before(async () => {
  await buildConsole(dirname(import.meta.dirname), () => {});
  hub = await start('operator', async (addresses) => ({ hub: { ...addresses, quorum: 1 } }));
  const { body } = await typedClient({ get: hubRoutes.getHarbor }, hub.url).get({});
  node = await start('bank', async (addresses) => ({
    node: {
      ...addresses,
      party: 'bank',
      registrar: false,
      hubUrl: hub.url,
      hubFingerprint: body.fingerprint,
      systems: ['harbor'],
      trustedProxies: ['127.0.0.1'],
    },
  }));
});
after(async () => {
  await node?.harbor.stop('immediate');
  await hub?.harbor.stop('immediate');
  rmSync(home, { recursive: true, force: true });
});

async function start(name: string, of: (addresses: object) => Promise<object>): Promise<Place> {
  const lines: string[] = [];
  const addresses = {
    name: { en: name, zh: name },
    host: '127.0.0.1',
    port: await freePort(),
    linkHost: '127.0.0.1',
    linkPort: 0,
  };
  const configFile = join(home, `${name}.json`);
  writeFileSync(configFile, JSON.stringify({ home: join(home, name), ...(await of(addresses)) }));
  const environment = {
    home: undefined,
    port: 0,
    databaseUrl: undefined,
    configFile,
    logLevel: 'info',
  } as const;
  const harbor = await startBuilt(environment, (line) => lines.push(line));
  const [, code] = /one-time code[^:]*: (\S+)/.exec(lines.join('\n'))!;
  return { harbor, url: harbor.url, code: code! };
}

type Sent = { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string };

/** Asks for a path as it is written: `fetch` would tidy it up first. */
async function ask(at: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>();
  const { hostname, port } = new URL(at);
  request({ host: hostname, port, method, path, headers, agent: false }, resolve)
    .on('error', reject)
    .end(body);
  const answer = await promise;
  return { status: answer.statusCode!, headers: answer.headers, body: await text(answer) };
}

const posted = (body: unknown, headers: Record<string, string> = {}): Sent => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const credentials = { login: 'first', password: 'correct horse battery staple' };

/** Makes the place's first account, and opens a session by what `headers` say besides. */
async function signIn(place: Place, headers: Record<string, string> = {}): Promise<string> {
  await ask(place.url, '/setup', posted({ code: place.code, ...credentials }));
  const { body } = await ask(place.url, '/session', posted(credentials, headers));
  return (JSON.parse(body) as { token: string }).token;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const directive = (policy: string, name: string): string | undefined =>
  policy.split('; ').find((one) => one.startsWith(`${name} `));

test('each page, file, text and answer is sent with its policy, its type and its charset, and read as nothing else', async () => {
  for (const { url } of [hub, node]) {
    const page = await ask(url, '/app/overview');
    const asset = /(?:src|href)="(\/assets\/[^"]+\.js)"/.exec(page.body)![1]!;
    const style = /href="(\/assets\/[^"]+\.css)"/.exec(page.body)![1]!;
    for (const [path, type, isKept] of [
      ['/', 'text/html', true],
      ['/app/overview', 'text/html', true],
      [asset, 'application/javascript', true],
      [style, 'text/css', true],
      ['/api', 'text/html', false],
      ['/openapi.json', 'application/json', false],
      ['/place', 'application/json', false],
      ['/session', 'application/problem+json', false],
      ['/nowhere', 'application/problem+json', false],
      ['/assets/nowhere.js', 'application/problem+json', false],
    ] as const) {
      const { headers } = await ask(url, path);
      const policy = String(headers['content-security-policy']);
      assert.match(
        String(headers['content-type']),
        new RegExp(`^${type.replace('+', '\\+')}; charset=utf-8$`),
        path,
      );
      for (const name of ['default-src', 'base-uri', 'frame-ancestors'])
        assert.equal(directive(policy, name), `${name} 'none'`, `${path}: ${policy}`);
      // What `default-src` forbids nothing else allows.
      assert.equal(directive(policy, 'object-src'), undefined);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
      assert.equal(headers['referrer-policy'], 'no-referrer', path);
      assert.equal(headers['cache-control'] === 'no-store', !isKept, path);
    }
  }
});

test('a node lets pages of the hub read its answers and of nobody else, and the hub none; nobody’s cookies go along', async () => {
  const read = async (at: Place, origin: string, method = 'GET') => {
    const headers = { origin, 'access-control-request-method': 'POST' };
    const answer = await ask(at.url, '/place', { method, headers });
    const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
    return { names, allowed: answer.headers['access-control-allow-origin'] };
  };
  assert.equal((await read(node, hub.url)).allowed, hub.url);
  const preflight = await read(node, hub.url, 'OPTIONS');
  assert.deepEqual(
    [preflight.allowed, preflight.names.includes('access-control-allow-credentials')],
    [hub.url, false],
  );
  const strangers = [
    'null',
    'https://evil.example',
    `${hub.url}.evil.example`,
    hub.url.replace('http', 'https'),
  ];
  for (const origin of [...strangers, node.url])
    for (const method of ['GET', 'OPTIONS'])
      assert.deepEqual((await read(node, origin, method)).names, [], `${method} ${origin}`);
  for (const origin of [...strangers, node.url])
    for (const method of ['GET', 'OPTIONS'])
      assert.deepEqual((await read(hub, origin, method)).names, [], `${method} ${origin}`);
});

test('TRACE echoes nothing, and methods that nobody serves are refused', async () => {
  for (const { url } of [hub, node])
    for (const method of ['TRACE', 'PROPFIND', 'OPTIONS']) {
      const answer = await ask(url, '/place', { method, headers: { 'x-echo': 'said by the caller' } });
      assert.deepEqual([answer.status, answer.body.includes('said by the caller')], [404, false], method);
    }
});

test('no path leads to the repository, to a folder’s list or out of the folders that are served', async () => {
  const out = ['..', '..%2f..', '%2e%2e', '%2e%2e%2f%2e%2e', '..%5c..', '....//', '%252e%252e', '.%00.'];
  const files = ['package.json', 'process.json', 'party.key.pem', 'hub/process.json'];
  const beyond = ['/', '/assets/', '/log/', '/log/tile/', '/app/'].flatMap((folder) =>
    out.flatMap((up) => files.map((file) => `${folder}${up}/${file}`)),
  );
  const closed = [
    '/.git/config',
    '/.git/',
    '/assets/.git/config',
    '/assets',
    '/assets/',
    '/log',
    '/log/',
    '/log/tile',
  ];
  const secrets = ['process.json', 'party.key.pem'].map((file) =>
    readFileSync(join(home, 'operator/hub', file), 'utf8').slice(40, 80),
  );
  for (const { url } of [hub, node])
    for (const path of [...closed, ...beyond]) {
      const { status, body, headers } = await ask(url, path);
      // Below /app everything is the console's page, which then says that there is no such screen.
      const isPage = path.startsWith('/app/') && String(headers['content-type']).startsWith('text/html');
      if (!isPage) assert.ok(status === 404 || status === 400, `${path}: ${status}`);
      assert.ok(!/"workspaces"|PRIVATE KEY|\[core\]|<pre>/.test(body), path);
      for (const secret of secrets) assert.ok(!body.includes(secret), path);
    }
});

test('where a caller sits is the connection’s address, or what a trusted proxy says of it and no caller', async () => {
  const seenBy = async (place: Place, forwarded: string): Promise<string> => {
    const token = await signIn(place, { 'x-forwarded-for': forwarded });
    const { body } = await ask(place.url, '/sessions', { headers: bearer(token) });
    const sessions = JSON.parse(body) as { isCurrent: boolean; address: string }[];
    return sessions.find(({ isCurrent }) => isCurrent)!.address;
  };
  assert.equal(await seenBy(hub, '203.0.113.9'), '127.0.0.1');
  assert.equal(await seenBy(node, '203.0.113.9'), '203.0.113.9');
  assert.equal(
    await seenBy(node, '198.51.100.1, 203.0.113.9'),
    '203.0.113.9',
    'what the caller wrote itself',
  );
});

/** Sends bytes as they are and gives all that comes back until the other side closes. */
async function raw(at: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(at);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(10_000, () => socket.destroy(new Error('The connection was left open.')));
  socket.write(bytes);
  return text(socket);
}

test('where a message ends is never in doubt: one answer, and the connection is closed', async () => {
  const smuggled = 'GET /place HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const chunked = `0\r\n\r\n${smuggled}`;
  const ambiguous: Readonly<Record<string, string>> = {
    'both lengths': `Content-Length: ${chunked.length}\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    'both, the other way round': `Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${chunked}`,
    'two lengths': `Content-Length: 0\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
    'a list of lengths': `Content-Length: 0, ${smuggled.length}\r\n\r\n${smuggled}`,
    'a coding that is none': `Transfer-Encoding: xchunked\r\n\r\n${chunked}`,
    'a coding after the last': `Transfer-Encoding: chunked, identity\r\n\r\n${chunked}`,
    'a name with a space': `Transfer-Encoding : chunked\r\n\r\n${chunked}`,
    'a chunk’s size that is none': `Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${smuggled}`,
    'a length with a sign': `Content-Length: +0\r\n\r\n${smuggled}`,
  };
  for (const { url } of [hub, node])
    for (const [what, rest] of Object.entries(ambiguous)) {
      const answers = await raw(url, `POST /session HTTP/1.1\r\nHost: x\r\n${rest}`);
      assert.deepEqual(answers.match(/HTTP\/1\.1 \d{3}/g), ['HTTP/1.1 400'], what);
    }
  // As a check of the check: two that are in order get two answers.
  const two = `POST /session HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n${smuggled}`;
  assert.equal((await raw(hub.url, two)).match(/HTTP\/1\.1 \d{3}/g)?.length, 2);
});

test('a parameter given twice is refused by its name', async () => {
  const headers = bearer(await signIn(hub));
  const once = await ask(hub.url, '/audit?limit=1', { headers });
  const twice = await ask(hub.url, '/audit?limit=1&limit=2', { headers });
  assert.deepEqual([once.status, twice.status], [200, 400]);
  assert.match(twice.body, /"\/limit"/);
});

test('names that mean something to JavaScript are fields nobody declared, and make nothing', async () => {
  const headers = bearer(await signIn(hub));
  const draft = '"login":"made","name":"Made","roles":["bureau"]';
  for (const field of [
    '"__proto__":{"roles":["operator"]}',
    '"constructor":{"prototype":{"a":1}}',
    '"toString":1',
  ])
    for (const body of [`{${draft},${field}}`, `{${field},${draft}}`]) {
      const answer = await ask(hub.url, '/invitations', posted(body, headers));
      assert.equal(answer.status, 400, `${field}: ${answer.body}`);
    }
  const login = await ask(hub.url, '/session', posted(`{"login":"first","__proto__":{"password":"x"}}`));
  assert.equal(login.status, 400);
  const { body } = await ask(hub.url, '/accounts', { headers });
  assert.deepEqual(
    (JSON.parse(body) as { login: string }[]).map((one) => one.login),
    ['first'],
  );
});

test('logs, keys and passwords are files of their owner', () => {
  const owned = ['operator', 'bank'].flatMap((name) =>
    readdirSync(join(home, name), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && /\.(log|pem|password|json)$/.test(file.name))
      .map((file) => join(file.parentPath, file.name))
      .filter((path) => !path.includes('/postgres/') && !path.includes('/public/')),
  );
  assert.ok(
    owned.some((path) => path.endsWith('process.log')) && owned.some((path) => path.includes('/logs/')),
  );
  assert.deepEqual(
    owned.filter((path) => (statSync(path).mode & 0o077) !== 0),
    [],
  );
});
