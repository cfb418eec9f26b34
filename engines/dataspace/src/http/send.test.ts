import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { type Loopback, loopback, tokenParticipants } from '../testing/index.ts';
import { type Sending, send } from './send.ts';

const participants = tokenParticipants('bank');
const server: Loopback = await loopback();
after(() => server[Symbol.asyncDispose]());

const to = (url: string, more: Partial<Sending> = {}): Sending => ({
  method: 'POST',
  url,
  body: '{"a":"金科港"}',
  audience: 'holder',
  signal: AbortSignal.timeout(5_000),
  mostBytes: 1_000,
  ...more,
});

test('a message is sent as it is, with its credential, and several over one connection', async () => {
  const seen: unknown[] = [];
  const sockets = new Set<Socket>();
  server.listen(async (request, response) => {
    sockets.add(request.socket);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { authorization, 'content-type': type } = request.headers;
    seen.push([request.method, authorization, type, Buffer.concat(chunks).toString('utf8')]);
    response.writeHead(200, { link: '</next>; rel="next"' }).end('{}');
  });
  const first = await send(participants, to(`${server.root}/one`));
  deepEqual(
    [first.status, first.links, Buffer.from(first.body).toString('utf8')],
    [200, '</next>; rel="next"', '{}'],
  );
  await send(participants, to(`${server.root}/two`));
  const message = ['POST', 'Token bank', 'application/json', '{"a":"金科港"}'];
  deepEqual([seen, sockets.size], [[message, message], 1]);
});

test('a redirection is an answer, and is not followed', async () => {
  const asked: unknown[] = [];
  server.listen((request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  equal((await send(participants, to(`${server.root}/here`))).status, 307);
  deepEqual(asked, ['/here']);
});

test('an answer that is too long is not read to its end', async () => {
  server.listen((_request, response) => {
    response.writeHead(200);
    const write = (error?: Error | null): void => {
      if (!error) response.write(Buffer.alloc(64 * 1024), write);
    };
    write();
  });
  await rejects(send(participants, to(server.root)), { code: 'dataspace.answer_too_long' });
});

test('no answer, one that breaks off and one that changes the protocol are failures within the time that was set', async () => {
  const answers = [
    '',
    'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf',
    'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: odd\r\n\r\n',
  ];
  for (const answer of answers)
    for (const isClosed of [true, false]) {
      const open = new Set<Socket>();
      const odd = createServer((socket) => {
        open.add(socket.on('error', () => {}));
        socket.once('data', () => (isClosed ? socket.end(answer) : socket.write(answer)));
      }).listen(0, '127.0.0.1');
      await once(odd, 'listening');
      const { port } = odd.address() as AddressInfo;
      const signal = AbortSignal.timeout(200);
      // Such a time keeps no process alive by itself, which a connector's server does.
      const alive = setTimeout(() => {}, 10_000);
      await rejects(send(participants, to(`http://127.0.0.1:${port}/`, { signal })));
      clearTimeout(alive);
      for (const socket of open) socket.destroy();
      odd.close();
    }
});
