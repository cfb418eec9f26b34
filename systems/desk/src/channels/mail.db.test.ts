import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { systemClock } from '@finharbor/kernel';
import { runOutbox } from '@finharbor/kernel/database';
import { SMTPServer } from 'smtp-server';
import { noticePort } from '../notices/notify.ts';
import { pageUrl, testDesk } from '../testing.ts';
import { deliver } from './deliver.ts';
import { mailSender } from './mail.ts';

type Mail = { readonly from: string; readonly to: readonly string[]; readonly data: string };
const received: Mail[] = [];
let isAway = false;
let wake = () => {};

// A mail server of the test's own: it speaks SMTP over a socket, wants a password, and may be made to refuse for a while.
const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === 'desk' && password === 'secret' ? done(null, { user: 'desk' }) : done(new Error('no')),
  onRcptTo: (_to, _session, done) =>
    done(isAway ? Object.assign(new Error('try later'), { responseCode: 450 }) : null),
  async onData(stream, { envelope }, done) {
    const data = await text(stream);
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    received.push({ from, to: envelope.rcptTo.map(({ address }) => address), data });
    done();
    wake();
  },
});
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');
const { port } = server.server.address() as { readonly port: number };
const settings = {
  host: '127.0.0.1',
  port,
  security: 'none',
  from: 'desk@bank.example',
  user: 'desk',
  password: 'secret',
} as const;
const sender = mailSender(settings);
const desk = await testDesk({ mail: sender.send });
const stopping = new AbortController();
const failures: string[] = [];
const relay = runOutbox({
  db: desk.db as never,
  // The desk's own clock stands still; the relay's waits are real.
  clock: systemClock,
  signal: stopping.signal,
  deliver: async (message, signal) => void (await deliver(desk.ctx, message, signal)),
  policy: { firstWaitMs: 50, longestWaitMs: 50, pollMs: 200 },
  onFailure: ({ code }) => {
    failures.push(code);
    wake();
  },
});
after(async () => {
  stopping.abort();
  await relay;
  sender.close();
  await new Promise<void>((done) => server.close(done));
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo())
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
}

const ma = await desk.someone('tax', 'approver');

/** Undoes quoted-printable (RFC 2045, section 6.7). */
function unquoted(text: string): string {
  const bytes = text
    .replaceAll('=\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** What a person reads of a mail whose words come as quoted-printable. */
function read({ data }: Mail): { readonly subject: string; readonly body: string } {
  const [head = '', ...rest] = data.replaceAll('\r\n', '\n').split('\n\n');
  const coded = head.replaceAll(/\n[ \t]+/g, '').match(/^subject: (.*)$/im)![1]!;
  const subject = coded.replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, word: string) =>
    word.replaceAll('_', ' '),
  );
  return { subject: unquoted(subject), body: unquoted(rest.join('\n\n')) };
}

test('the code comes by mail, and after it each notice: its title and its link, nothing of what it says', async () => {
  const params = { channel: 'mail' } as const;
  await ma.client.putChannel({ params, body: { target: 'ma.jun@tax.example', kinds: ['contract.asked'] } });
  await until(() => received.length === 1);
  const code = /\b\d{8}\b/.exec(read(received[0]!).body)![0];
  await ma.client.postConfirmation({ params, body: { code } });
  await noticePort(desk.ctx).notify({
    key: 'contract 1',
    kind: 'contract.asked',
    to: { party: 'tax', role: 'approver' },
    title: { en: 'A contract waits for you', zh: '有合同待您批准' },
    body: { en: 'Asked for by Wu Gang', zh: '申请人：吴刚' },
    href: '/app/contracts/1',
  });
  await until(() => received.length === 2);
  const [, notice] = received as [Mail, Mail];
  assert.deepEqual([notice.from, notice.to], ['desk@bank.example', ['ma.jun@tax.example']]);
  const { subject, body } = read(notice);
  assert.equal(subject, '有合同待您批准 · A contract waits for you');
  assert.equal(body.trim(), `有合同待您批准\nA contract waits for you\n\n${pageUrl}/app/contracts/1`);
  assert.doesNotMatch(notice.data, /Wu Gang|person-/);
});

test('a mail server that refuses for a while gets the message later, once', async () => {
  isAway = true;
  await noticePort(desk.ctx).notify({
    key: 'contract 2',
    kind: 'contract.asked',
    to: { account: ma.account.id },
    title: { en: 'Another one', zh: '又一份' },
    href: '/app/contracts/2',
  });
  await until(() => failures.length >= 2);
  assert.deepEqual(new Set(failures), new Set(['channel.undelivered']));
  const before = received.length;
  isAway = false;
  await until(() => received.length > before);
  assert.match(read(received.at(-1)!).subject, /又一份/);
});

test('no title and no address adds a line to a mail, or a reader', async () => {
  const evil = 'Due\r\nBcc: eve@evil.example\r\n\r\nClick here';
  const message = { id: 'x', kind: 'k', title: { en: evil, zh: evil }, url: pageUrl, atMs: 0 };
  const send = (target: string) => sender.send(target, message, { secret: '', signal: stopping.signal });
  const before = received.length;
  await send('ma.jun@tax.example');
  for (const target of [
    'ma.jun@tax.example\r\nBcc: eve@evil.example',
    'ma.jun@tax.example, eve@evil.example',
  ])
    await send(target).catch(() => {});
  for (const { to, data } of received.slice(before)) {
    const head = data.replaceAll('\r\n', '\n').split('\n\n')[0]!;
    assert.doesNotMatch(head, /^bcc:/im);
    assert.ok(!to.includes('eve@evil.example'), String(to));
  }
  assert.ok(received.length > before);
});

test('without the right password, and without TLS where it is demanded, nothing is sent', async () => {
  const message = { id: 'x', kind: 'k', title: { en: 'T', zh: '题' }, url: pageUrl, atMs: 0 };
  const before = received.length;
  for (const change of [{ password: 'wrong' }, { security: 'starttls' as const }]) {
    const other = mailSender({ ...settings, ...change });
    await assert.rejects(() => other.send('a@b.example', message, { secret: '', signal: stopping.signal }), {
      code: 'channel.undelivered',
    });
    other.close();
  }
  assert.equal(received.length, before);
});
