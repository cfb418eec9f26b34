import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { noticePort } from '../notices/notify.ts';
import { pageUrl, testDesk } from '../testing.ts';
import { deliver } from './deliver.ts';
import { bodySignature } from './secrets.ts';
import { webhookSender } from './webhook.ts';
import { isPrivateAddress, targetFault } from './webhook-target.ts';

type Received = {
  readonly headers: IncomingMessage['headers'];
  readonly path: string;
  readonly body: string;
};
const received: Received[] = [];
const server = createServer(async (request, response) => {
  received.push({ headers: request.headers, path: request.url!, body: await text(request) });
  if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
  else response.writeHead(request.url === '/broken' ? 500 : 204).end();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => server.close());
const { port } = server.address() as { readonly port: number };
const base = `http://127.0.0.1:${port}`;
const privateHosts = ['127.0.0.1'];
const desk = await testDesk({ webhook: webhookSender(privateHosts) }, privateHosts);
const { signal } = new AbortController();
const params = { channel: 'webhook' } as const;
const message = { id: 'x', kind: 'k', title: { en: 'T', zh: '题' }, url: pageUrl, atMs: 0 };

async function drain(): Promise<readonly string[]> {
  const rows = await desk.db.deleteFrom('outbox_message').returningAll().execute();
  return Promise.all(rows.map((row) => deliver(desk.ctx, { ...row, attempt: 1 }, signal)));
}

test('a webhook gets its code and then notices, each signed with the secret that was told at the set-up', async () => {
  const chen = await desk.someone('bank', 'analyst');
  const { body: set } = await chen.client.putChannel({
    params,
    body: { target: `${base}/hook`, kinds: ['job.ended'] },
  });
  await drain();
  const { code } = JSON.parse(received.at(-1)!.body) as { readonly code: string };
  await chen.client.postConfirmation({ params, body: { code } });
  await noticePort(desk.ctx).notify({
    key: 'job 1',
    kind: 'job.ended',
    to: { party: 'bank', role: 'analyst' },
    title: { en: 'Job done', zh: '任务完成' },
    body: { en: 'Of firm 9144', zh: '企业 9144' },
    href: '/app/jobs/1',
  });
  assert.deepEqual(await drain(), ['delivered']);
  const { headers, path, body } = received.at(-1)!;
  const sent = JSON.parse(body) as Record<string, unknown>;
  const { id, atMs, ...said } = sent;
  assert.deepEqual(said, {
    kind: 'job.ended',
    title: { en: 'Job done', zh: '任务完成' },
    url: `${pageUrl}/app/jobs/1`,
  });
  assert.equal(path, '/hook');
  assert.equal(headers['finharbor-delivery'], id);
  assert.equal(atMs, desk.clock.nowMs());
  const expected = createHmac('sha256', set.secret!).update(body).digest('hex');
  assert.equal(headers['finharbor-signature'], `sha256=${expected}`);
  const again = await chen.client.putChannel({ params, body: { target: `${base}/hook`, kinds: [] } });
  assert.equal(again.body.secret, null, 'told until it is confirmed, not after');
});

test('the signature is HMAC-SHA256 by RFC 4231, test case 2', () => {
  assert.equal(
    bodySignature('Jefe', 'what do ya want for nothing?'),
    'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('no redirect is followed, and only 2xx is taken for received', async () => {
  const send = webhookSender(privateHosts);
  const outcome = (path: string) =>
    send(`${base}${path}`, message, { secret: 's', signal }).then(() => 'received', codeOf);
  assert.equal(await outcome('/ok'), 'received');
  assert.equal(await outcome('/broken'), 'channel.undelivered');
  const before = received.length;
  assert.equal(await outcome('/moved'), 'channel.undelivered');
  assert.deepEqual(
    received.slice(before).map(({ path }) => path),
    ['/moved'],
  );
});

test('an address of this machine or network is not called unless the process is told so, not by name either', async () => {
  const send = webhookSender([]);
  const before = received.length;
  // The name is judged by what it resolves to at the moment of the connection.
  for (const target of [`${base}/ok`, `https://localhost:${port}/ok`, `http://localhost:${port}/ok`])
    assert.equal(
      await send(target, message, { secret: 's', signal }).then(() => 'sent', codeOf),
      'channel.undelivered',
    );
  assert.equal(received.length, before);
  const chen = await desk.someone('bank', 'analyst');
  for (const target of [
    'https://10.0.0.7/',
    'https://[::1]/',
    'http://hooks.example/',
    'https://a:b@hooks.example/',
    'ftp://x',
  ])
    assert.equal(
      await chen.client.putChannel({ params, body: { target, kinds: [] } }).catch(codeOf),
      'channel.bad_target',
      target,
    );
});

test('what is private and what is public', () => {
  const isPrivate = [
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.8.8.8',
      '169.254.169.254',
      '172.31.0.1',
      '192.168.1.1',
      '224.0.0.1',
    ],
    ...['255.255.255.255', '::', '::1', 'fc00::1', 'fe80::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
    ...['2002:0a00:0001::', '2001:db8::1'],
  ];
  for (const address of isPrivate) assert.equal(isPrivateAddress(address), true, address);
  for (const address of ['8.8.8.8', '172.32.0.1', '223.5.5.5', '2400:3200::1'])
    assert.equal(isPrivateAddress(address), false, address);
  assert.equal(targetFault('https://hooks.example:8443/a?b', []), undefined);
  assert.equal(
    targetFault('https://0x7f.1/', [])?.startsWith('a private address'),
    true,
    'however it is written',
  );
});
