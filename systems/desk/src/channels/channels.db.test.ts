import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import type { OutboxDelivery } from '@finharbor/kernel/database';
import { noticePort } from '../notices/notify.ts';
import { keeping, testDesk } from '../testing.ts';
import { deliver } from './deliver.ts';

const mail = keeping();
const desk = await testDesk({ mail: mail.send });
const { notify } = noticePort(desk.ctx);
const signal = new AbortController().signal;
const kinds = ['contract.asked'];
const target = 'ma.jun@tax.example';
const byMail = { channel: 'mail' } as const;

/** Delivers what waits in the outbox, as the relay would; gives what became of each message. */
async function drain() {
  const rows = await desk.db.selectFrom('outbox_message').selectAll().orderBy('id').execute();
  const outcomes = [];
  for (const row of rows) {
    outcomes.push(await deliver(desk.ctx, { ...row, attempt: 1 } as OutboxDelivery, signal));
    await desk.db.deleteFrom('outbox_message').where('id', '=', row.id).execute();
  }
  return outcomes;
}

async function confirmed(party = 'tax') {
  const person = await desk.someone(party, 'approver');
  await person.client.putChannel({ params: byMail, body: { target, kinds } });
  await drain();
  await person.client.postConfirmation({ params: byMail, body: { code: mail.sent.at(-1)!.code! } });
  return person;
}

let events = 0;
function tell(kind = 'contract.asked', party = 'tax') {
  events += 1;
  return notify({
    key: `event ${events}`,
    kind,
    to: { party, role: 'approver' },
    title: { en: 'A contract waits for you', zh: '有合同待您批准' },
    body: { en: 'Purpose: of He Fang’s firm', zh: '用途：何芳的企业' },
    href: '/app/contracts/1',
  });
}

test('an address is sent nothing but its code until the code is confirmed, and then what was chosen', async () => {
  const person = await desk.someone('tax', 'approver');
  const { body } = await person.client.putChannel({ params: byMail, body: { target, kinds } });
  assert.deepEqual(body, { ...byMail, target, kinds, isConfirmed: false, secret: null });
  await tell();
  assert.deepEqual(await drain(), ['delivered']);
  const { code } = mail.sent.at(-1)!;
  const wrong = code === '00000000' ? '11111111' : '00000000';
  const confirm = (typed: string) =>
    person.client
      .postConfirmation({ params: byMail, body: { code: typed } })
      .then(({ status }) => status, codeOf);
  assert.equal(await confirm(wrong), 'channel.wrong_code');
  assert.equal(await confirm(` ${code!.slice(0, 4)} ${code!.slice(4)}`), 204);
  await tell();
  await tell('job.ended');
  assert.deepEqual(await drain(), ['delivered']);
  assert.equal(mail.sent.at(-1)!.target, target);
  await person.client.deleteChannel({ params: byMail });
});

test('five wrong codes end the code, also when they are tried at the same time', async () => {
  const person = await desk.someone('tax', 'approver');
  await person.client.putChannel({ params: byMail, body: { target, kinds } });
  await drain();
  const { code } = mail.sent.at(-1)!;
  const confirm = (typed: string) =>
    person.client.postConfirmation({ params: byMail, body: { code: typed } }).catch(codeOf);
  await Promise.all(Array.from({ length: 5 }, () => confirm('1234')));
  assert.equal(await confirm(code!), 'channel.wrong_code');
  desk.clock.advance(60_000);
  await person.client.putChannel({ params: byMail, body: { target, kinds } });
  await drain();
  assert.notEqual(mail.sent.at(-1)!.code, code);
  await confirm(mail.sent.at(-1)!.code!);
  assert.equal((await person.client.listChannels({})).body.channels[0]!.isConfirmed, true);
  await person.client.deleteChannel({ params: byMail });
});

test('a code is good for half an hour, and another comes at most once a minute', async () => {
  const person = await desk.someone('tax', 'approver');
  const put = (to: string) =>
    person.client.putChannel({ params: byMail, body: { target: to, kinds } }).then(() => 'sent', codeOf);
  assert.equal(await put(target), 'sent');
  assert.equal(await put(target), 'sent');
  assert.equal(await put('another@tax.example'), 'channel.too_soon');
  assert.deepEqual(await drain(), ['delivered'], 'the second request sent nothing');
  desk.clock.advance(30 * 60_000);
  const { code } = mail.sent.at(-1)!;
  assert.equal(
    await person.client.postConfirmation({ params: byMail, body: { code: code! } }).catch(codeOf),
    'channel.wrong_code',
  );
  await person.client.deleteChannel({ params: byMail });
});

test('a new address has to be confirmed anew; other kinds at the same address do not', async () => {
  const person = await confirmed();
  const put = async (to: string, chosen: readonly string[]) =>
    (await person.client.putChannel({ params: byMail, body: { target: to, kinds: chosen } })).body
      .isConfirmed;
  assert.equal(await put(target, ['job.ended']), true);
  desk.clock.advance(60_000);
  assert.equal(await put('another@tax.example', kinds), false);
  await tell();
  assert.deepEqual(await drain(), ['delivered'], 'the code alone');
  await person.client.deleteChannel({ params: byMail });
});

test('what is on its way to somebody who no longer wants it is dropped', async () => {
  const person = await confirmed();
  await tell();
  await person.client.deleteChannel({ params: byMail });
  assert.deepEqual(await drain(), ['dropped']);
});

test('what could not be delivered for a day is given up', async () => {
  await confirmed('bank');
  await tell('contract.asked', 'bank');
  desk.clock.advance(86_400_001);
  assert.deepEqual(await drain(), ['dropped']);
});

test('another party’s event reaches nobody here', async () => {
  await confirmed('social');
  await tell('contract.asked', 'hub');
  assert.deepEqual(await drain(), []);
});

test('a channel that this process does not offer cannot be set up, nor an address that is none', async () => {
  const person = await desk.someone('tax', 'approver');
  const { client } = person;
  const put = (channel: 'mail' | 'webhook', to: string) =>
    client.putChannel({ params: { channel }, body: { target: to, kinds } }).catch(codeOf);
  assert.equal(await put('webhook', 'https://hooks.example/x'), 'channel.not_offered');
  for (const to of ['ma.jun', 'a@b', 'a@tax.example\r\nbcc: b@c.example'])
    assert.equal(await put('mail', to), 'channel.bad_target', to);
  assert.deepEqual((await client.listChannels({})).body, { offered: ['mail'], channels: [] });
  assert.equal(await client.deleteChannel({ params: byMail }).catch(codeOf), 'channel.not_found');
  const confirm = client.postConfirmation({ params: byMail, body: { code: '12345678' } });
  assert.equal(await confirm.catch(codeOf), 'channel.not_found');
});

test('nothing to read a code or a signing secret from is in the database', async () => {
  const person = await desk.someone('tax', 'approver');
  await person.client.putChannel({ params: byMail, body: { target, kinds } });
  const waiting = JSON.stringify(
    (await desk.db.selectFrom('outbox_message').select('payload').execute()).at(-1),
  );
  const row = JSON.stringify(await desk.db.selectFrom('desk_channel').select(['nonce', 'target']).execute());
  await drain();
  const { code } = mail.sent.at(-1)!;
  assert.ok(!waiting.includes(code!) && !row.includes(code!));
});
