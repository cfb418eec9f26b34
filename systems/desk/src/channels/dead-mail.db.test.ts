import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { systemClock } from '@finharbor/kernel';
import { enqueue, runOutbox } from '@finharbor/kernel/database';
import { noticePort } from '../notices/notify.ts';
import { testDesk } from '../testing.ts';
import { deliver } from './deliver.ts';
import { mailSender } from './mail.ts';

// A mail server that takes connections and never says a word.
const sockets = new Set<Socket>();
const server = createServer((socket) => void sockets.add(socket));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as { readonly port: number };
const sender = mailSender({ host: '127.0.0.1', port, security: 'none', from: 'desk@bank.example' });
const desk = await testDesk({ mail: sender.send });
const stopping = new AbortController();
const arrived = new Map<string, () => void>();
const mails = { tried: 0, ended: 0 };
const relay = runOutbox({
  db: desk.db as never,
  clock: systemClock,
  signal: stopping.signal,
  async deliver(message, signal) {
    if (message.key === 'hub') return arrived.get(String(message.payload))?.();
    mails.tried += 1;
    try {
      await deliver(desk.ctx, message, signal);
    } finally {
      mails.ended += 1;
    }
  },
});
after(async () => {
  stopping.abort();
  sender.close();
  for (const socket of sockets) socket.destroy();
  server.close();
  await relay;
});

/** Sends a document on its way to the hub; done when it is there. */
async function document(name: string): Promise<void> {
  const there = Promise.withResolvers<void>();
  arrived.set(name, there.resolve);
  await desk.db.transaction().execute(async (tx) => {
    await enqueue(tx as never, { key: 'hub', topic: 'document', payload: name }, systemClock);
  });
  await there.promise;
}

test('a mail server that never answers delays no document', async () => {
  // More people than a lane serves at once, all of whom asked to be told by mail.
  for (let index = 0; index < 24; index += 1) {
    const { account } = await desk.someone('tax', 'approver');
    await desk.db
      .insertInto('desk_channel')
      .values({
        account: account.id,
        channel: 'mail',
        target: `one-${index}@tax.example`,
        nonce: 'n',
        kinds: ['contract.asked'],
        code_until_ms: 0n,
        code_tries: 0,
        confirmed_at_ms: 1n,
      })
      .execute();
  }
  await noticePort(desk.ctx).notify({
    key: 'contract 1',
    kind: 'contract.asked',
    to: { party: 'tax', role: 'approver' },
    title: { en: 'A contract waits for you', zh: '有合同待您批准' },
    href: '/app/contracts/1',
  });
  await document('first');
  await document('second');
  assert.ok(mails.tried > 0, 'mails are on their way');
  assert.equal(mails.ended, 0, 'a document had to wait for a mail to be given up');
});
